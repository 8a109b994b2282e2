"""What becomes of a letter: who is asked what, by which sentence, and the step that follows from it."""
