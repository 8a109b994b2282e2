"""Patterns by which a letter is read, one module a wing of the extraction."""
