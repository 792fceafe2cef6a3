"""The names that a municipality entered, found in a text once and stood in for by a mark.

There may be thousands of them. The signs know the mark alone, so that they are the same everywhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from .readings import Reading, read

_AS_WRITTEN, _IN_OTHER_CAPITALS, MARKED = "\ua500", "\ua501", "\ua502"
"""Letters of no text here. Two make a mark: the places of a name's first and last letter."""
NAMED = _AS_WRITTEN + MARKED
NAMED_ANYHOW = f"[{_AS_WRITTEN}{_IN_OTHER_CAPITALS}]{MARKED}"
"""A pattern for a name, whatever its capitals."""

_PIECE = re.compile(r"\w+|[^\w\s]")
_Pieces = tuple[str, ...]
_Known = Mapping[str, Mapping[_Pieces, set[_Pieces]]]


def with_marks(reading: Reading, names: tuple[str, ...]) -> Reading | None:
    """The same with a mark for each name, whatever its white space; None where it has none."""
    found = list(_find(reading.text, _known(names))) if names else []
    if not found:
        return None
    places = reading.places or range(len(reading.text))
    characters: list[tuple[str, int]] = []
    at = 0
    for start, end, mark in found:
        characters += zip(reading.text[at:start], places[at:start], strict=True)
        characters += [(mark, places[start]), (MARKED, places[end - 1])]
        at = end
    characters += zip(reading.text[at:], places[at:], strict=True)
    return Reading.of(characters)


@lru_cache(maxsize=512)
def _known(names: tuple[str, ...]) -> _Known:
    """The names in pieces: by their first, and whatever their capitals."""
    known: dict[str, dict[_Pieces, set[_Pieces]]] = defaultdict(dict)
    for name in names:
        pieces = tuple(_PIECE.findall(read(name).text))
        small = tuple(piece.lower() for piece in pieces)
        if small:
            known[small[0]].setdefault(small, set()).add(pieces)
    return {  # the longest first
        first: dict(sorted(of_it.items(), key=lambda each: len(each[0]), reverse=True))
        for first, of_it in known.items()
    }


def _find(text: str, known: _Known) -> Iterator[tuple[int, int, str]]:
    """Where a name stands in a text, and the first letter of its mark."""
    spans = [match.span() for match in _PIECE.finditer(text)]
    pieces = [text[start:end] for start, end in spans]
    small = [piece.lower() for piece in pieces]
    at = 0
    while at < len(pieces):
        for name, ways in known.get(small[at], {}).items():
            end = at + len(name)
            if tuple(small[at:end]) == name:
                is_as_written = tuple(pieces[at:end]) in ways
                mark = _AS_WRITTEN if is_as_written else _IN_OTHER_CAPITALS
                yield spans[at][0], spans[end - 1][1], mark
                at = end - 1
                break
        at += 1
