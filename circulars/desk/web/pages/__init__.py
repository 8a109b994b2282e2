"""One router a page, put together here in the order of the bar."""

from circulars.desk.web.pages import chains, follow, intake, registers, search, today

ROUTERS = (today.router, intake.router, registers.router, search.router, follow.router, chains.router)
