"""The foot of a letter: who signed, whose telephone stands below, and where the letter ends."""
