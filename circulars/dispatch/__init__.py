"""Sending what was issued: whether it may leave, to which mailbox, by mail at most once, and what came back of it."""
