"""From a file to pages: images, cleaning, recognisers, searchable copies."""
