"""Word: content of a letter, templates and their check, the emblem, the finished docx."""
