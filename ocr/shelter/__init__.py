"""Files are opened in child processes within limits; what dies there is told for what it was."""
