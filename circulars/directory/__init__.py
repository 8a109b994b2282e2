"""Offices and places: the facts, as data rows."""
