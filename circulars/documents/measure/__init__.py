"""Where things stand on a printed page, against the layout that the regulation and practice ask for."""
