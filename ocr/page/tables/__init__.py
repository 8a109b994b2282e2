"""Tables of a page: their rules, the lines in their cells, and rows and columns that nothing rules."""
