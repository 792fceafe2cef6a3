"""Showing why something was found: the words that were asked for, marked in its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .wanting import WORD, Wanted, plain, stems_of

_AROUND = 90  # characters before the first word that is marked
_LONGEST = 320  # characters of a text


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a text."""

    text: str
    is_marked: bool = False


def mark(texts: Sequence[str], wanted: Wanted) -> list[list[Piece]]:
    """Each text in pieces, around the first word that was asked for where it is long."""
    words = {plain(each) for text in texts for each in WORD.findall(text)}
    stems = stems_of(words)
    met = {word for word in words if wanted.is_met_by(word, stems[word])}
    return [_cut(text, met) for text in texts]


def _cut(text: str, met: set[str]) -> list[Piece]:
    places = [each.span() for each in WORD.finditer(text) if plain(each.group()) in met]
    begin = _begin(text, places[0][0]) if places and len(text) > _LONGEST else 0
    end = min(len(text), begin + _LONGEST)
    pieces = [Piece(text="…")] if begin else []
    for start, stop in places:
        if stop > end:
            break
        pieces += [Piece(text=text[begin:start]), Piece(text=text[start:stop], is_marked=True)]
        begin = stop
    rest = text[begin:end] + ("…" if end < len(text) else "")
    return [each for each in [*pieces, Piece(text=rest)] if each.text]


def _begin(text: str, first: int) -> int:
    """Not far before the first word, where a word begins."""
    begin = max(0, first - _AROUND)
    return begin if begin == 0 else text.find(" ", begin, first) + 1 or first
