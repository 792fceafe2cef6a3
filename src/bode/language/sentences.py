"""A text in sentences, and a sentence in words. Abbreviations end no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[^a-z\s]|\s*$)")
_NO_END = re.compile(
    r"(?:^|[\s(])(?:[a-z]|(?:[a-z]{1,3}\.)+[a-z]{1,3}|bijv|bv|ca|cf|dhr|mevr|mw|mr|drs|dr|ing|ir"
    r"|prof|hr|nl|nr|blz|tel|art|evt|incl|excl|max|min|jl|st|zgn|vlgs|etc)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[./'’-][^\W_]+)*\.?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in small letters and as abbreviations are written: with their last dot."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, with where it stands in the text."""

    text: str
    start: int
    words: tuple[Word, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def sentences(text: str) -> Iterator[Sentence]:
    """Each sentence of a text; a line ends one too."""
    for line in _LINE.finditer(text):
        start = line.start()
        for end in [*_ends(line[0]), len(line[0])]:
            found = _sentence(text, start, line.start() + end)
            if found is not None:
                yield found
                start = line.start() + end


def _ends(line: str) -> Iterator[int]:
    for match in _END.finditer(line):
        if match[0] != "." or not _NO_END.search(line, 0, match.start()):
            yield match.end()


def _sentence(text: str, start: int, end: int) -> Sentence | None:
    said = text[start:end]
    trimmed = said.strip()
    if not trimmed:
        return None
    begin = start + said.index(trimmed[0])
    without = _ADDRESS.sub(lambda match: " " * len(match[0]), trimmed)
    words = tuple(
        Word(match[0].lower(), begin + match.start(), begin + match.end())
        for match in _WORD.finditer(without)
    )
    return Sentence(trimmed, begin, words)
