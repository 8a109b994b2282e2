"""Facts about Thai writing: digits, Buddhist-Era dates, text repair."""
