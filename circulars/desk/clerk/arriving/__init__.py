"""รับเข้า: files put into the inbox, what became of each, and what lies in quarantine."""
