"""Sample lines: what is printed, in which face, with which faults of paper and scanner."""
