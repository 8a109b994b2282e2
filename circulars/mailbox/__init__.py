"""Letters that come by e-mail: the office's mailboxes, read by IMAP.

No Prefect here. A message is claimed as one file (`circulars.intake.claims`) and stays in its mailbox, unread and where
it lies, until the archive or quarantine has everything that it held; only then it is answered and moved.
"""
