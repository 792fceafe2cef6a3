"""A text as it reads: without signs that only look different, or that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it reads; `places` says where each of its characters comes from."""

    text: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the text as it was written."""
        if self.places is None or end <= start:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def read(text: str) -> Reading:
    """Return how a text reads."""
    if text.isascii():
        return Reading(text)
    read, places = [], []
    for place, character in enumerate(text):
        for each in _plain(character):
            read.append(each)
            places.append(place)
    return Reading("".join(read), tuple(places))


def _plain(character: str) -> str:
    if _INVISIBLE.match(character):
        return ""
    return "'" if character == "’" else unicodedata.normalize("NFKC", character)
