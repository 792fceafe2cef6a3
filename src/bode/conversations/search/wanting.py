"""What someone asks for, read from what they typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from bode.basics import bare_digits

WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
"""A word in a text, with its accents."""

LONGEST = 200  # characters that are looked at
_MOST = 8  # words
_SHORTEST_BEGINNING = 3  # letters; what is shorter is a whole word
_PHONE = re.compile(r"\+?\d[\d\s()-]{6,20}")
_STROKES = str.maketrans("øØłŁđĐıß", "oOlLdDis")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The words that all must be there, each with its stem; words that say nothing left out."""

    words: Sequence[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.words)

    def tsquery(self, municipality_id: UUID, facts: Iterable[str] = ()) -> str:
        """In PostgreSQL's notation; `facts` as `keeping` names them."""
        whose = str(municipality_id)[-6:]
        asked = [_either(whose, word, stem) for word, stem in self.words]
        return " & ".join([*asked, *(f"'{whose}{fact}'" for fact in facts)])

    def is_met_by(self, word: str, stem: str) -> bool:
        """Whether a plain word with this stem is one that was asked for."""
        return any(
            stem == asked_stem or (_may_begin(asked) and word.startswith(asked)) or word == asked
            for asked, asked_stem in self.words
        )


def read(typed: str) -> Wanted:
    """Read what someone typed; empty when no word in it says anything."""
    typed = typed.strip()[:LONGEST]
    if is_phone(typed):
        digits = bare_digits(typed)
        return Wanted(words=[(digits, digits)])
    asked = list(dict.fromkeys(plain(each) for each in WORD.findall(typed)))[:_MOST]
    stems = stems_of(asked)
    return Wanted(words=[(each, stems[each]) for each in asked if stems[each]])


def is_phone(typed: str) -> bool:
    """Whether this is (the beginning of) a phone number, as people write it."""
    return bool(_PHONE.fullmatch(typed.strip()))


def plain(word: str) -> str:
    """Without accents and capitals, as the SQL function `bode_plain` makes it."""
    parts = unicodedata.normalize("NFKD", word)
    bare = "".join(each for each in parts if not "\u0300" <= each <= "\u036f")
    return bare.translate(_STROKES).lower()


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """The Dutch stem of each plain word; empty for one that says nothing, like "de"."""
    asked = list(dict.fromkeys(words))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, coalesce((ts_lexize('dutch_stem', word))[1], '')"
            " FROM unnest(%s::text[]) AS word",
            [asked],
        )
        return dict(cursor.fetchall())


def _may_begin(word: str) -> bool:
    return len(word) >= _SHORTEST_BEGINNING


def _either(whose: str, word: str, stem: str) -> str:
    beginning = ":*" if _may_begin(word) else ""
    whole = f"'{whose}:{word}'{beginning}"
    return whole if stem.startswith(word) and beginning else f"({whole} | '{whose}:{stem}')"
