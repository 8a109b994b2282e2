"""The pages of the desk on FastAPI: `app` puts them together, `guard` lets people in, `pages` has one router a page."""
