"""Parties and candidates by name: the national ones, and those that a municipality has entered."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

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


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered) or r"(?!)"


@lru_cache(maxsize=512)
def party_pattern(names: tuple[str, ...] = ()) -> str:
    """A pattern for any party or candidate, where what stands around it says that it is one."""
    known = any_of((*_NAMES, *_EXACT, *names))
    return rf"(?<!\w)(?:(?i:{known})|(?-i:{_TOLD['local']}))(?!\w)"


@lru_cache(maxsize=512)
def _mentions(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    sure = rf"(?<!\w)(?:(?i:{any_of(_NAMES)})|{any_of(names)})(?!\w)"
    return re.compile(sure), re.compile(rf"(?<!\w)(?<![0-9] )(?:{any_of(_EXACT)})(?!\w)")


def may_name_one(text: str, lower: str, names: tuple[str, ...]) -> bool:
    """Whether a text may name a party or candidate: quick, and never a false no."""
    return (
        any(name in lower for name in _IN_SMALL_LETTERS)
        or any(name in text for name in _EXACT)
        or any(name in text for name in names)
    )


def find_mentions(
    sentence: str, names: tuple[str, ...], *, around: bool
) -> Iterator[tuple[int, int]]:
    """Where a sentence names a party or candidate, whatever it says of them."""
    sure, exact = _mentions(names)
    for match in sure.finditer(sentence):
        yield match.span()
    if sentence.isupper():
        return
    is_political = _POLITICAL.search(sentence) is not None
    for match in exact.finditer(sentence):
        if is_political or (around and match.start() > 0):
            yield match.span()
