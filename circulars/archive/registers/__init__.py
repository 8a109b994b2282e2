"""The registers: numbers given once, rows put right."""
