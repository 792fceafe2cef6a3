"""Making what is private in a text unreadable, so that one still sees that it stood there."""

from __future__ import annotations

from collections.abc import Iterable

from .findings import Kind, Sensitive

DOT = "•"
_SHOWN = {Kind.IBAN: 3, Kind.CARD: 3}  # last characters, by which its owner knows it again


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
