"""The day on which something is owed, and days that come again."""
