"""The only reads of the monitor for other rooms: public facts, of every municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from bode.licensing.licence_terms import (
    LicenceTerm,
    list_licence_terms,
    list_licensed_providers,
)
from bode.organisations.alphabet import by_name
from bode.organisations.models import MergerStatus, Municipality, Succession
from bode.organisations.tenancy import every_tenant

from .claims import Certainty, Claim, Source, SourceKind, by_precedence, end_of
from .models import Status
from .towns import Town
from .uses import Use

_STATUS = (
    "municipality_id",
    "use",
    "first_day",
    "until",
    "source_kind",
    "source_name",
    "source_url",
    "source_day",
    "certainty",
    "entered_at",
    "purposes",
    "provider",
    "is_invented",
)
_TOWN = (
    "organisation_id",
    "organisation__code",
    "organisation__name",
    "province",
    "population",
    "row",
    "col",
    "valid_from",
    "valid_to",
    "is_invented",
)
_OWN_LICENCE = "Bode"


def list_towns(code: str | None = None) -> list[Town]:
    """Every municipality that is or was, by name, with all that may be published of it.

    With a code: that one alone.
    """
    which = {} if code is None else {"organisation__code": code}
    found = Municipality.objects.filter(**which).order_by(by_name("organisation__name"))
    claims = _claims({} if code is None else {"municipality__code": code})
    return [_town(row, claims) for row in found.values_list(*_TOWN)]


def list_providers() -> list[str]:
    """The names of all BSPs and ISVs that were ever told of, to choose from."""
    named = Status.objects.filter(withdrawn_at=None, is_public=True).exclude(provider="")
    with every_tenant("the public monitor tells which BSPs there are"):
        licensed = list_licensed_providers()
    return sorted({*named.values_list("provider", flat=True).distinct(), *licensed})


def _town(row: tuple[Any, ...], claims: Mapping[Any, list[Claim]]) -> Town:
    id_, *facts = row
    names = (name.removeprefix("organisation__") for name in _TOWN[1:])
    return Town(**dict(zip(names, facts, strict=True)), claims=by_precedence(claims.get(id_, ())))


def _claims(which: dict[str, str]) -> Mapping[Any, list[Claim]]:
    """By the id of the municipality."""
    told = _read(which) if which else _told()
    claims: defaultdict[Any, list[Claim]] = defaultdict(list)
    claims.update({municipality: list(those) for municipality, those in told.items()})
    with every_tenant("the public monitor shows every licence"):
        for term in list_licence_terms(**which):
            claims[term.municipality_id] += _licensed(term)
    return claims


def _licensed(term: LicenceTerm) -> Iterator[Claim]:
    source = Source(kind=SourceKind.OWN_LICENCE, name=_OWN_LICENCE, url="", day=term.first_day)
    for stretch in term.stretches:
        yield Claim(
            use=Use.BSP,
            first_day=stretch.first_day,
            until=stretch.until,
            source=source,
            certainty=Certainty.CERTAIN,
            entered_at=term.valid_from,
            purposes=stretch.purposes,
            provider=term.provider,
            whole=(term.first_day, term.until),
        )


def _told() -> Mapping[Any, list[Claim]]:
    """What all statuses say, read anew when one came or was withdrawn: nothing else changes them.

    Ten years of them take longer to read than a page may take.
    """
    global _kept  # one for each process
    version = tuple(
        Status.objects.aggregate(
            Count("id"), Count("withdrawn_at"), Max("entered_at"), Max("withdrawn_at")
        ).values()
    )
    kept = _kept
    if kept is None or kept[0] != version:
        kept = _kept = (version, _read({}))
    return kept[1]


_kept: tuple[tuple[Any, ...], Mapping[Any, list[Claim]]] | None = None


def _read(which: dict[str, str]) -> Mapping[Any, list[Claim]]:
    claims: defaultdict[Any, list[Claim]] = defaultdict(list)
    found = Status.objects.filter(withdrawn_at=None, is_public=True, **which)
    for row in found.values_list(*_STATUS):
        claims[row[0]].append(_claim(row))
    return claims


def _claim(row: tuple[Any, ...]) -> Claim:
    _, use, first_day, until, kind, name, url, day, certainty, at, purposes, provider, fake = row
    return Claim(
        use=_USES[use],
        first_day=first_day,
        until=end_of(until, first_day, day),
        source=Source(kind=_KINDS[kind], name=name, url=url, day=day),
        certainty=_CERTAINTIES[certainty],
        entered_at=at,
        purposes=tuple(purposes),
        provider=provider,
        is_invented=fake,
    )


_USES = {str(use): use for use in Use}
_KINDS = {str(kind): kind for kind in SourceKind}
_CERTAINTIES = {str(each): each for each in Certainty}


@dataclass(frozen=True, kw_only=True, slots=True)
class Merger:
    """A municipality went on, wholly or in part, in another."""

    predecessor: str
    predecessor_name: str
    successor: str
    successor_name: str
    on: date


def list_mergers(code: str) -> list[Merger]:
    """The mergers in which a municipality ended or grew, from the oldest on."""
    found = Succession.objects.filter(status=MergerStatus.CONFIRMED).order_by("on")
    rows = found.filter(
        Q(predecessor__organisation__code=code) | Q(successor__organisation__code=code)
    ).values_list(
        "predecessor__organisation__code",
        "predecessor__organisation__name",
        "successor__organisation__code",
        "successor__organisation__name",
        "on",
    )
    return [
        Merger(
            predecessor=predecessor,
            predecessor_name=predecessor_name,
            successor=successor,
            successor_name=successor_name,
            on=on,
        )
        for predecessor, predecessor_name, successor, successor_name, on in rows
    ]
