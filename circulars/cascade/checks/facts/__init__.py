"""Facts of a draft: each has a source, and none of the source is lost."""
