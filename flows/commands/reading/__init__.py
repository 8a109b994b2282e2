"""Commands that read and draft without an office."""
