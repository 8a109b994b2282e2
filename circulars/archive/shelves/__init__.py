"""What is kept of scans, letters, drafts, decisions and issued letters."""
