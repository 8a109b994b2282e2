"""office.toml: what may stand in it, how it is read and first written, and its faults in Thai."""
