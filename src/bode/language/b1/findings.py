"""What may be made easier in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    LONG_SENTENCE = "long_sentence"
    PASSIVE = "passive"
    DIFFICULT_WORD = "difficult_word"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One place in a text that may be made easier.

    `plainer` may stand there instead, as it is; `advice` says it in other words, for which the
    sentence around it changes too.
    """

    kind: Kind
    start: int
    end: int
    words: str
    plainer: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    length: int = 0
    """Of a sentence that is long: in words."""
