"""What a letter asks, of whom and by when."""
