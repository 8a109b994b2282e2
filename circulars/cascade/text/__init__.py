"""What the next letter says: voice, wording, forms, composition."""
