"""Text of one line, as an official letter might print it: numbers, dates, names, running text, Latin, nonsense.

Nonsense and minimal pairs keep the network from guessing by the dictionary: it must look at the letter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ocr.training.text import words
from ocr.training.text.charset import LOWER_VOWELS, NO_START, TONES, UPPER_VOWELS, canonical

CONSONANTS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_ALIKE = words.spaced("ดตค ถลก คศตด ขชซ บปษ นมฆ ฎฏ ฎฏ ผพฬ ฝฟ ภถก ฐธร สล ทฑห ยผ อฮ วาๆ")
_ALIKE_MARKS = (
    "\u0e48\u0e49",
    "\u0e49\u0e4a",
    "\u0e48\u0e4b",
    "\u0e34\u0e35\u0e36\u0e37",
    "\u0e38\u0e39",
    "\u0e47\u0e4a",
)
_SWAPS: dict[str, str] = {}
for _group in _ALIKE + _ALIKE_MARKS:
    for _character in _group:
        _SWAPS[_character] = _SWAPS.get(_character, "") + _group.replace(_character, "")
_ONSETS = words.spaced("b c d f g h j k l m n p qu r s t v w x y z st tr pr cl sp ch th sh ss")
_VOWELS = words.spaced("a e i o u ea io ou ee ai y")
_CODAS = ("", "", "", "n", "s", "r", "l", "t", "m", "ss", "nt", "ng", "ck", "sm", "ty", "ts")
_SMALL = "abcdefghijklmnopqrstuvwxyz"


class LineSampler:
    """Endless line texts from one seed; everything it says is in the recogniser's character set."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self._lists = words.word_lists()

    def line(self, *, numbers_only: bool = False, longest: int = 40) -> str:
        """One line of 1 to ``longest`` characters. ``numbers_only`` is the first lesson of the curriculum."""
        while True:
            text = canonical(self._numbers() if numbers_only else self._any())
            if len(text) > longest:
                start = self._between(0, len(text) - longest)
                text = text[start : start + longest - self._between(0, 10)]
            text = text.lstrip(NO_START).strip()
            if text:
                return text

    def _one(self, of: Sequence[str]) -> str:
        return of[int(self.rng.integers(len(of)))]

    def _chance(self, p: float) -> bool:
        return bool(self.rng.random() < p)

    def _between(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high + 1))

    def _digits(self, count: int) -> str:
        return "".join(map(str, self.rng.integers(0, 10, count)))

    # numbers

    def reference(self) -> str:
        """A reference number: letters, office number, circular mark, running number (regulation of 2526, annex 1)."""
        if self._chance(0.8):
            letters = self._one(CONSONANTS) + self._one(CONSONANTS)
        else:
            letters = "".join(self._one(CONSONANTS) for _ in range(self._between(2, 4)))
            if self._chance(0.4):
                letters += " (" + "".join(self._one(CONSONANTS) for _ in range(self._between(2, 4))) + ")"
        number = f"{letters} {self._digits(self._between(4, 6) if self._chance(0.4) else 4)}"
        for _ in range(2):
            if self._chance(0.3):
                number += "." + self._digits(self._between(1, 2))
        if self._chance(0.04):
            number += f"({self._one(CONSONANTS)})"
        slash = "/" if self._chance(0.85) else " / "
        circular = self._one(("ว ", "ว", "ว. ")) if self._chance(0.45) else ""
        running = str(self._between(1, 10 ** self._between(1, 5))) if self._chance(0.9) else ""
        return number + slash + circular + running

    def date(self) -> str:
        """A date in any usual form, Buddhist Era mostly."""
        year = str(self._between(2545, 2575) if self._chance(0.85) else self._between(2400, 2699))
        if self._chance(0.04):
            year = str(self._between(1990, 2032))
        month = self._one(words.MONTHS if self._chance(0.75) else words.SHORT_MONTHS)
        before = self._one(
            ("", "", "", "ลงวันที่ ", "วันที่ ", "เมื่อวันที่ ", f"วัน{self._one(words.WEEKDAYS)}ที่ ", "ณ วันที่ ", "ภายในวันที่ ")
        )
        kind = self.rng.random()
        if kind < 0.68:
            return f"{before}{self._between(1, 31)} {month} {'พ.ศ. ' if self._chance(0.08) else ''}{year}"
        if kind < 0.74:
            return f"{before}{self._between(1, 31)} {month} {year[2:]}"
        if kind < 0.84:
            return f"{month} {year}"
        if kind < 0.92:
            return f"พ.ศ. {year}"
        mark = self._one("/-.")
        return mark.join((str(self._between(1, 31)), str(self._between(1, 12)), self._one((year, year[2:]))))

    def quantity(self) -> str:
        """A telephone number, postcode, sum, time, house number, clause, share or plain number."""
        d, n = self._digits, self._between
        province = self._one(self._lists.provinces)
        forms: tuple[Callable[[], str], ...] = (
            lambda: f"โทร. 0 {d(4)} {d(4)}" + (f" ต่อ {d(n(2, 5))}" if self._chance(0.4) else ""),
            lambda: f"โทร./โทรสาร 0 {d(4)} {d(4)}",
            lambda: f"{self._one(('โทร. ', 'โทรศัพท์ ', 'มือถือ ', ''))}0{d(1)} {d(4)} {d(4)}",
            lambda: f"0-{d(4)}-{d(4)}" + (f" ต่อ {d(n(2, 4))}" if self._chance(0.3) else ""),
            lambda: f"0{d(2)}-{d(3)}-{d(4)}",
            lambda: f"{province} {d(5)}",
            lambda: f"กทม. 1{d(4)}",
            lambda: (
                f"{n(0, 10 ** n(1, 9)):,}{self._one(('', '.' + d(2)))} {self._one(('บาท', 'คน', 'แห่ง', 'ราย', 'ไร่', 'ครัวเรือน'))}"
            ),
            lambda: f"{n(0, 23):02d}.{n(0, 59):02d}{self._one((' น.', ' น.', ' - '))}",
            lambda: f"จำนวน {n(1, 99)} {self._one(('ฉบับ', 'ชุด', 'แผ่น', 'เล่ม', 'รายการ', 'หน้า'))}",
            lambda: f"ครั้งที่ {n(1, 40)}/{n(2545, 2575)}",
            lambda: f"ข้อ {n(1, 99)}" + (f" ({n(1, 20)})" if self._chance(0.4) else ""),
            lambda: f"{n(1, 20)}.{n(1, 20)}" + (f".{n(1, 9)}" if self._chance(0.3) else ""),
            lambda: f"ร้อยละ {n(0, 100)}.{d(n(1, 2))}",
            lambda: f"{n(1, 999)}/{n(1, 99)} หมู่ที่ {n(1, 20)}",
            lambda: d(n(1, 13)),
            lambda: f"{n(1, 30)} - {n(1, 31)} {self._one(words.MONTHS)}",
            lambda: f"เลขที่รับ {n(1, 9999)}" + (f"/{n(2560, 2575)}" if self._chance(0.4) else ""),
            lambda: f"{n(1, 9)}-{d(4)}-{d(5)}-{d(2)}-{d(1)}",
            lambda: self._one((f"({n(1, 99)})", f"{n(1, 20)}.", f"-{n(1, 20)}-", f"- {n(2, 20)} -", f"{n(1, 20)})")),
        )
        return forms[n(0, len(forms) - 1)]()

    def _numbers(self) -> str:
        kind = self.rng.random()
        if kind < 0.28:
            text = "ที่ " + self.reference()
        elif kind < 0.36:
            text = self.reference()
        elif kind < 0.62:
            text = self.date()
        elif kind < 0.84:
            text = self.quantity()
        elif kind < 0.87:
            text = self._one(words.URGENCY)
        elif kind < 0.94:
            text = f"{self._one(('หนังสือ', 'ตามหนังสือ', 'อ้างถึง หนังสือ'))} ที่ {self.reference()} ลงวันที่ {self.date()}"
        else:
            text = self._one(words.HEADS) + " " + self._one((self.reference(), self.date(), self.quantity()))
        return self._in_digits(text)

    def _in_digits(self, text: str) -> str:
        kind = self.rng.random()
        if kind < 0.76:
            return text.translate(THAI_DIGITS)
        if kind < 0.98:
            return text
        return "".join(c.translate(THAI_DIGITS) if self._chance(0.5) else c for c in text)

    # words

    def word(self) -> str:
        """A word: common by its count, rare, a syllable, or a phrase of the office."""
        kind = self.rng.random()
        if kind < 0.60:
            at = int(np.searchsorted(self._lists.chance, self.rng.random()))
            return self._lists.common[min(at, len(self._lists.common) - 1)]
        if kind < 0.80:
            return self._one(self._lists.rare)
        if kind < 0.86:
            return self._one(self._lists.syllables)
        if kind < 0.89:
            return self._one(self._lists.provinces)
        return self._one(words.PHRASES)

    def words(self, count: int) -> str:
        """Words run together as Thai is written, a space now and then."""
        return "".join(self.word() + (" " if self._chance(0.13) else "") for _ in range(count)).strip()

    def look_alike(self) -> str:
        """Words with letters or marks exchanged for their look-alikes."""
        text = self.words(self._between(1, 4))
        return "".join(self._one(_SWAPS[c]) if c in _SWAPS and self._chance(0.35) else c for c in text)

    def nonsense(self) -> str:
        """Well-shaped nonsense: every consonant with every stack of marks."""
        text = ""
        for _ in range(self._between(2, 9)):
            if self._chance(0.2):
                text += self._one("เแโใไ")
            text += self._one(CONSONANTS)
            if self._chance(0.55):
                text += self._one(UPPER_VOWELS + LOWER_VOWELS + "ะาำ")
            if self._chance(0.45) and text[-1] not in "ะาำ็":
                text += self._one(TONES + "\u0e48\u0e49\u0e48\u0e49\u0e4c")
            elif text[-1] == "ำ" and self._chance(0.4):
                text = text[:-1] + self._one("\u0e48\u0e49") + "ำ"
            if self._chance(0.08):
                text += " "
        return text

    def latin(self) -> str:
        """Latin words, addresses, codes."""
        kind = self.rng.random()
        letters = self._letters
        if kind < 0.25:
            return " ".join(self._one(words.ENGLISH) for _ in range(self._between(1, 4)))
        if kind < 0.45:
            return " ".join(self._invented_word() for _ in range(self._between(1, 4)))
        if kind < 0.65:
            end = self._one((".go.th", ".com", ".ac.th", ".or.th", ".mail.go.th"))
            return letters(_SMALL + "._", 3, 9) + self._one("@@.") + letters(_SMALL, 2, 6) + end
        if kind < 0.77:
            return self._one(("https://", "www.", "http://")) + letters(_SMALL + "0123456789-_/.?=", 5, 18)
        if kind < 0.87:
            return self._one(words.ENGLISH).upper()
        return letters(_SMALL.upper() + _SMALL + "0123456789", 2, 10)

    def _invented_word(self) -> str:
        """A word of English shape and of no language, or an abbreviation in capitals."""
        if self._chance(0.25):
            return self._letters(_SMALL.upper(), 2, 5)
        syllables = (self._one(_ONSETS) + self._one(_VOWELS) + self._one(_CODAS) for _ in range(self._between(1, 4)))
        word = "".join(syllables)
        return word if self._chance(0.4) else word.capitalize() if self._chance(0.8) else word.upper()

    def _letters(self, of: str, low: int, high: int) -> str:
        return "".join(self._one(of) for _ in range(self._between(low, high)))

    def _office(self) -> str:
        return self._one(words.BODIES) + (
            self._one(self._lists.provinces) if self._chance(0.5) else self.words(self._between(1, 3)).replace(" ", "")
        )

    def _any(self) -> str:
        kind = self.rng.random()
        if kind < 0.20:
            return self._numbers()
        if kind < 0.46:
            return self.words(self._between(1, 8))
        if kind < 0.51:
            return self.nonsense()
        if kind < 0.57:
            return self.look_alike()
        if kind < 0.61:
            name = words.person(self.rng)
            return f"({name})" if self._chance(0.5) else name
        if kind < 0.65:
            return self._one(("", "เรียน ", "สำนักงาน", "กราบเรียน ")) + self._one(
                (self._one(words.POSTS), self._office())
            )
        if kind < 0.69:
            return self.latin()
        if kind < 0.73:
            before = self._one(("", "(", '"')) + self.words(1)
            between = self._one((" ", " : ", " (", ", ", "/", "-"))
            return before + between + self.latin() + self._one(("", ")", " ")) + self.words(self._between(0, 2))
        if kind < 0.76:
            return self._in_digits(self._one(words.HEADS) + " " + self.words(3))
        return self._running()

    def _running(self) -> str:
        text, wanted = "", self._between(10, 40)
        while len(text) < wanted:
            kind = self.rng.random()
            if kind < 0.55:
                text += self.words(self._between(1, 3))
            elif kind < 0.72:
                text += self._one(words.PHRASES)
            elif kind < 0.88:
                text += " " + self._in_digits(self._one((self.quantity(), self.date(), self.reference()))) + " "
            elif kind < 0.91:
                text += self._one(words.PHRASES) + self._one(("ฯ ", " ๆ ", "ฯลฯ "))
            elif kind < 0.95:
                text += " (" + self.words(1) + ") "
            else:
                form = self._one(
                    ('"%s"', "'%s'", "%s :", "- %s", "%s ๆ", "%s,", "%s;", "%s/", "%s.", "%s?", "%s%%", "[%s]")
                )
                text += " " + form % self.word() + " "
        return text
