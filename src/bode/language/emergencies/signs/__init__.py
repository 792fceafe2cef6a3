"""The words themselves, in small letters: Dutch in full, of other languages the plainest.

A sign is a pattern that may stand anywhere in a sentence; an excuse takes its meaning away.
"""

from __future__ import annotations

from . import calling, crime, fire, haste, health, other_languages
from .excuses import DENIED_AFTER, DENIED_BEFORE, JUST_NOW, LONG_AGO, NO_DANGER, NO_HASTE
from .patterns import any_of

ALONE = any_of(*calling.ALONE, *fire.ALONE, *other_languages.ALONE)
"""A whole message that says no more than this."""

DANGER = any_of(*calling.SIGNS, *fire.SIGNS, *health.SIGNS, *crime.SIGNS, *other_languages.SIGNS)
HASTE = any_of(*haste.SIGNS)

_LISTS = (calling, fire, health, crime, other_languages, haste)

CUES = frozenset(cue.replace("_", " ") for each in _LISTS for cue in each.CUES.split())
"""A message without any of these is done at once, as nearly all are."""

__all__ = [
    "ALONE",
    "CUES",
    "DANGER",
    "DENIED_AFTER",
    "DENIED_BEFORE",
    "HASTE",
    "JUST_NOW",
    "LONG_AGO",
    "NO_DANGER",
    "NO_HASTE",
]
