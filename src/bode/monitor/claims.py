"""What sources say of a municipality, and which of them is shown. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .uses import Use


class SourceKind(StrEnum):
    """From where something is known, the strongest first."""

    OWN_LICENCE = "own_licence"
    SURVEY = "survey"
    IMPORT = "import"
    NEWS = "news"


class Certainty(StrEnum):
    """How sure a source is, the surest first."""

    CERTAIN = "certain"  # the municipality says so itself, or Bode's own records do
    LIKELY = "likely"  # someone else says so, and names the municipality
    HEARSAY = "hearsay"  # someone heard it; nobody who knows has said it


SOURCE_NAMES: Mapping[SourceKind, str] = MappingProxyType(
    {
        SourceKind.OWN_LICENCE: gettext_noop("Vergunning in Bode"),
        SourceKind.SURVEY: gettext_noop("Vragenlijst van VNG"),
        SourceKind.IMPORT: gettext_noop("Bestand van VNG"),
        SourceKind.NEWS: gettext_noop("Nieuwsbericht"),
    }
)
CERTAINTY_NAMES: Mapping[Certainty, str] = MappingProxyType(
    {
        Certainty.CERTAIN: gettext_noop("zeker"),
        Certainty.LIKELY: gettext_noop("waarschijnlijk"),
        Certainty.HEARSAY: gettext_noop("van horen zeggen"),
    }
)
KEEPS = timedelta(days=730)
"""For how long after its day a source that names no end is still believed. A licence of Bode's own
is in force until Bode knows of its end."""

Term = tuple[date, date | None]

_STRENGTH = {kind: -place for place, kind in enumerate(SourceKind)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Who says it, where, and on which day."""

    kind: SourceKind
    name: str
    url: str
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What one source says: a route from a day up to, not including, another; None: no end yet.

    `until` is already that of `end_of`. A licence is a claim for each stretch in which its purposes
    stay the same; `whole` is its own first day and end.
    """

    use: Use
    first_day: date
    until: date | None
    source: Source
    certainty: Certainty
    entered_at: datetime
    purposes: tuple[str, ...] = ()
    provider: str = ""
    is_invented: bool = False
    whole: Term | None = None

    def covers(self, day: date) -> bool:
        return self.first_day <= day and (self.until is None or day < self.until)

    @property
    def term(self) -> Term:
        """From when to when the route holds, whatever its purposes."""
        return self.whole or (self.first_day, self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A stretch of a municipality's shown history; without a claim nothing is known of it."""

    first_day: date
    until: date | None
    claim: Claim | None

    @property
    def use(self) -> Use:
        return self.claim.use if self.claim else Use.UNKNOWN


def end_of(until: date | None, first_day: date, source_day: date) -> date:
    """Until when a claim of someone else is believed."""
    return until or max(source_day, first_day) + KEEPS


def precedence(claim: Claim) -> tuple[int, date, datetime]:
    """The rule by which one of several claims is shown: the greatest.

    The stronger kind of source; of the same kind the newest source; of the same day what was
    entered last.
    """
    return _STRENGTH[claim.source.kind], claim.source.day, claim.entered_at


def by_precedence(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims on one municipality, the one to show first; what `claim_at` expects."""
    return tuple(sorted(claims, key=precedence, reverse=True))


def claim_at(claims: Sequence[Claim], day: date) -> Claim | None:
    """What is shown of a day; None where nothing is known."""
    for claim in claims:
        if claim.covers(day):
            return claim
    return None


def history(claims: Sequence[Claim], first_day: date, until: date) -> list[Period]:
    """What is shown from a day up to another, without gaps or overlaps."""
    days = {first_day, *_boundaries(claims)}
    marks = sorted(day for day in days if first_day <= day < until)
    return list(_merged(claims, [*marks, until]))


def _boundaries(claims: Iterable[Claim]) -> Iterator[date]:
    for claim in claims:
        yield claim.first_day
        if claim.until is not None:
            yield claim.until


def _merged(claims: Sequence[Claim], marks: Sequence[date]) -> Iterator[Period]:
    """Neighbouring stretches with the same claim are one."""
    first_day, shown = marks[0], claim_at(claims, marks[0])
    for mark in marks[1:-1]:
        found = claim_at(claims, mark)
        if found is not shown:
            yield Period(first_day=first_day, until=mark, claim=shown)
            first_day, shown = mark, found
    yield Period(first_day=first_day, until=marks[-1], claim=shown)


def source_name(kind: SourceKind) -> str:
    """What a kind of source is called, in the page's language."""
    return _(SOURCE_NAMES[kind])


def certainty_name(certainty: Certainty) -> str:
    """How sure a source is, in the page's language."""
    return _(CERTAINTY_NAMES[certainty])
