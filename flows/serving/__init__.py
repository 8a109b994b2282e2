"""The server of an office: one application at two addresses, its door, its queues, warm runs, the copy of the UI."""
