"""The memory: files by sha256, registers, ledger, search."""
