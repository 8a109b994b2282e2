"""What a container holds, at every depth, and a claim of its own for each file of it.

Nothing is a claim before the whole container is unpacked into the claim's own folder, and then each file is moved, once;
so a crash anywhere repeats or goes on, and takes nothing twice.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from circulars.documents.pages.pdf import document_to_pdf
from circulars.documents.signing.manifest.written import is_manifest, names_file
from circulars.errors import UnreadableFile
from circulars.intake.claims import MANIFEST, SOURCE, Claim, claim_for_member, settle_folder, write_claim, write_whole
from circulars.intake.containers.exchange import exchange_members
from circulars.intake.containers.joined import join, to_be_joined
from circulars.intake.containers.looks import Container, container_of, container_of_file
from circulars.intake.containers.mails import (
    mail_members,
    outlook_members,
    outlook_text,
    text_of,
    winmail_members,
)
from circulars.intake.containers.members import MOST_DEPTH, MOST_OF_ONE, Budget, Lost, Member
from circulars.intake.containers.zips import zip_members
from circulars.intake.names import kept_name, name_bytes, shown_name
from circulars.thai.digits import to_thai

_STAGE, _LIST = "members", "members.json"
_MEMBERS: dict[Container, Callable[[bytes, Budget, str], Iterator[Member | Lost]]] = {
    Container.MAIL: mail_members,
    Container.OUTLOOK: outlook_members,
    Container.WINMAIL: winmail_members,
    Container.ECMS: exchange_members,
}
_REASONS = {
    Container.SHEET: "เป็นตารางหรือสไลด์ ไม่ใช่หน้าหนังสือ ถ้าเป็นหนังสือกรุณาบันทึกเป็น PDF ถ้าเป็นสิ่งที่ส่งมาด้วยกรุณาเก็บแนบเรื่องด้วยมือ",
    Container.LOCKED: "ใส่รหัสผ่าน กรุณาขอไฟล์ที่ไม่มีรหัสผ่าน หรือเปิดแล้วบันทึกเป็น PDF",
}
_NOT_DRAWN = "เปิดด้วย LibreOffice ไม่ได้ กรุณาเปิดใน Word แล้วบันทึกเป็น PDF"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What became of a container: the claims of its sound files, and what was lost."""

    claims: tuple[Claim, ...]
    lost: tuple[Lost, ...]


def unpack(file: Path, name: bytes = b"") -> Iterator[Member | Lost]:
    """Every file of a container, called `name`, and of those in it. Raises UnreadableFile (empty, encrypted, too-large, unreadable)."""
    with file.open("rb") as opened:
        kind = container_of(opened)
        budget = Budget(file.stat().st_size)
        if kind is Container.ZIP:
            yield from _of_zip(opened, name or os.fsencode(file.name), budget, "", 1)
            return
        opened.seek(0)
        content = opened.read(MOST_OF_ONE + 1)
    if len(content) > MOST_OF_ONE:
        raise UnreadableFile("ไฟล์ใหญ่เกิน ๒๐๐ MB กรุณาแบ่งเป็นหลายไฟล์", code="too-large")
    yield from _opened(Member(name or os.fsencode(file.name), content), kind, budget, "", 1)


def _inside(found: Iterator[Member | Lost], budget: Budget, within: str, depth: int) -> Iterator[Member | Lost]:
    """The same files, those that are containers themselves opened in their turn."""
    for one in found:
        if isinstance(one, Lost):
            yield one
            continue
        kind = container_of(BytesIO(one.content))
        shown = f"{within}{shown_name(one.name)}"
        if kind is None or kind is Container.DOCUMENT or kind in _REASONS:
            yield from _opened(one, kind, budget, within, depth)
        elif depth >= MOST_DEPTH:
            yield Lost(shown, f"เป็นไฟล์ซ้อนกันเกิน {to_thai(MOST_DEPTH)} ชั้น กรุณาแตกไฟล์ด้านในก่อน")
        else:
            budget.files -= 1  # its own files count, not it
            try:
                yield from _opened(one, kind, budget, f"{shown} › ", depth + 1)
            except UnreadableFile as error:
                if error.code == "too-large":
                    raise
                yield Lost(shown, error.message)


def _opened(one: Member, kind: Container | None, budget: Budget, within: str, depth: int) -> Iterator[Member | Lost]:
    """What one file gives: itself, the PDF made of it, its own files, or why it gives nothing."""
    if kind is None:
        yield one
    elif kind in _REASONS:
        yield Lost(f"{within}{shown_name(one.name)}", _REASONS[kind])
    elif kind is Container.DOCUMENT:
        pdf = document_to_pdf(one.content)
        shown = shown_name(one.name)
        yield Member(f"{shown}.pdf".encode(), pdf, one.content) if pdf else Lost(f"{within}{shown}", _NOT_DRAWN)
    elif kind is Container.ZIP:
        yield from _of_zip(BytesIO(one.content), one.name, budget, within, depth)
    else:
        yield from _inside(_MEMBERS[kind](one.content, budget, within), budget, within, depth)


def _of_zip(opened: IO[bytes], name: bytes, budget: Budget, within: str, depth: int) -> Iterator[Member | Lost]:
    """The files of a zip, or the one that they make together where its name asks for that."""
    found = zip_members(opened, budget, within)
    if not to_be_joined(name):
        yield from _inside(found, budget, within, depth)
        return
    members = list(found)
    opened.seek(0)
    yield join(name, opened.read(), members)


def single_file(file: Path, folder: Path) -> Path:
    """The file itself, or the one file that it holds, written to `folder`. Raises UnreadableFile where it holds several."""
    if container_of_file(file) is None:
        return file
    found = list(unpack(file))
    members = [one for one in found if isinstance(one, Member) and not is_manifest(one.content)]
    if not members:
        raise UnreadableFile(_nothing([one for one in found if isinstance(one, Lost)]))
    if len(members) > 1:
        names = ", ".join(f"“{shown_name(one.name)}”" for one in members[:20])
        raise UnreadableFile(
            f"ไฟล์นี้มี {to_thai(len(members))} ไฟล์ข้างใน ({names}) กรุณาวางใน inbox หรือแตกไฟล์แล้วสั่งทีละไฟล์", code="several"
        )
    inside = folder / f"inside{'.txt' if _is_text(members[0]) else ''}"
    inside.write_bytes(members[0].content)
    return inside


def _is_text(one: Member) -> bool:
    """The member is plain text: readers know text by its name alone."""
    return one.name.lower().endswith((b".txt", b".text"))


def mail_text(file: Path) -> str:
    """What the e-mail says that came with the files; empty where this is none, or it says nothing."""
    kind = container_of_file(file)
    if kind is Container.MAIL:
        return text_of(file.read_bytes(), sent_on=True)
    return outlook_text(file.read_bytes()) if kind is Container.OUTLOOK else ""


def claim_members(work: Path, parent: Claim, file: Path | None = None) -> Unpacked:
    """Give each sound file of a claimed container a claim of its own. Called again after a crash it goes on where it was.

    `file` holds them where the claimed one itself does not (what was taken out of a portfolio). Raises UnreadableFile
    for a container of which nothing could be taken, no claim was made then; EngineMissing or EngineFailed where the
    machine can't open Word files at all.
    """
    folder = work / parent.key
    came_by = container_of_file(file or folder / parent.file) or Container.ZIP
    names, lost = _staged(folder, file or folder / parent.file, _name_of(parent))
    claims = []
    for number, kept in enumerate(names, 1):
        claim = claim_for_member(work, parent, number, name_bytes(kept), came_by)
        source = folder / _STAGE / f"{number:03d}"
        if source.exists():  # else it was moved before the crash, and its claim goes its own way
            (work / claim.key).mkdir(mode=0o700, exist_ok=True)
            write_claim(work, claim)
            for beside in (SOURCE, MANIFEST):
                if (came_with := source.with_suffix(beside)).exists():
                    write_whole(work / claim.key / beside, came_with.read_bytes())
            source.rename(work / claim.key / claim.file)
            settle_folder(work / claim.key)
        claims.append(claim)
    return Unpacked(tuple(claims), lost)


def _name_of(claim: Claim) -> bytes:
    return name_bytes(claim.kept_name) if claim.kept_name else claim.name.encode()


def _staged(folder: Path, file: Path, name: bytes) -> tuple[list[str], tuple[Lost, ...]]:
    """The container unpacked beside itself: names of the sound files in order, and the lost ones.

    A manifest that came with them is no file of its own: it lies beside those that it speaks of. One that speaks of none
    lies beside each, for whoever reads them to tell.
    """
    listed = folder / _LIST
    if listed.exists():
        record = json.loads(listed.read_bytes())
        return list(record["names"]), tuple(Lost(**one) for one in record["lost"])
    shutil.rmtree(folder / _STAGE, ignore_errors=True)  # of a try that did not come to its end
    (folder / _STAGE).mkdir(mode=0o700)
    names: list[str] = []
    lost: list[Lost] = []
    sums: list[str] = []
    manifests: list[bytes] = []
    for one in unpack(file, name):
        if isinstance(one, Lost):
            lost.append(one)
        elif is_manifest(one.content):
            manifests.append(one.content)
        else:
            names.append(kept_name(one.name))
            sums.append(sha256(one.content).hexdigest())
            staged = folder / _STAGE / f"{len(names):03d}"
            write_whole(staged, one.content)
            if one.source:
                write_whole(staged.with_suffix(SOURCE), one.source)
    for number, digest in enumerate(sums, 1) if manifests else ():
        told = next((one for one in manifests if names_file(one, digest)), manifests[0])
        write_whole((folder / _STAGE / f"{number:03d}").with_suffix(MANIFEST), told)
    if not names:
        shutil.rmtree(folder / _STAGE)
        raise UnreadableFile(_nothing(lost), code="unreadable")
    settle_folder(folder / _STAGE)
    draft = folder / f"{_LIST}.new"
    write_whole(draft, json.dumps({"names": names, "lost": [asdict(one) for one in lost]}, ensure_ascii=False).encode())
    draft.rename(listed)
    settle_folder(folder)
    return names, tuple(lost)


def told_lost(lost: tuple[Lost, ...]) -> str:
    """The files that were not taken, by name with the reason, and what to do."""
    shown = ", ".join(f"“{one.name}” ({one.reason})" for one in lost[:20])
    more = f" และอีก {to_thai(len(lost) - 20)} ไฟล์" if len(lost) > 20 else ""
    return f"ไฟล์ข้างในที่รับไม่ได้: {shown}{more} กรุณาสแกนหรือขอเฉพาะไฟล์เหล่านี้แล้วส่งใหม่"


def _nothing(lost: list[Lost]) -> str:
    """Why nothing of a container could be taken; a Word file or a table that came by itself is told in its own words."""
    if len(lost) == 1 and lost[0].reason in (*_REASONS.values(), _NOT_DRAWN):
        return f"รับไฟล์นี้ไม่ได้: {lost[0].reason}"
    return f"รับไฟล์ข้างในไม่ได้เลย {told_lost(tuple(lost))}"
