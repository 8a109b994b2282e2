"""From pages to letters."""
