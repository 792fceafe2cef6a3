"""Service levels: what a municipality promises, for a team or for all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction

from bode.organisations.actors import Actor
from bode.organisations.deeds import record_by
from bode.organisations.models import Role, Team
from bode.organisations.people import lock_organisation

from .alarm import watch
from .errors import LevelWrong
from .models import LONGEST_ANSWER, LONGEST_CLOSING, ServiceLevel


@dataclass(frozen=True, kw_only=True)
class Promised:
    """What is promised; what is None is not. As the fields of `ServiceLevel`."""

    answer_minutes: int | None = None
    answer_percent: int = 80
    warn_minutes: int | None = None
    close_hours: int | None = None
    close_percent: int = 80


@transaction.atomic
def save_level(actor: Actor, team_id: UUID | None, promised: Promised) -> ServiceLevel:
    """Promise something, for a team or for all who have no level of their own (None).

    Raises `LevelWrong`, and `Team.DoesNotExist`.
    """
    actor.require(Role.ADMINISTRATOR)
    if team_id is not None:
        Team.objects.get(id=team_id)
    _check(promised)
    facts = asdict(promised)
    lock_organisation(actor.organisation_id)
    level = ServiceLevel.objects.filter(team=team_id).first() or ServiceLevel(
        municipality_id=actor.organisation_id, team_id=team_id
    )
    for name, value in facts.items():
        setattr(level, name, value)
    level.save()
    _remember(actor, "level.save", level, facts)
    return level


@transaction.atomic
def remove_level(actor: Actor, team_id: UUID | None) -> None:
    """Promise nothing more of one's own. Raises `ServiceLevel.DoesNotExist`."""
    actor.require(Role.ADMINISTRATOR)
    level = ServiceLevel.objects.get(team=team_id)
    gone = level.id
    level.delete()
    level.id = gone
    _remember(actor, "level.remove", level, {})


def _check(promised: Promised) -> None:
    if promised.answer_minutes is None and promised.close_hours is None:
        raise LevelWrong("answer_minutes", "nothing_promised")
    bounds: Mapping[str, int] = {
        "answer_minutes": LONGEST_ANSWER,
        "close_hours": LONGEST_CLOSING,
        "answer_percent": 100,
        "close_percent": 100,
    }
    for field, most in bounds.items():
        value = getattr(promised, field)
        if value is not None and not 1 <= value <= most:
            raise LevelWrong(field, "out_of_range")
    if promised.warn_minutes is None:
        return
    if not 1 <= promised.warn_minutes < (promised.answer_minutes or 0):
        raise LevelWrong("warn_minutes", "too_early")


def _remember(actor: Actor, what: str, level: ServiceLevel, facts: Mapping[str, object]) -> None:
    """Keep it in the audit trail, and let what waits be due by it."""
    record_by(actor, what, level, team=level.team.name if level.team else "", **facts)
    watch(actor.organisation_id)
