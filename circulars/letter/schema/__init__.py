"""The fields of a letter, one row each (`rows`), and how their values are written and read back (`written`)."""

from __future__ import annotations

from circulars.letter.schema.rows import (
    FORMS,
    ROWS,
    FieldRow,
    Form,
    Searched,
    label_of,
    name_of,
    part_of,
    searched_words,
)

__all__ = ["FORMS", "ROWS", "FieldRow", "Form", "Searched", "label_of", "name_of", "part_of", "searched_words"]
