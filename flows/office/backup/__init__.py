"""A backup is the office: the archive, and everything in the office's folder that could not be made anew.

Beside the archive's own backup stand, under ``office/``, office.toml, emblem and own templates (wherever they lie), the
reviewers' secrets and the login, edited drafts, quarantine with its notes, the inbox, claims at work, outbox, reports.
Left out is what the office makes anew: Prefect's database, logs, run records, and the archive, which has its own form.
The list ``office.json``, written last, proves every file by its sha256. Files keep their modes; secrets are for the
owner only, so the folder of a backup is as secret as the office itself.
"""

from flows.office.backup.listing import Report
from flows.office.backup.making import back_up_office
from flows.office.backup.restoring import restore_office

__all__ = ["Report", "back_up_office", "restore_office"]
