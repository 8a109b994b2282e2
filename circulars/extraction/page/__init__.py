"""What stands on a page: its lines in order, printed labels, marks, the spelling of its words, sheets of two pages."""
