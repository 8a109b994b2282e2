"""Files that hold other files: zips, e-mails, Word files, PDF portfolios; what is in them is taken in one by one."""

from circulars.intake.containers.joined import note_photos, told_photos, told_unfinished
from circulars.intake.containers.looks import Container, container_of, container_of_file
from circulars.intake.containers.members import Lost, Member
from circulars.intake.containers.taking import Unpacked, claim_members, mail_text, single_file, told_lost, unpack

__all__ = [
    "Container",
    "Lost",
    "Member",
    "Unpacked",
    "claim_members",
    "container_of",
    "container_of_file",
    "mail_text",
    "note_photos",
    "single_file",
    "told_lost",
    "told_photos",
    "told_unfinished",
    "unpack",
]
