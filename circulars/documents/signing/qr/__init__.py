"""The signed QR code of a letter: what it says, by whose key, where it stands, what it proves of its page."""
