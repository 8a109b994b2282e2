"""What a letter asks: its words, its clauses, whom they make act, and whom it addresses."""
