"""A sign: words that point to a forbidden use, as a pattern over one sentence.

The signs are data, by topic, in `topics/`; what they have in common is in `words.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from . import grounds
from .findings import Ground, Severity
from .parties import PARTY

_HERE = files(__package__)
_FILES: tuple[Mapping[str, Any], ...] = tuple(
    tomllib.loads(path.read_text())
    for path in sorted((_HERE / "topics").iterdir(), key=lambda path: path.name)
    if path.name.endswith(".toml")
)
_WORDS: Mapping[str, str] = tomllib.loads((_HERE / "words.toml").read_text())
_WORD = re.compile(r"<(party|" + "|".join(_WORDS) + ")>")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """Words that point to a forbidden use."""

    ground: Ground
    severity: Severity
    says: re.Pattern[str]
    unless: re.Pattern[str] | None
    """In the same sentence: it says something else."""
    needs: re.Pattern[str] | None
    """In the same text: only then it means that."""
    around: bool
    """Only around an election."""
    alone: bool
    """Only where nothing else was found in the sentence."""

    def find(self, sentence: str, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand in a sentence of a text."""
        for match in self.says.finditer(sentence):
            if self.unless is not None and self.unless.search(sentence):
                return
            if self.needs is not None and not self.needs.search(text):
                return
            before = len(match[0]) - len(match[0].lstrip(" .,;:!?"))  # where it may begin
            yield match.start() + before, match.end()


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """Signs, and the cues without any of which none of them can be found."""

    cues: tuple[str, ...]
    of_parties: bool
    """The name of a party is reason enough to look."""
    signs: tuple[Sign, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic."""
    return tuple(
        Topic(
            cues=tuple(told["cues"]),
            of_parties=told["of_parties"],
            signs=tuple(_read(told["sign"])),
        )
        for told in _FILES
    )


def _read(signs: list[Mapping[str, Any]]) -> Iterator[Sign]:
    for told in signs:
        for says in told["says"]:
            yield Sign(
                ground=getattr(grounds, told["ground"]),
                severity=Severity(told["severity"]),
                says=_pattern(says),
                unless=_pattern(told["unless"]) if "unless" in told else None,
                needs=_pattern(told["needs"]) if "needs" in told else None,
                around=told.get("around", False),
                alone=told.get("alone", False),
            )


def _pattern(says: str) -> re.Pattern[str]:
    """Words, whatever their capitals; within `(?-i:…)` those count."""
    while _WORD.search(says):
        says = _WORD.sub(lambda word: PARTY if word[1] == "party" else _WORDS[word[1]], says)
    return re.compile(says, re.IGNORECASE)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence, with the place where it begins."""
    begin = 0
    for end in _SENTENCE_END.finditer(text):
        yield begin, text[begin : end.start()]
        begin = end.end()
    yield begin, text[begin:]
