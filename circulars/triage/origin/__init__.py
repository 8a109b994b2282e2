"""From where a letter comes, and which letter it speaks of."""
