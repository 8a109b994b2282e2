"""Pages: docx to PDF, fonts, PDF/A finishing, what is attached and enclosed."""
