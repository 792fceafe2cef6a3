"""A sign: words that point to a forbidden use, as a pattern over one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .findings import Ground, Severity

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """Words that point to a forbidden use, unless others in the same sentence say otherwise."""

    ground: Ground
    severity: Severity
    says: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def find(self, sentence: str) -> Iterator[tuple[int, int]]:
        """Where the words stand in a sentence."""
        if self.unless is not None and self.unless.search(sentence):
            return
        for match in self.says.finditer(sentence):
            yield match.span()


def blocks(
    ground: Ground, *says: re.Pattern[str], unless: re.Pattern[str] | None = None
) -> Iterator[Sign]:
    """Signs of what the rules forbid beyond doubt."""
    for each in says:
        yield Sign(ground=ground, severity=Severity.BLOCKS, says=each, unless=unless)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence, with the place where it begins."""
    begin = 0
    for end in SENTENCE_END.finditer(text):
        yield begin, text[begin : end.start()]
        begin = end.end()
    yield begin, text[begin:]
