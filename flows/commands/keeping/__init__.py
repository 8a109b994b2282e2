"""Commands that prove, keep, mend and carry away the archive."""
