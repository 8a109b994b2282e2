"""Commands about the registers and how long letters are kept."""
