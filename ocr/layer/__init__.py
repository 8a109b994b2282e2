"""The text layer of a PDF: its characters in reading order, believed as far as the drawn page shows the same."""
