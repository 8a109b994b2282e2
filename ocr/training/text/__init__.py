"""Which characters are written, and the words that lines are made of."""
