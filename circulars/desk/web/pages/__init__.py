"""One router a page, put together here in the order of the bar."""

from circulars.desk.web.pages import intake, registers, today

ROUTERS = (today.router, intake.router, registers.router)
