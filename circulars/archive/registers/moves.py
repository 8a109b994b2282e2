"""The journal of a letter that goes out: signed, queued for a recipient, handed over, sent, refused, sent back.

One entry a step, none ever changed; the last one of a recipient tells how it stands with them. What may follow what is a
table (`MAY_FOLLOW`), asked inside the transaction that writes: two senders, or one that was killed and begins anew, send
a letter to a recipient at most once. ``handing`` is written in the very moment before a server takes the last byte:
a letter that stands there when nobody is sending was sent or not, nobody here knows, and a person is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.registers.move import (
    BY_ANOTHER_WAY,
    MAY_FOLLOW,
    WHOLE,
    Move,
    MoveState,
    Way,
    message_id_of,
    summed,
)
from circulars.archive.store.ledger import Event, Value
from circulars.archive.store.shelf import Row, Shelf, seal_file, unknown
from circulars.archive.store.tables import NOT_SENT, issued, letters, moves, register, standing
from circulars.errors import ArchiveFault


class MoveShelf(Shelf):
    """The table of moves."""

    def moves_of(self, letter_id: str) -> tuple[Move, ...]:
        """What happened to a letter after its number, in order."""
        with self.reading.connect() as connection:
            return tuple(_moves(connection, letter_id))

    def standing_of(self, letter_id: str) -> dict[int, Move]:
        """The last entry of each recipient, by place."""
        with self.reading.connect() as connection:
            return last_moves(connection, letter_id)

    def told_of_moves(self, office: str) -> dict[str, str]:
        """What the sent register of an office prints under การปฏิบัติ, by letter."""
        with self.reading.connect() as connection:
            return told_of(connection, issued.c.office == office)

    def signed_copy(self, letter_id: str) -> Move | None:
        """The copy that counts as signed: a digital signature before a paper's scan, then the first; None: unsigned."""
        signed = [one for one in self.moves_of(letter_id) if one.state is MoveState.SIGNED]
        digital = [one for one in signed if one.way is not Way.SIGNED_PAPER]
        return next(iter([*digital, *signed]), None)

    def signed_as(self, sha256: str) -> Move | None:
        """The entry by which this very file is kept as a signed copy, or None."""
        where = (moves.c.state == str(MoveState.SIGNED), moves.c.file == sha256)
        row = self.one(sa.select(moves).where(*where).limit(1))
        return None if row is None else move_of(row)

    def number_stands(self, letter_id: str) -> bool:
        """No number of this letter was cancelled."""
        where = (register.c.letter_id == letter_id, register.c.state == "cancelled")
        return self.one(sa.select(register.c.number).where(*where)) is None

    def keep_signed(self, letter_id: str, content: bytes, way: Way, by: str, note: str = "") -> Move:
        """Keep a signed copy of a letter that we issued, as สำเนาคู่ฉบับ. The same file is kept once.

        A letter is signed here (by the office's certificate) once: asked again, the first copy is the answer.
        One that was written elsewhere and entered by hand is ours too.
        Raises ArchiveFault for a letter that is not ours, or whose number is cancelled.
        """
        file = self.store.put(content)
        with self.writing() as event:
            _must_be_ours(event, letter_id)
            known = [one for one in _moves(event.connection, letter_id) if one.state is MoveState.SIGNED]
            same = next((one for one in known if file == one.file or way is one.way is Way.CERTIFICATE), None)
            if same is not None:
                return same
            seal_file(event, file, "signed", len(content))
            made = _write(event, letter_id, WHOLE, MoveState.SIGNED, way, by, file=file, note=note)
            event.close("signed", letter_id, {"way": str(way), "by": by, "note": note, "file": file})
        return made

    def queue(self, letter_id: str, addresses: Mapping[int, str], by: str, domain: str) -> tuple[Move, ...]:
        """Ask that a letter be mailed to these recipients (place: address); those on their way or there stay as they are.

        `domain` is that of the address from which it will go.
        Raises ArchiveFault for a letter that we did not issue, or whose number is cancelled.
        """
        made: list[Move] = []
        with self.writing() as event:
            _must_stand(event, letter_id)
            last = {one.place: one.state for one in _moves(event.connection, letter_id)}
            for place, address in sorted(addresses.items()):
                state = last.get(place)
                if state is MoveState.HANDING or MoveState.QUEUED not in MAY_FOLLOW[state]:
                    continue
                known = message_id_of(letter_id, place, address, domain)
                made.append(
                    _write(event, letter_id, place, MoveState.QUEUED, Way.MAIL, by, address=address, message_id=known)
                )
            if made:
                told = {str(one.place): one.address for one in made}
                event.close("queued", letter_id, {"by": by, "recipients": told})
        return tuple(made)

    def follow(self, before: Move, state: MoveState, *, by: str = "", note: str = "", file: str = "") -> Move | None:
        """Enter what came next with a recipient; None where something else came first, or may not follow."""
        with self.writing() as event:
            last = next(
                (one for one in reversed(_moves(event.connection, before.letter_id)) if one.place == before.place), None
            )
            if last != before or state not in MAY_FOLLOW[before.state]:
                return None
            if state is MoveState.HANDING:
                _must_stand(event, before.letter_id)
            made = _write(
                event, before.letter_id, before.place, state, before.way, by or before.by, address=before.address,
                message_id=before.message_id, file=file or before.file, note=note,
            )  # fmt: skip
            told = {"place": before.place, "address": before.address, "by": by or before.by, "note": note}
            event.close(f"mail-{state}", before.letter_id, told)
        return made

    def carried(self, letter_id: str, place: int, way: Way, by: str, note: str = "") -> bool:
        """Enter that a letter went to a recipient by another way than mail; False where it went before. Raises ArchiveFault."""
        if way not in BY_ANOTHER_WAY:
            raise ValueError(f"{way} is no way that a person enters")
        with self.writing() as event:
            _must_stand(event, letter_id)
            last = next((one for one in reversed(_moves(event.connection, letter_id)) if one.place == place), None)
            if MoveState.SENT not in MAY_FOLLOW[last.state if last else None]:
                return False
            if last is not None and last.state is MoveState.HANDING:
                return False  # it may be there already: first a person says whether it is
            _write(event, letter_id, place, MoveState.SENT, way, by, note=note)
            event.close("carried", letter_id, {"place": place, "way": str(way), "by": by, "note": note})
        return True

    def moves_waiting(self, offices: Collection[str] | None = None) -> tuple[Move, ...]:
        """Recipients whose letter waits to be mailed, or stands in the moment of handing over; oldest first.

        Of letters that these offices issued, where some are named: a database may be shared with others.
        """
        same = sa.and_(moves.c.letter_id == standing.c.letter_id, moves.c.number == standing.c.number)
        open_states = [str(one) for one in (MoveState.QUEUED, MoveState.FAILED, MoveState.HANDING)]
        wanted = (
            sa.select(moves)
            .select_from(standing)
            .join(moves, same)
            .where(sa.text(f"standing.{NOT_SENT}"), standing.c.state.in_(open_states))
            .order_by(moves.c.at)
        )
        if offices is not None:
            wanted = wanted.join(letters, letters.c.id == moves.c.letter_id).where(letters.c.office.in_(offices))
        rows = self.all(wanted)
        return tuple(move_of(row) for row in rows)

    def move_named(self, message_id: str) -> Move | None:
        """The last entry of the recipient to whom a message with this Message-ID was made; None for a stranger's."""
        if not message_id:
            return None
        row = self.one(sa.select(moves).where(moves.c.message_id == message_id).limit(1))
        return None if row is None else self.standing_of(str(row["letter_id"]))[int(row["place"] or 0)]


def told_of(connection: Connection, which: sa.ColumnElement[bool]) -> dict[str, str]:
    """How it stands with the recipients of these issued letters, summed up, by letter; nothing of those without a move."""
    sent = sa.select(standing.c.letter_id, standing.c.place, standing.c.state)
    signed = sa.select(moves.c.letter_id, moves.c.place, moves.c.state).where(moves.c.place == WHOLE)
    last: dict[str, dict[int, str]] = {}
    for one, table in ((signed, moves), (sent, standing)):
        rows = connection.execute(one.join(issued, issued.c.letter_id == table.c.letter_id).where(which))
        for letter_id, place, state in rows:
            last.setdefault(str(letter_id), {})[int(place)] = str(state)
    return {letter_id: summed(states) for letter_id, states in last.items()}


def last_moves(connection: Connection, letter_id: str) -> dict[int, Move]:
    """The last entry of each recipient, by place."""
    return {one.place: one for one in _moves(connection, letter_id) if one.place != WHOLE}


def last_moves_of(connection: Connection, ids: Sequence[str]) -> list[Move]:
    """The last entry of each recipient of these letters."""
    same = sa.and_(moves.c.letter_id == standing.c.letter_id, moves.c.number == standing.c.number)
    found = connection.execute(
        sa.select(moves).select_from(standing).join(moves, same).where(standing.c.letter_id.in_(ids))
    )
    return [move_of({str(name): value for name, value in row.items()}) for row in found.mappings()]


def _moves(connection: Connection, letter_id: str) -> list[Move]:
    found = connection.execute(sa.select(moves).where(moves.c.letter_id == letter_id).order_by(moves.c.number))
    return [move_of({str(name): value for name, value in row.items()}) for row in found.mappings()]


def _must_stand(event: Event, letter_id: str) -> None:
    """The letter was issued here and its number is not cancelled. Raises ArchiveFault."""
    if event.connection.execute(sa.select(issued.c.draft_id).where(issued.c.letter_id == letter_id)).first() is None:
        raise unknown("หนังสือที่ออกแล้ว", letter_id)
    _refuse_cancelled(event, letter_id)


def _must_be_ours(event: Event, letter_id: str) -> None:
    """The letter went out under a number of ours that is not cancelled. Raises ArchiveFault."""
    row = event.connection.execute(sa.select(letters.c.direction).where(letters.c.id == letter_id)).scalar()
    if row != "sent":
        raise unknown("หนังสือที่สำนักงานนี้ออก", letter_id)
    _refuse_cancelled(event, letter_id)


def _refuse_cancelled(event: Event, letter_id: str) -> None:
    where = (register.c.letter_id == letter_id, register.c.state == "cancelled")
    if event.connection.execute(sa.select(register.c.number).where(*where)).first() is not None:
        raise ArchiveFault(
            "เลขของหนังสือนี้ยกเลิกแล้ว จึงลงนามหรือส่งไม่ได้ หากต้องส่ง กรุณาออกฉบับใหม่", code="cancelled", cause=letter_id
        )


def _write(
    event: Event,
    letter_id: str,
    place: int,
    state: MoveState,
    way: Way,
    by: str,
    *,
    address: str = "",
    message_id: str = "",
    file: str = "",
    note: str = "",
) -> Move:
    where = moves.c.letter_id == letter_id
    number = int(event.connection.execute(sa.select(sa.func.count()).select_from(moves).where(where)).scalar_one())
    row: dict[str, Value] = {
        "letter_id": letter_id, "number": number, "place": place, "state": str(state), "way": str(way), "by": by,
        "address": address, "message_id": message_id, "file": file, "note": note, "at": event.at,
    }  # fmt: skip
    event.insert(moves, row)
    if place != WHOLE:
        event.connection.execute(
            sa.delete(standing).where(standing.c.letter_id == letter_id, standing.c.place == place)
        )
        last = {"letter_id": letter_id, "place": place, "number": number, "state": str(state)}
        event.connection.execute(sa.insert(standing).values(last))
    return move_of(row)


def move_of(row: Row) -> Move:
    """An entry of the journal from its row."""
    return Move(
        str(row["letter_id"]),
        int(row["place"] or 0),
        MoveState(str(row["state"])),
        Way(str(row["way"])),
        str(row["by"]),
        dt.datetime.fromisoformat(str(row["at"])),
        str(row["address"]),
        str(row["message_id"]),
        str(row["file"]),
        str(row["note"]),
    )
