"""What becomes of a letter where nothing goes down: as proposed, as left in the form, noted at once."""
