"""The step that follows: what goes down, what stays and what is done with it."""
