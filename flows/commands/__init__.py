"""What each command of `circulars` does, by errand: dry reading, running the office, asking the archive."""
