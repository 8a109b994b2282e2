"""A draft that was edited in Word: what changed, and what the letter now says."""
