"""Parties and candidates by name: the national ones, and those that `names` put a mark for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files

from .names import MARKED, NAMED, NAMED_ANYHOW

_TOLD = tomllib.loads((files(__package__) / "parties.toml").read_text())
_NAMES = tuple(name for party in _TOLD["party"] for name in party.get("names", ()))
_EXACT = tuple(name for party in _TOLD["party"] for name in party.get("exact", ()))

_IN_SMALL_LETTERS = tuple({name.lower() for name in _NAMES})

_POLITICAL = re.compile(
    r"(?:kandida|\b(?:partij|fractie|lijst|raadslid|raadsleden|wethouder|coalitie|verkiez|zetel"
    r"|stem|vote|voting|party|council|election|candidate|politiek|politic|opkomt?|komt op voor"
    r"|standpunt|programma|gestreden|strijdt|fought|fights))",
    re.IGNORECASE,
)
"""A sentence about politics, in which a word that is a party's name too means the party."""


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered) or r"(?!)"


PARTY = (
    rf"(?<!\w)(?:(?i:{_any_of((*_NAMES, *_EXACT))})|(?-i:{_TOLD['local']})|{NAMED_ANYHOW})(?!\w)"
)
"""A pattern for any party or candidate, where what stands around it says that it is one."""

_SURE = re.compile(rf"(?<!\w)(?:(?i:{_any_of(_NAMES)})|{NAMED})(?!\w)")
_MAYBE = re.compile(rf"(?<!\w)(?<![0-9] )(?:{_any_of(_EXACT)})(?!\w)")


def may_name_one(text: str, lower: str) -> bool:
    """Whether a text may name a party or candidate: quick, and never a false no."""
    return (
        any(name in lower for name in _IN_SMALL_LETTERS)
        or any(name in text for name in _EXACT)
        or MARKED in text
    )


def find_mentions(sentence: str, *, around: bool) -> Iterator[tuple[int, int]]:
    """Where a sentence names a party or candidate, whatever it says of them."""
    for match in _SURE.finditer(sentence):
        yield match.span()
    if sentence.isupper():
        return
    is_political = _POLITICAL.search(sentence) is not None
    for match in _MAYBE.finditer(sentence):
        if is_political or (around and match.start() > 0):
            yield match.span()
