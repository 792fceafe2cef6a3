"""The check itself: everything in a text that points to a forbidden use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bode.basics import find_personal_numbers

from .. import refusals
from ..refusals import Refusal, RefusalCode
from . import grounds
from .campaigns import find_named
from .elections import election_around
from .findings import Finding, Ground, Severity
from .names import with_marks
from .parties import may_name_one
from .readings import Reading, read
from .signs import Topic, sentences, topics


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a text is sent: elections and names differ from one municipality to another."""

    municipality: str = ""
    """Its code, as GM0363."""
    names: tuple[str, ...] = ()
    """The parties and candidates there that are not on the national list, as they are written."""


NOWHERE = Place()

_Span = tuple[int, int, Severity, Ground]


def find_contents(text: str, day: date, place: Place = NOWHERE) -> list[Finding]:
    """Find what in a text points to a forbidden use, in the order in which it stands there.

    `day` is the day on which it would be read: around an election more is looked at.
    """
    reading = read(text)
    spans = _spans(reading, day, place)
    marked = with_marks(reading, place.names)
    if marked is not None:  # also as it was: words of a name may say something themselves
        spans += _spans(marked, day, place)
    return [_finding(text, span) for span in _without_doubles(spans)]


def find_in_texts(texts: Iterable[str], day: date, place: Place = NOWHERE) -> tuple[Finding, ...]:
    """Find the same in everything that one message says; each thing once."""
    found: dict[tuple[str, Ground], Finding] = {}
    for text in texts:
        for finding in find_contents(text, day, place):
            found.setdefault((finding.phrase, finding.ground), finding)
    return tuple(found.values())


def refuse(findings: Sequence[Finding]) -> Refusal:
    """The refusal of a message in which this was found; the first thing that blocks it is why."""
    ground = next(each.ground for each in findings if each.blocks)
    refusal = refusals.refusal(
        RefusalCode.CONTENT_FORBIDDEN,
        ground.rule,
        reason=(ground.reason_nl, ground.reason_en),
        advice=(ground.advice_nl, ground.advice_en),
    )
    return replace(refusal, findings=tuple(findings))


def _spans(reading: Reading, day: date, place: Place) -> list[_Span]:
    """What is found in a reading, where it stands in the text."""
    return [
        (*reading.span(start, end), severity, ground)
        for start, end, severity, ground in _find(reading.text, day, place)
    ]


def _find(text: str, day: date, place: Place) -> Iterator[_Span]:
    lower = text.lower()
    for start, end in find_personal_numbers(text):
        yield start, end, Severity.BLOCKS, grounds.BSN_SHARED
    names_one = may_name_one(text, lower)
    cued = [
        topic
        for topic in topics()
        if (names_one and topic.of_parties) or _has_any(lower, topic.cues)
    ]
    if not cued:
        return
    around = election_around(day, place.municipality) is not None
    for begin, sentence in sentences(text):
        found = list(_find_in(sentence, text, cued, around=around, alone=False))
        if names_one:
            found += find_named(sentence, around=around)
        if around and not found:
            found = list(_find_in(sentence, text, cued, around=around, alone=True))
        for start, end, severity, ground in found:
            yield begin + start, begin + end, severity, ground


def _find_in(
    sentence: str, text: str, cued: Iterable[Topic], *, around: bool, alone: bool
) -> Iterator[_Span]:
    lower = sentence.lower()
    for topic in cued:
        if topic.of_parties or _has_any(lower, topic.cues):
            for sign in topic.signs:
                if sign.alone == alone and (around or not sign.around):
                    for start, end in sign.find(sentence, text):
                        yield start, end, sign.severity, sign.ground


def _has_any(lower: str, cues: tuple[str, ...]) -> bool:
    for cue in cues:  # noqa: SIM110 - twice as fast, on the way of every message
        if cue in lower:
            return True
    return False


def _without_doubles(spans: Iterable[_Span]) -> list[_Span]:
    """Of what overlaps and is of one kind only the gravest, and then the longest."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda each: (each[2], each[0] - each[1])):
        if not any(_same(span, other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda each: each[:2])


def _same(one: _Span, other: _Span) -> bool:
    return one[3].kind == other[3].kind and one[0] < other[1] and other[0] < one[1]


def _finding(text: str, span: _Span) -> Finding:
    start, end, severity, ground = span
    return Finding(text=text, start=start, end=end, severity=severity, ground=ground)
