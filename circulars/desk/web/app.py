"""The desk's application: its pages, its static files, its guards and its refusals, for one office."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

from fastapi import Depends, FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from circulars.desk.office import DeskOffice
from circulars.desk.review.pictures import Pictures
from circulars.desk.web.entering import accounts, door, vouched
from circulars.desk.web.guard import NotAllowed, NotEntered, Refusals, own_form
from circulars.desk.web.pages import ROUTERS
from circulars.desk.web.screen import HEADERS, show
from circulars.errors import ArchiveFault, CircularsError

EVERY_ROUTER = (door.router, vouched.router, accounts.router, *ROUTERS)
STATIC = Path(__file__).parent / "static"
_Next = Callable[[Request], Awaitable[Response]]
OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""Host names by which this machine itself opens the desk."""


def make_app(office: DeskOffice, renewed: Callable[[], DeskOffice] | None = None) -> FastAPI:
    """The desk of one office. Opens nothing by itself; the caller closes the archive.

    `renewed` is asked before each request for the office as it stands then: its settings may have been changed.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, dependencies=[Depends(own_form)])
    app.state.office, app.state.refusals, app.state.answered = office, Refusals(), {}
    app.state.windows = {}
    app.state.pictures = Pictures(office.home / "run" / "tmp" / "desk", office.archive)
    vouched.keep_between(app, office)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*OWN_NAMES, urlsplit(office.url).hostname or "localhost"])
    app.middleware("http")(_with_headers)
    if renewed is not None:
        app.middleware("http")(_as_it_stands(renewed))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in EVERY_ROUTER:
        app.include_router(router)
    app.state.known_paths = frozenset(path for router in ROUTERS for path in _paths(router))
    app.add_exception_handler(NotEntered, _to_the_door)
    app.add_exception_handler(NotAllowed, _not_allowed)
    app.add_exception_handler(CircularsError, _told)
    app.add_exception_handler(HTTPException, _not_found)
    return app


def _as_it_stands(renewed: Callable[[], DeskOffice]) -> Callable[[Request, _Next], Awaitable[Response]]:
    async def look(request: Request, call_next: _Next) -> Response:
        request.app.state.office = renewed()
        return await call_next(request)

    return look


def _paths(router: object) -> list[str]:
    return [str(getattr(route, "path", "")) for route in getattr(router, "routes", ())]


async def _with_headers(request: Request, call_next: _Next) -> Response:
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.url.path.startswith("/static/"):
        response.headers["cache-control"] = "public, max-age=3600"
    return response


async def _to_the_door(request: Request, _error: Exception) -> Response:
    """Nobody, or a session that ended: the door, and back to the page that was asked for."""
    path = request.url.path if request.method == "GET" else "/"
    wanted = path + (f"?{request.url.query}" if request.url.query and request.method == "GET" else "")
    place = f"/enter?next={quote(wanted)}"
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"hx-redirect": place})
    return RedirectResponse(place, status_code=303)


async def _not_allowed(request: Request, error: Exception) -> Response:
    message = error.message if isinstance(error, NotAllowed) else ""
    person = getattr(request.state, "person", None)
    return show(request, "refused.html", person, status=403, title="เปิดไม่ได้", message=message)


async def _told(request: Request, error: Exception) -> Response:
    """A fault of the machine or of what was asked, in its own Thai sentence."""
    message = error.message if isinstance(error, CircularsError) else str(error)
    unknown = isinstance(error, ArchiveFault) and error.code == "unknown"
    person = getattr(request.state, "person", None)
    return show(request, "refused.html", person, status=404 if unknown else 500, title="ทำไม่ได้", message=message)


async def _not_found(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    person = getattr(request.state, "person", None)
    message = "ไม่มีหน้านี้ กรุณาเลือกจากแถบด้านบน" if status == 404 else "คำขอนี้ใช้ไม่ได้ กรุณาเปิดหน้าใหม่แล้วทำอีกครั้ง"
    return show(request, "refused.html", person, status=status, title="ไม่พบหน้า", message=message)
