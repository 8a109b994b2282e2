"""Letters by e-mail through a real IMAP server (Dovecot), the reader killed again and again in between.

``python -m benchmarks.mailbox --mails 1000 --kills 20`` sends that many mails into a mailbox, lets a process fetch and
archive them, kills it (SIGKILL) at moments spread over the work, and counts: each archived once, none lost, none twice,
every message moved, none left or marked before. The archive is the real one; reading is that of text letters, without
Prefect, so that what is measured is the mailbox. The whole office with its mailbox: ``python -m benchmarks.running mail``.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import sqlalchemy as sa

from benchmarks.dovecot import DONE, PASSWORD, USER, Dovecot
from circulars.archive import Archive
from circulars.archive.search.search_key import words_of
from circulars.archive.store.tables import letters
from circulars.extraction.reading import read_letters
from circulars.intake.claims import Claim, close_claim, open_claims
from circulars.intake.containers import claim_members, container_of_file
from circulars.letter.page import text_page
from circulars.mailbox.access import opened
from circulars.mailbox.box import Mailbox, ledger_folder, secret_file
from circulars.mailbox.fetching import look
from circulars.mailbox.ledger import Ledger, note_outcome
from circulars.thai.digits import to_thai

OFFICE = "สน ๐๐๑๘.๑"
LETTER = """ที่ มท ๐๓๐๙.๒/ว {number}
กรมการปกครอง
ถนนอัษฎางค์ กทม. ๑๐๒๐๐
๑๖ พฤศจิกายน ๒๕๖๙
เรื่อง การสำรวจแหล่งน้ำครั้งที่ {number}
เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด
ด้วยกรมการปกครองจะรวบรวมข้อมูลแหล่งน้ำ จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอสำรวจแหล่งน้ำสาธารณะ
จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป
ขอแสดงความนับถือ
(นายตัวอย่าง รักแผ่นดิน)
อธิบดีกรมการปกครอง
"""


def mail_with_letter(number: int) -> bytes:
    """A mail that brings one letter as an attached text file."""
    message = EmailMessage()
    message["From"], message["To"] = "กรม <dopa@example.go.th>", USER
    message["Subject"] = f"ส่งหนังสือ ว {number}"
    message["Message-ID"] = f"<{number}@example.go.th>"
    message["Date"] = "Mon, 16 Nov 2026 09:00:00 +0700"
    message.set_content("เรียน เจ้าหน้าที่ ส่งหนังสือตามแนบ")
    letter = LETTER.format(number=to_thai(number))
    message.add_attachment(letter.encode(), maintype="text", subtype="plain", filename=f"ว {number}.txt")
    message.set_boundary(f"part-{number}")
    return message.as_bytes()


def work_through(home: Path, box: Mailbox, rounds: int = 1) -> None:
    """Fetch, archive what was claimed, and see to it, as a running office does."""
    archive = Archive.open(f"sqlite:///{home}/circulars.db", str(home / "files"))
    ledger = Ledger(ledger_folder(home))
    with opened(home, box) as connection:
        for _ in range(rounds):
            look(connection, box, home / "work", ledger)
            for claim in open_claims(home / "work"):
                _archived(archive, home, claim)
        look(connection, box, home / "work", ledger)
    archive.close()


def _archived(archive: Archive, home: Path, claim: Claim) -> None:
    work, folder = home / "work", ledger_folder(home)
    file = work / claim.key / claim.file
    if not file.exists():
        return  # archived with the mail that brought it, whose claim had been cut off
    if container_of_file(file) is not None:
        for member in claim_members(work, claim).claims:
            if (work / member.key).exists():
                _archived(archive, home, member)
        note_outcome(folder, claim.key)
    else:
        pages = (text_page(file.read_text(encoding="utf-8")),)
        scan = archive.save_original(file, claim.name)
        archive.save_pages(scan.id, pages)
        found = read_letters(pages)
        note_outcome(folder, claim.key, archive.save_letters(scan.id, OFFICE, found, [()] * len(found)))
    close_claim(work, claim)


def prepare(home: Path, box: Mailbox) -> None:
    """A folder as an office has one, with the mailbox's password."""
    for name in ("work", "secrets"):
        (home / name).mkdir(parents=True)
    secret_file(home, box).write_text(PASSWORD + "\n", encoding="utf-8")
    Archive.open(f"sqlite:///{home}/circulars.db", str(home / "files")).close()


def run_with_kills(home: Path, box: Mailbox, kills: int, seconds: tuple[float, float]) -> int:
    """Fetch and archive in a process of its own until all is done, killing it `kills` times; how often it was killed.

    Each is killed after a random time between those two. Raises RuntimeError for a process that fails by itself.
    Dictionaries are loaded before, once for all processes, as a running office does: else most kills would meet those.
    """
    read_letters((text_page(LETTER.format(number="๑")),))
    words_of("หนังสือ")
    killed = 0
    while True:
        child = os.fork()
        if child == 0:
            try:
                work_through(home, box, rounds=2)  # what a kill left half-way is seen to by the next look
                os._exit(0)
            except BaseException:  # noqa: BLE001 - the parent is told by the status, a person by what is printed
                traceback.print_exc()
            os._exit(1)
        end = time.monotonic() + (random.uniform(*seconds) if killed < kills else 3600)
        done = 0
        while not done and time.monotonic() < end:
            done, status = os.waitpid(child, os.WNOHANG)
            time.sleep(0.005)
        if not done:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            killed += 1
        elif status:
            raise RuntimeError(f"the worker ended with {status}")
        else:
            return killed


def counted(home: Path, server: Dovecot) -> dict[str, int]:
    """What is where, after all: registered letters by their names, messages by folder."""
    archive = Archive.open(f"sqlite:///{home}/circulars.db", str(home / "files"))
    numbers = Counter(str(row["reference"]) for row in archive.all(sa.select(letters.c.reference)))
    archive.close()
    left, moved = server.listed("INBOX"), server.listed(DONE)
    return {
        "letters": len(numbers),
        "twice": sum(count - 1 for count in numbers.values()),
        "in INBOX": len(left),
        "moved": len({number for _, number in moved}),
        "moved twice": len(moved) - len({number for _, number in moved}),
        "open claims": len(open_claims(home / "work")),
    }


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where a mail was lost or doubled."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        server, home = Dovecot(), Path(folder) / "office"
        try:
            prepare(home, server.mailbox())
            server.deliver(*(mail_with_letter(number) for number in range(1, given.mails + 1)))
            began = time.monotonic()
            killed = run_with_kills(home, server.mailbox(), given.kills, (0.2, max(0.6, given.mails / 150)))
            found = counted(home, server)
        finally:
            server.stop()
    print(f"{given.mails} mails, {killed} kills, {time.monotonic() - began:.0f} s: {found}")
    right = (
        found["letters"] == found["moved"] == given.mails
        and not found["twice"] + found["in INBOX"] + found["open claims"]
    )
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
