"""Signing by a key that lies in a token: what asks, and the child that loads the token's library."""
