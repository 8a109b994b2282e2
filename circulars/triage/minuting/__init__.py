"""The เกษียน, ช่องการปฏิบัติ, and the unit that gets a letter."""
