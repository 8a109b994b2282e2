"""Checks between the letters and the pages of one file."""
