"""Finding the words, and what takes their meaning away: a no, long ago, a question in general."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ..sentences import sentences
from . import signs


class Urgency(StrEnum):
    DANGER = "danger"  # someone may need 112 now
    HASTE = "haste"  # the citizen can't wait


@dataclass(frozen=True, kw_only=True, slots=True)
class Emergency:
    """What makes a message urgent, in the words in which it stands there."""

    urgency: Urgency
    words: str


_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_APART = re.compile(r"\b1[ -]1[ -]2\b")
LONGEST = 2000  # characters that are looked at: who is in danger writes no more


def find_emergency(text: str) -> Emergency | None:
    """The gravest that a message says; None for nearly all of them."""
    looked = _normal(text[:LONGEST])
    if not any(cue in looked for cue in signs.CUES):
        return None
    if signs.ALONE.fullmatch(looked.strip()):
        return Emergency(urgency=Urgency.DANGER, words=text.strip())
    said = [each.text for each in sentences(looked)]
    for urgency, find in ((Urgency.DANGER, _find_danger), (Urgency.HASTE, _find_haste)):
        for sentence in said:
            found = find(sentence)
            if found is not None:
                return Emergency(urgency=urgency, words=found)
    return None


def is_in_danger(text: str) -> bool:
    """Whether a message says that someone may need 112 now."""
    found = find_emergency(text)
    return found is not None and found.urgency is Urgency.DANGER


def _normal(text: str) -> str:
    """In small letters, and what is drawn out as it is spelled: `HEEELP` is `help`, 1-1-2 112."""
    spelled = _DRAWN_OUT.sub(r"\1", text.lower().replace("’", "'"))
    return _APART.sub("112", spelled)


def _find_danger(sentence: str) -> str | None:
    if signs.NO_DANGER.search(sentence):
        return None
    if signs.LONG_AGO.search(sentence) and not signs.JUST_NOW.search(sentence):
        return None
    return _find(sentence, signs.DANGER)


def _find_haste(sentence: str) -> str | None:
    return None if signs.NO_HASTE.search(sentence) else _find(sentence, signs.HASTE)


def _find(sentence: str, sign: re.Pattern[str]) -> str | None:
    for match in sign.finditer(sentence):
        denied = signs.DENIED_BEFORE.search(sentence, 0, match.start())
        if not denied and not signs.DENIED_AFTER.match(sentence, match.end()):
            return match[0]
    return None
