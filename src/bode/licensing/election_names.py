"""The names that the content check knows in a municipality besides the national parties.

Candidates come from public lists, and only for an election: the day after it they are forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from bode.basics import day_of, now
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.policy import Election, election_around, next_election
from bode.privacy import audit

from .content_places import forget_places
from .errors import NamesWrong
from .models import ElectionName, NameKind

MOST = 2_000
SHORTEST, LONGEST = 4, 80


def election_for_candidates(municipality_id: UUID) -> Election | None:
    """The election for which candidates would be entered today: also the day after the vote."""
    code, today = Organisation.objects.get(id=municipality_id).code, day_of(now())
    return election_around(today, code) or next_election(today, code)


def enter_names(actor: Actor, parties: Iterable[str], candidates: Iterable[str]) -> None:
    """Keep these names, in place of those that were there. Raises `NamesWrong`.

    A candidate who was there already is kept no longer for it.
    """
    actor.require("administrator")
    kept = {NameKind.PARTY: _tidy(parties, "parties"), NameKind.CANDIDATE: _people(candidates)}
    last_day = _last_day(election_for_candidates(actor.organisation_id))
    with transaction.atomic():
        Organisation.objects.select_for_update().get(id=actor.organisation_id)
        there = ElectionName.objects.filter(municipality=actor.organisation_id)
        last_days = dict(there.filter(kind=NameKind.CANDIDATE).values_list("name", "last_day"))
        if last_day is None and not last_days.keys() >= set(kept[NameKind.CANDIDATE]):
            raise NamesWrong("candidates", "no_election")
        there.delete()
        ElectionName.objects.bulk_create(
            ElectionName(
                municipality_id=actor.organisation_id,
                kind=kind,
                name=name,
                last_day=last_days.get(name, last_day) if kind == NameKind.CANDIDATE else None,
            )
            for kind, names in kept.items()
            for name in names
        )
        audit.record(
            organisation_id=actor.organisation_id,
            actor=actor.name,
            what="election_names.change",
            subject="licensing.ElectionName",
            facts={kind.value: len(names) for kind, names in kept.items()},
        )
    forget_places()


def forget_candidates(today: date) -> int:
    """Forget the candidates of elections that are over."""
    gone, _rows = ElectionName.objects.filter(last_day__lt=today).delete()
    return gone


def _tidy(names: Iterable[str], field: str) -> tuple[str, ...]:
    kept = sorted({" ".join(name.split()) for name in names} - {""})
    if len(kept) > MOST:
        raise NamesWrong(field, "too_many")
    for name in kept:
        if not SHORTEST <= len(name) <= LONGEST:
            raise NamesWrong(field, "length", name)
    return tuple(kept)


def _people(names: Iterable[str]) -> tuple[str, ...]:
    """A surname alone would be found in too many messages."""
    kept = _tidy(names, "candidates")
    for name in kept:
        if " " not in name:
            raise NamesWrong("candidates", "surname_alone", name)
    return kept


def _last_day(election: Election | None) -> date | None:
    return election.day + timedelta(days=1) if election else None
