"""Making what is private in a text unreadable, so that one still sees that it stood there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .finding import find_sensitive
from .findings import KEPT_FROM_SIGHT, Kind, Sensitive

DOT = "•"
_SHOWN = {Kind.IBAN: 3, Kind.CARD: 3}  # last characters, by which its owner knows it again

_UNFINISHED = re.compile(
    r"(?<!\w)(?:[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z]{1,4})?(?:[ -]?[0-9])*|[0-9](?:[ .-]?[0-9]){3,})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Concealed:
    """A text without what nobody needs to see at a glance, and of which kinds that is."""

    text: str
    kinds: tuple[Kind, ...] = ()


def conceal(text: str, *, is_cut: bool = False) -> Concealed:
    """Mask what is kept from sight; of a text that was cut off also a number at its end."""
    found = find_sensitive(text, KEPT_FROM_SIGHT)
    kinds = tuple(dict.fromkeys(each.kind for each in found))
    shown = mask(text, found) if found else text
    return Concealed(_UNFINISHED.sub(_dots, shown) if is_cut else shown, kinds)


def _dots(match: re.Match[str]) -> str:
    return re.sub(r"\w", DOT, match[0])


def mask(text: str, found: Iterable[Sensitive]) -> str:
    """The text with each of these places made unreadable; of what may be short, its length too."""
    for each in sorted(found, key=lambda one: one.start, reverse=True):
        text = f"{text[: each.start]}{masked(each)}{text[each.end :]}"
    return text


def masked(sensitive: Sensitive) -> str:
    """What stands in its place: `••• •• ••••` for a BSN, `•••• •••• •••• ••34` for a card."""
    if sensitive.kind in (Kind.PASSWORD, Kind.HEALTH):
        return DOT * 6
    signs = [place for place, each in enumerate(sensitive.words) if each.isalnum()]
    hidden = set(signs[: len(signs) - _SHOWN.get(sensitive.kind, 0)])
    return "".join(DOT if at in hidden else each for at, each in enumerate(sensitive.words))
