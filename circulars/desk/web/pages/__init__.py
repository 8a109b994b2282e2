"""One router a page, put together here in the order of the bar."""

from circulars.desk.web.pages import chains, follow, intake, office, search, today
from circulars.desk.web.pages.letter import deciding, files, leaving, reading, settling
from circulars.desk.web.pages.registers import books, numbers, own

ROUTERS = (
    today.router,
    reading.router,
    deciding.router,
    files.router,
    settling.router,
    leaving.router,
    intake.router,
    books.router,
    numbers.router,
    own.router,
    search.router,
    follow.router,
    chains.router,
    office.router,
)
