"""Commands that run the office on this machine."""
