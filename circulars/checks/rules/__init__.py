"""Rules that hold for a letter that comes in and for one that we write: no finding, only what is out of order."""
