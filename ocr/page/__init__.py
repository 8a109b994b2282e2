"""Cut and judged pictures of a page: cleaning, lines, large type, the reading of one page, frames for people."""
