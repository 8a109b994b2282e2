"""What a page shows beside its lines: codes, the frames of receipt stamps, how legible it is."""
