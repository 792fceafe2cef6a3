"""The check itself: everything in a text that points to a forbidden use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from .. import refusals
from ..refusals import Refusal, RefusalCode
from . import campaigns, grounds, numbers, promotion, voters
from .findings import Finding, Ground, Severity
from .readings import Reading, read
from .signs import Sign, sentences

_DIGITS = re.compile(r"[0-9]{3}[ .-]?[0-9]{2}")
_WORDS = (
    *("bsn", "burger", "sofi", "citizen service"),
    *("stem", "vote", "voti", "partij", "party", "campa", "kandida", "candida", "lijsttrekker"),
    *("korting", "aanbieding", "discount", "sale", "% off", "promo"),
)
"""Nothing below can be found in a text without one of these; most texts have none."""


_SIGNS: tuple[Sign, ...] = (
    *numbers.SIGNS,
    *campaigns.SIGNS,
    *voters.SIGNS,
    *promotion.SIGNS,
)

_Span = tuple[int, int, Severity, Ground]


def find_contents(text: str, day: date) -> list[Finding]:  # noqa: ARG001 - the calendar comes
    """Find what in a text points to a forbidden use, in the order in which it stands there.

    `day` is the day on which it would be read: around an election more is looked at.
    """
    reading = read(text)
    if not _worth_reading(reading.text):
        return []
    return [_finding(text, reading, span) for span in _without_doubles(_find(reading.text))]


def forbidden_content(texts: Iterable[str], day: date) -> Refusal | None:
    """Return why one of these texts may not be sent; None when all of them may."""
    for text in texts:
        for finding in find_contents(text, day):
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


def _worth_reading(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _WORDS) or _DIGITS.search(text) is not None


def _find(text: str) -> Iterator[_Span]:
    for start, end in numbers.find_shared(text):
        yield start, end, Severity.BLOCKS, grounds.BSN_SHARED
    for begin, sentence in sentences(text):
        for sign in _SIGNS:
            for start, end in sign.find(sentence):
                yield begin + start, begin + end, sign.severity, sign.ground


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
