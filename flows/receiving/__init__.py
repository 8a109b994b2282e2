"""Letters in: the inbox, the reading of each file, its searchable copy; the sample that proves a reader."""
