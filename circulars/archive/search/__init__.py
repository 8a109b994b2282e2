"""Finding a letter: search keys in either digit script, the index, the query and its excerpts."""
