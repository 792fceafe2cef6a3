"""A text as it reads: without signs that only look different, or that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТХаеорсухіѕ\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03bf’",
    "ABEKMHOPCTXaeopcyxisABEZHIKMNOPTXo'",
)
"""Cyrillic and Greek letters that look like ours, and the apostrophe."""
_SPREAD = re.compile(r"(?<!\w)[^\W\d_](?:(?:[.*-]| {1,2})[^\W\d_]){3,}(?!\w)")
_GAP = re.compile(r"[.*-]|(?<! ) ")
_MARK = re.compile(r"[*_~]")
_MARKUP = re.compile(r"(?<!\w)[*_~]+(?=\w)|(?<=\w)[*_~]+(?!\w)")

_SPACES, _NOT_FIRST = re.compile(" {2,}"), re.compile("(?<= ) ")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it reads; `places` says where each of its characters comes from."""

    text: str
    places: tuple[int, ...] | None = None

    @classmethod
    def of(cls, characters: Iterable[tuple[str, int]]) -> Reading:
        """What these characters make, each with its place."""
        pairs = tuple(characters)
        text = "".join(character for character, _place in pairs)
        return cls(text, tuple(place for _character, place in pairs))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the text as it was written."""
        if self.places is None or end <= start:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def read(text: str) -> Reading:
    """Return how a text reads: letters that were spread out joined, WhatsApp's markup and
    double spaces gone.
    """
    reading = Reading(text) if text.isascii() else Reading.of(_plain(text))
    if _SPREAD.search(reading.text):
        reading = _without(reading, _SPREAD, _GAP)
    if any(mark in reading.text for mark in "*_~"):
        reading = _without(reading, _MARKUP, _MARK)
    if "  " in reading.text:
        reading = _without(reading, _SPACES, _NOT_FIRST)
    return reading


def _plain(text: str) -> Iterator[tuple[str, int]]:
    """Each character as it reads, with its place."""
    for place, character in enumerate(text):
        if not _INVISIBLE.match(character):
            plain = unicodedata.normalize("NFKC", character).translate(_LOOKALIKES)
            yield from ((each, place) for each in plain)


def _without(reading: Reading, within: re.Pattern[str], gap: re.Pattern[str]) -> Reading:
    """The same without the gaps in what is spread out, or without the marks around words."""
    left_out = {
        match.start() + found.start()
        for match in within.finditer(reading.text)
        for found in gap.finditer(match[0])
    }
    places = reading.places or range(len(reading.text))
    return Reading.of(
        (character, places[at]) for at, character in enumerate(reading.text) if at not in left_out
    )
