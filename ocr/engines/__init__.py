"""Recognisers of lines, by name."""
