"""The server of an office: its environment, one application at two addresses, its door, the copy of the UI."""
