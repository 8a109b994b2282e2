"""How LibreOffice sets a page: its fonts, and where lines may end."""
