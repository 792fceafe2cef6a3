"""Who is named in a text, as in “@Sam de Wit, weet jij dit?”. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

Who = TypeVar("Who", bound=Hashable)

_AT = re.compile(r"(?<![\w.])@")


def find_mentioned(text: str, names: Mapping[Who, str]) -> set[Who]:
    """Who of those with these names is named after an @, in capitals or not.

    A first name will do where only one of them has it. Who share a whole name, share a mention.
    """
    called = _called(names)
    longest_first = sorted(called, key=len, reverse=True)
    small = text.lower()
    found: set[Who] = set()
    for at in _AT.finditer(small):
        rest = small[at.end() :]
        named = next((each for each in longest_first if _begins_with(rest, each)), None)
        if named is not None:
            found |= called[named]
    return found


def _called(names: Mapping[Who, str]) -> dict[str, set[Who]]:
    """Everyone by their whole name, and by a first name of theirs alone."""
    first = {who: name.lower().split()[0] for who, name in names.items() if name.split()}
    common = Counter(first.values())
    called = {name: {who} for who, name in first.items() if common[name] == 1}
    for who, name in names.items():
        if name.strip():
            called.setdefault(" ".join(name.lower().split()), set()).add(who)
    return called


def _begins_with(text: str, name: str) -> bool:
    """Whether this name stands there whole: “@Sam” is not in “@Samira”."""
    return re.match(rf"{re.escape(name)}(?!\w)", text) is not None
