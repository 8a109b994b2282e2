"""What became of a letter: citations, answers, what is due, chains up and down, how long it is kept."""
