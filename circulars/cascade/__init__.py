"""Who writes to whom, and what the letter says."""
