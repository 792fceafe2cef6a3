"""A text as it reads: without signs that only look different, or that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТХаеорсухіѕ\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03bf’",
    "ABEKMHOPCTXaeopcyxisABEZHIKMNOPTXo'",
)
"""Cyrillic and Greek letters that look like ours, and the apostrophe."""
_SPREAD = re.compile(r"(?<!\w)[^\W\d_](?:(?:[.*-]| {1,2})[^\W\d_]){3,}(?!\w)")
_MARKUP = re.compile(r"(?<!\w)[*_~]+(?=\w)|(?<=\w)[*_~]+(?!\w)")


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
    """Return how a text reads: letters that were spread out joined, WhatsApp's markup gone."""
    reading = Reading(text) if text.isascii() else _of(text, _plain(text))
    if _SPREAD.search(reading.text):
        reading = _without(reading, _gaps(reading.text))
    if any(mark in reading.text for mark in "*_~"):
        reading = _without(reading, {p for m in _MARKUP.finditer(reading.text) for p in range(*m.span())})
    return reading


def _plain(text: str) -> Iterator[tuple[str, int]]:
    for place, character in enumerate(text):
        if not _INVISIBLE.match(character):
            plain = unicodedata.normalize("NFKC", character).translate(_LOOKALIKES)
            yield from ((each, place) for each in plain)


def _of(text: str, read: Iterator[tuple[str, int]]) -> Reading:
    pairs = tuple(read)
    return Reading("".join(each for each, _place in pairs), tuple(place for _each, place in pairs))


def _gaps(text: str) -> set[int]:
    """The places of what stands between letters that were spread out: "s t e m  o p"."""
    gaps = set()
    for match in _SPREAD.finditer(text):
        for gap in re.finditer(r"(?:[.*-]| {1,2})(?=\w)", match[0]):
            gaps.update(range(match.start() + gap.start(), match.start() + gap.start() + 1))
    return gaps


def _without(reading: Reading, left_out: set[int]) -> Reading:
    kept = (
        (character, reading.places[place] if reading.places else place)
        for place, character in enumerate(reading.text)
        if place not in left_out
    )
    return _of(reading.text, iter(kept))
