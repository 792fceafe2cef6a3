"""The check itself: everything in a text that may be made easier, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from ..sentences import Sentence, sentences
from .cutting import cut_in_two
from .findings import Finding, Kind
from .passive import find_passive
from .plain_words import find_difficult

LONGEST = 20  # words in a sentence; B1 asks for about ten to fifteen, and no more than twenty


def check(text: str) -> list[Finding]:
    """Find what in a Dutch text may be made easier."""
    found = [finding for each in sentences(text) for finding in _check_sentence(each)]
    return sorted(found, key=lambda each: (each.start, each.end))


def _check_sentence(sentence: Sentence) -> Iterator[Finding]:
    if len(sentence.words) > LONGEST:
        yield Finding(
            kind=Kind.LONG_SENTENCE,
            start=sentence.start,
            end=sentence.end,
            words=sentence.text,
            plainer=cut_in_two(sentence),
            length=len(sentence.words),
        )
    passive = find_passive(sentence)
    if passive is not None:
        start, end = passive
        words = sentence.text[start - sentence.start : end - sentence.start]
        yield Finding(kind=Kind.PASSIVE, start=start, end=end, words=words)
    yield from find_difficult(sentence)
