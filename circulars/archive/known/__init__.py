"""Letters known again: our own that come back, the same text, what was taken back."""
