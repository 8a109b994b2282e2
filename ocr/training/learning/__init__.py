"""The network, its course, and how what it writes is decoded and judged."""
