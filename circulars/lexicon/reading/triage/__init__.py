"""Words and patterns by which it is read what becomes of a letter, each row with example and counter-example."""
