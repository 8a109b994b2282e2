"""Digital signatures of PDFs (PAdES, ISO 32000-2, 12.8): what they are, how they are judged, what the clerk is told."""
