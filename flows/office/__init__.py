"""The office on one machine: start, stop, watch, readiness, shared folders, backup."""
