"""Teams, and whether Bode gives their conversations to their agents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from bode.conversations import live
from bode.organisations import teams
from bode.organisations.actors import Actor
from bode.organisations.models import Team

from .distributing import forget_teams
from .jobs import distribute_soon
from .models import AutomaticAssignment

USUAL_MOST = 10
LARGEST_MOST = 100


@transaction.atomic
def save_team(
    actor: Actor,
    team_id: UUID | None,
    *,
    name: str,
    purposes: Sequence[str],
    languages: Sequence[str],
    members: Iterable[UUID],
    most: int | None,
) -> Team:
    """Make a team, or change one. Raises as `organisations.teams.save_team` does.

    `most`: Bode gives its conversations to whoever is there, up to so many each; None: it doesn't.
    """
    team = teams.save_team(
        actor, team_id, name=name, purposes=purposes, languages=languages, members=members
    )
    if most is None:
        AutomaticAssignment.objects.filter(team=team).delete()
    else:
        AutomaticAssignment.objects.update_or_create(
            team=team, municipality_id=actor.organisation_id, defaults={"most": most}
        )
    _tell(actor)
    return team


@transaction.atomic
def delete_team(actor: Actor, team_id: UUID) -> None:
    """Let a team be no more. Raises `Team.DoesNotExist`."""
    teams.delete_team(actor, team_id)
    _tell(actor)


def list_rules() -> dict[UUID, AutomaticAssignment]:
    """By team in scope, how many conversations Bode gives to each of its agents at most."""
    return {each.team_id: each for each in AutomaticAssignment.objects.all()}


def _tell(actor: Actor) -> None:
    forget_teams()
    live.announce(actor.organisation_id, [])
    distribute_soon(actor.organisation_id)
