"""Checks of one letter that came in, a module a part of the page."""
