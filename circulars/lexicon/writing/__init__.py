"""Patterns by which a letter's tasks are understood and the next letter is worded, one module a wing of the cascade."""
