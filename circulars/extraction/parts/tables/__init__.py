"""Tables of a letter and of what is enclosed with it: their cells, and what speaks against each."""
