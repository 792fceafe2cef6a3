"""Whether an organisation is there on a day: municipalities merge, and BSPs stop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from .alphabet import by_name
from .mergers import list_successions
from .models import Organisation, OrganisationKind


@dataclass(frozen=True, kw_only=True)
class Ended:
    """Since when an organisation is no longer there, and who came after it."""

    last_day: date
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NotBegun:
    """From when an organisation will be there."""

    first_day: date


def list_there(kind: OrganisationKind, day: date) -> list[Organisation]:
    """Those of this kind that are there that day, by name; drills are nowhere."""
    over = Q(municipality__valid_to__lt=day) | Q(provider__served_to__lt=day)
    not_begun = Q(municipality__valid_from__gt=day) | Q(provider__served_from__gt=day)
    found = Organisation.objects.filter(kind=kind, drill_of=None).exclude(over | not_begun)
    return list(found.order_by(by_name()))


def find_absence(organisation: Organisation, day: date) -> Ended | NotBegun | None:
    """Why an organisation is not there that day: no longer, or not yet; None when it is."""
    municipality = getattr(organisation, "municipality", None)
    provider = getattr(organisation, "provider", None)
    begin = (municipality and municipality.valid_from) or (provider and provider.served_from)
    if begin and begin > day:
        return NotBegun(first_day=begin)
    return find_end(organisation, day)


def find_end(organisation: Organisation, day: date) -> Ended | None:
    """What became of an organisation that is no longer there that day; None while it is."""
    municipality = getattr(organisation, "municipality", None)
    provider = getattr(organisation, "provider", None)
    if municipality is not None and municipality.valid_to and municipality.valid_to < day:
        heirs = [each.successor.organisation.name for each in list_successions(municipality)]
        return Ended(last_day=municipality.valid_to, successors=tuple(heirs))
    if provider is not None and provider.served_to and provider.served_to < day:
        return Ended(last_day=provider.served_to)
    return None
