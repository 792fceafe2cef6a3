"""Words that many people find difficult, with plainer ones: see `plain_words.txt`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..sentences import Sentence, Word
from .findings import Finding, Kind

_LIST = Path(__file__).with_name("plain_words.txt")
_GAP = "…"
_FAR = 10  # words in a gap


@dataclass(frozen=True, slots=True)
class Difficult:
    """A word or phrase in one of its forms."""

    words: tuple[str, ...]
    plainer: tuple[str, ...]
    advice: tuple[str, ...]


def find_difficult(sentence: Sentence) -> Iterator[Finding]:
    """Each difficult word or phrase of a sentence; of what overlaps the longest."""
    place, words = 0, sentence.words
    while place < len(words):
        difficult, last = _longest_at(words, place)
        if difficult is None:
            place += 1
            continue
        start, end = words[place].start, _end(words[last], difficult.words[-1])
        said = sentence.text[start - sentence.start : end - sentence.start]
        yield Finding(
            kind=Kind.DIFFICULT_WORD,
            start=start,
            end=end,
            words=said,
            plainer=tuple(_as_written(each, said) for each in difficult.plainer),
            advice=difficult.advice,
        )
        place = last + 1 if _GAP not in difficult.words else place + 1


def count() -> int:
    """How many forms the list knows."""
    return sum(map(len, _by_first_word().values()))


def _longest_at(words: Sequence[Word], place: int) -> tuple[Difficult | None, int]:
    first = words[place].text
    for known in (first, first.rstrip(".")):
        for difficult in _by_first_word().get(known, ()):
            last = _match(difficult.words, words, place)
            if last is not None:
                return difficult, last
    return None, place


def _match(wanted: Sequence[str], words: Sequence[Word], place: int) -> int | None:
    """The place of the last word of a phrase that begins here; None when it does not."""
    if _GAP in wanted:
        return _match_apart(wanted, words, place)
    there = words[place : place + len(wanted)]
    if len(there) < len(wanted):
        return None
    same = all(_is(word, each) for word, each in zip(there, wanted, strict=True))
    return place + len(wanted) - 1 if same else None


def _match_apart(wanted: Sequence[str], words: Sequence[Word], place: int) -> int | None:
    first, rest = wanted[0], wanted[wanted.index(_GAP) + 1 :]
    if not _is(words[place], first):
        return None
    for there in range(place + 2, min(place + _FAR, len(words) - len(rest) + 1)):
        if _match(rest, words, there) is not None:
            return there + len(rest) - 1
    return None


def _is(word: Word, wanted: str) -> bool:
    return word.text == wanted or word.text.rstrip(".") == wanted


def _end(word: Word, wanted: str) -> int:
    """A dot that ends the sentence is not of its last word."""
    return word.end - (word.text.endswith(".") and not wanted.endswith("."))


def _as_written(plainer: str, said: str) -> str:
    return plainer[:1].upper() + plainer[1:] if said[:1].isupper() else plainer


@cache
def _by_first_word() -> dict[str, list[Difficult]]:
    found: defaultdict[str, list[Difficult]] = defaultdict(list)
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            for difficult in _read(line):
                found[difficult.words[0]].append(difficult)
    for those in found.values():
        those.sort(key=lambda each: -len(each.words))
    return dict(found)


_INSIDE_DOTS = re.compile(r"\w+\.\w")


def _read(line: str) -> Iterator[Difficult]:
    left, _, right = line.partition(" = ")
    forms = left.split("/") if left != "en/of" else [left]
    ways = [way.strip().split("/") for way in right.split(";")]
    for place, form in enumerate(forms):
        here = [way[place] if len(way) > 1 else way[0] for way in ways]
        those = [each.strip() for each in here if each.strip() != "-"]
        plainer = tuple(each for each in those if not _is_advice(each))
        advice = tuple(each.lstrip("~") for each in those if _is_advice(each))
        yield Difficult(tuple(form.lower().split()), plainer, advice)
        without = form.replace(".", "")
        if _INSIDE_DOTS.search(form) and len(without) > 2:
            yield Difficult((without,), plainer, advice)


def _is_advice(way: str) -> bool:
    return way.startswith("~") or _GAP in way
