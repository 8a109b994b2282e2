"""What clerks fill in by pen: where it stands on a page, and a reader of handwritten digits as a further witness for it."""
