"""Judging a letter: one function per check."""
