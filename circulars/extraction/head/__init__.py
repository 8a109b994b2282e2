"""The head of a letter: kind, urgency, secrecy, agency, number and date; the stamps of those who received it."""
