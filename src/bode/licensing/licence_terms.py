"""From when to when a municipality has a licence, through whom and for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from .models import Licence, LicenceEvent

_LICENCE = (
    "id",
    "municipality_id",
    "provider__name",
    "purposes",
    "valid_from",
    "valid_from__date",
    "valid_to__date",
    "ended_at__date",
)
_PURPOSES_CHANGED = ("extend", "withdraw_purpose")


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """For what a licence is from a day up to, not including, another; None: no end is known."""

    first_day: date
    until: date | None
    purposes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LicenceTerm:
    """A licence, and the purposes that it had on each of its days; a suspended one goes on.

    Days are those in the Netherlands.
    """

    municipality_id: UUID
    provider: str
    valid_from: datetime
    first_day: date
    until: date | None
    stretches: Sequence[Stretch]


class Change(NamedTuple):
    """From a day on a licence has these purposes, and no longer has those."""

    day: date
    added: Sequence[str]
    taken_out: Sequence[str]


def list_licence_terms(**which: str) -> list[LicenceTerm]:
    """Every licence in scope that there is or was, the oldest first."""
    changes = _changes(which)
    found = Licence.objects.filter(**which).order_by("valid_from", "id")
    return [_term(row, changes.get(row[0], ())) for row in found.values_list(*_LICENCE)]


def list_licensed_providers() -> list[str]:
    """The names of the providers of all licences in scope."""
    return list(Licence.objects.values_list("provider__name", flat=True).distinct().order_by())


def _term(row: tuple[Any, ...], changes: Sequence[Change]) -> LicenceTerm:
    _id, municipality_id, provider, purposes, valid_from, first_day, planned, ended = row
    until = ended or planned
    return LicenceTerm(
        municipality_id=municipality_id,
        provider=provider,
        valid_from=valid_from,
        first_day=first_day,
        until=until,
        stretches=stretches(first_day, until, purposes, changes),
    )


def stretches(
    first_day: date, until: date | None, purposes: Iterable[str], changes: Sequence[Change]
) -> list[Stretch]:
    """What was, from what is and what changed, of which `changes` tells the oldest first. Pure.

    Of a day on which something changed that counts with which it ended.
    """
    found = list(_backwards(first_day, until, tuple(purposes), changes))
    return found[::-1]


def _backwards(
    first_day: date, until: date | None, purposes: tuple[str, ...], changes: Sequence[Change]
) -> Iterator[Stretch]:
    end = until
    for change in reversed(changes):
        if change.day <= first_day:
            break  # the licence began with it, as far as days can tell
        if end is None or change.day < end:
            yield Stretch(first_day=change.day, until=end, purposes=purposes)
            end = change.day
        before = [code for code in purposes if code not in change.added]
        purposes = (*before, *change.taken_out)
    yield Stretch(first_day=first_day, until=end, purposes=purposes)


def _changes(which: Mapping[str, str]) -> Mapping[UUID, list[Change]]:
    changes: defaultdict[UUID, list[Change]] = defaultdict(list)
    events = LicenceEvent.objects.filter(what__in=_PURPOSES_CHANGED, **which)
    columns = events.values_list("licence_id", "at__date", "facts__purposes", "facts__purpose")
    for licence_id, day, added, taken_out in columns:
        changes[licence_id].append(Change(day, added or (), (taken_out,) if taken_out else ()))
    return changes
