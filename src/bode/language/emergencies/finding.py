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


LONGEST = 2000  # characters that are looked at: who is in danger writes no more


def find_emergency(text: str) -> Emergency | None:
    """The gravest that a message says; None for nearly all of them."""
    looked = text[:LONGEST].lower().replace("’", "'")
    if not signs.CUE.search(looked):
        return None
    if signs.ALONE.fullmatch(looked.strip()):
        return Emergency(urgency=Urgency.DANGER, words=text.strip())
    said = [each.text for each in sentences(looked)]
    for urgency, sign, excuse in (
        (Urgency.DANGER, signs.DANGER, signs.NO_DANGER),
        (Urgency.HASTE, signs.HASTE, signs.NO_HASTE),
    ):
        for sentence in said:
            found = _find(sentence, sign, excuse)
            if found is not None:
                return Emergency(urgency=urgency, words=found)
    return None


def is_in_danger(text: str) -> bool:
    """Whether a message says that someone may need 112 now."""
    found = find_emergency(text)
    return found is not None and found.urgency is Urgency.DANGER


def _find(sentence: str, sign: re.Pattern[str], excuse: re.Pattern[str]) -> str | None:
    if excuse.search(sentence):
        return None
    for match in sign.finditer(sentence):
        denied = signs.DENIED_BEFORE.search(sentence, 0, match.start())
        if not denied and not signs.DENIED_AFTER.match(sentence, match.end()):
            return match[0]
    return None
