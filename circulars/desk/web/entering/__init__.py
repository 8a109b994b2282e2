"""Who comes in: the door, the office's login service, and the accounts that the administrator keeps."""
