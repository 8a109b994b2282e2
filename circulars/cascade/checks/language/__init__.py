"""Whether our own sentences are whole, and who acts in them."""
