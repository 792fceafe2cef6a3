"""A sign: words that point to a forbidden use, as a pattern over one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .findings import Ground, Severity

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """Words that point to a forbidden use."""

    ground: Ground
    severity: Severity
    says: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    """In the same sentence: it says something else."""
    needs: re.Pattern[str] | None = None
    """In the same text: only then it means that."""
    around: bool = False
    """Only around an election."""

    def find(self, sentence: str, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand in a sentence of a text."""
        for match in self.says.finditer(sentence):
            if self.unless is not None and self.unless.search(sentence):
                return
            if self.needs is not None and not self.needs.search(text):
                return
            yield match.span()


def pattern(says: str) -> re.Pattern[str]:
    """Words, whatever their capitals; an opening `(?-i:` makes those count."""
    return re.compile(says, re.IGNORECASE)


def blocks(ground: Ground, *says: str, unless: str = "", needs: str = "") -> Iterator[Sign]:
    """Signs of what the rules forbid beyond doubt."""
    return _signs(ground, Severity.BLOCKS, says, unless, needs)


def warns(
    ground: Ground, *says: str, unless: str = "", needs: str = "", around: bool = False
) -> Iterator[Sign]:
    """Signs of what may be forbidden."""
    return _signs(ground, Severity.WARNS, says, unless, needs, around=around)


def _signs(
    ground: Ground,
    severity: Severity,
    says: tuple[str, ...],
    unless: str,
    needs: str,
    *,
    around: bool = False,
) -> Iterator[Sign]:
    for each in says:
        yield Sign(
            ground=ground,
            severity=severity,
            says=pattern(each),
            unless=pattern(unless) if unless else None,
            needs=pattern(needs) if needs else None,
            around=around,
        )


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence, with the place where it begins."""
    begin = 0
    for end in SENTENCE_END.finditer(text):
        yield begin, text[begin : end.start()]
        begin = end.end()
    yield begin, text[begin:]
