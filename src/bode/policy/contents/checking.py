"""The check itself: everything in a text that points to a forbidden use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .. import refusals
from ..refusals import Refusal, RefusalCode
from . import campaigns, grounds, numbers, promotion, turnout, voter_data
from .elections import election_around
from .findings import Finding, Ground, Severity
from .parties import may_name_one
from .readings import Reading, read
from .signs import Sign, sentences


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a text is sent: elections and names differ from one municipality to another."""

    municipality: str = ""
    """Its code, as GM0363."""
    names: tuple[str, ...] = ()
    """The parties and candidates there that are not on the national list, as they are written."""


NOWHERE = Place()

_DIGITS = re.compile(r"[0-9](?:[ .-]{0,2}[0-9]){8}")
_NUMBER_WORDS = ("twee", "two", "drie", "three", "vier", "four", "zes", "six", "acht", "eight")

_Span = tuple[int, int, Severity, Ground]
_Topic = tuple[tuple[str, ...], tuple[Sign, ...]]
"""Words without which none of the signs can be found, and the signs."""
_OF_PARTIES = (campaigns.CUES, voter_data.CUES)
"""Topics that the name of a party is reason enough to look at."""


def find_contents(text: str, day: date, place: Place = NOWHERE) -> list[Finding]:
    """Find what in a text points to a forbidden use, in the order in which it stands there.

    `day` is the day on which it would be read: around an election more is looked at.
    """
    reading = read(text)
    spans = _without_doubles(_find(reading.text, day, place))
    return [_finding(text, reading, span) for span in spans]


def forbidden_content(texts: Iterable[str], day: date, place: Place = NOWHERE) -> Refusal | None:
    """Return why one of these texts may not be sent; None when all of them may."""
    for text in texts:
        for finding in find_contents(text, day, place):
            if finding.blocks:
                return refuse(finding)
    return None


def refuse(finding: Finding) -> Refusal:
    """What was found, as the reason for which a message is refused."""
    ground = finding.ground
    return refusals.refusal(
        RefusalCode.CONTENT_FORBIDDEN,
        ground.rule,
        reason=(ground.reason_nl, ground.reason_en),
        advice=(ground.advice_nl, ground.advice_en),
    )


def _find(text: str, day: date, place: Place) -> Iterator[_Span]:
    lower = text.lower()
    if _DIGITS.search(text) or _may_spell_digits(lower):
        for start, end in numbers.find_shared(text):
            yield start, end, Severity.BLOCKS, grounds.BSN_SHARED
    names_one = may_name_one(text, lower, place.names)
    topics = [
        (cues, signs)
        for cues, signs in _topics(place.names)
        if any(cue in lower for cue in cues) or (names_one and cues in _OF_PARTIES)
    ]
    if not topics:
        return
    around = election_around(day, place.municipality) is not None
    for begin, sentence in sentences(text):
        for start, end, severity, ground in _find_in(sentence, text, topics, around=around):
            yield begin + start, begin + end, severity, ground
        if names_one:
            for start, end, ground in campaigns.find_named(sentence, place.names, around=around):
                yield begin + start, begin + end, Severity.WARNS, ground


def _find_in(
    sentence: str, text: str, topics: Iterable[_Topic], *, around: bool
) -> Iterator[_Span]:
    lower = sentence.lower()
    for cues, signs in topics:
        if cues not in _OF_PARTIES and not any(cue in lower for cue in cues):
            continue
        for sign in signs:
            if around or not sign.around:
                for start, end in sign.find(sentence, text):
                    yield start, end, sign.severity, sign.ground


def _may_spell_digits(lower: str) -> bool:
    return lower.count(" ") >= 8 and sum(word in lower for word in _NUMBER_WORDS) >= 3


def _topics(names: tuple[str, ...]) -> tuple[_Topic, ...]:
    return (
        (numbers.CUES, numbers.SIGNS),
        (numbers.ID_CUES, numbers.ID_SIGNS),
        (campaigns.CUES, campaigns.signs(names)),
        (voter_data.CUES, voter_data.SIGNS),
        (turnout.CUES, turnout.SIGNS),
        (promotion.CUES, promotion.SIGNS),
    )


def _without_doubles(spans: Iterable[_Span]) -> list[_Span]:
    """Of what overlaps and is of one kind only the gravest, and then the longest."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda each: (each[2], each[0] - each[1])):
        if not any(_same(span, other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda each: each[:2])


def _same(one: _Span, other: _Span) -> bool:
    return one[3].kind == other[3].kind and one[0] < other[1] and other[0] < one[1]


def _finding(text: str, reading: Reading, span: _Span) -> Finding:
    start, end = reading.span(span[0], span[1])
    return Finding(text=text, start=start, end=end, severity=span[2], ground=span[3])
