"""The office's mailboxes: the scheduled flow, and the watch that waits at each of them."""
