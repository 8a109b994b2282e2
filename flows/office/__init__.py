"""The office on one machine: start, stop, watch, upkeep, reminders, backup; it uses every other wing."""
