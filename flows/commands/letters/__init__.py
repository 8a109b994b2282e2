"""Commands about one letter, or about those that are looked for."""
