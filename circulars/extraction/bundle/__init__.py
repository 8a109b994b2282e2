"""Where one letter of a file ends and the next begins."""
