"""Teams: which there are, who is in them, and what each is for. All within a scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from bode import policy

from .actors import Actor
from .deeds import remember
from .errors import TeamWrong
from .models import Membership, Organisation, Role, Team, TeamMember


def list_teams() -> list[Team]:
    """Every team in scope with its members, by name."""
    return list(Team.objects.prefetch_related("members__person").order_by("name"))


def list_teams_of(person_id: UUID) -> list[Team]:
    """The teams in scope in which someone works, by name."""
    return list(Team.objects.filter(members__person_id=person_id).order_by("name"))


def list_teams_by_person() -> dict[UUID, list[Team]]:
    """The teams in scope in which each person works, by name."""
    found = TeamMember.objects.select_related("team")
    theirs: dict[UUID, list[Team]] = defaultdict(list)
    for each in found.order_by("team__name"):
        theirs[each.person_id].append(each.team)
    return theirs


def access_team(team_id: UUID) -> Team:
    """One team in scope, with its members; raises `Team.DoesNotExist`."""
    return Team.objects.prefetch_related("members__person").get(id=team_id)


@transaction.atomic
def save_team(
    actor: Actor,
    team_id: UUID | None,
    *,
    name: str,
    purposes: Sequence[str],
    languages: Sequence[str],
    members: Iterable[UUID],
) -> Team:
    """Make a team, or change one. For no purposes or languages named, it is for every one.

    Raises `Team.DoesNotExist`, `policy.UnknownPurpose`, and `TeamWrong` which says why.
    """
    actor.require(Role.ADMINISTRATOR)
    theirs = {"organisation_id": actor.organisation_id}
    team = Team(**theirs) if team_id is None else Team.objects.select_for_update().get(id=team_id)
    team.name = name.strip()
    team.purposes = [policy.purpose(each).code for each in purposes]
    team.languages = list(languages)
    if not team.name:
        raise TeamWrong("no_name")
    chosen = set(members)
    agents = Membership.objects.filter(**theirs, role=Role.AGENT, person_id__in=chosen)
    if agents.count() != len(chosen):
        raise TeamWrong("no_agent")
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as taken:
        raise TeamWrong("name_taken") from taken
    TeamMember.objects.filter(team=team).exclude(person_id__in=chosen).delete()
    TeamMember.objects.bulk_create(
        (TeamMember(**theirs, team=team, person_id=each) for each in sorted(chosen)),
        ignore_conflicts=True,
    )
    _remember(actor, "team.make" if team_id is None else "team.change", team)
    return team


@transaction.atomic
def delete_team(actor: Actor, team_id: UUID) -> None:
    """Let a team be no more; what it had waits for anyone. Raises `Team.DoesNotExist`."""
    actor.require(Role.ADMINISTRATOR)
    team = Team.objects.select_for_update().get(id=team_id)
    _remember(actor, "team.delete", team)
    team.delete()


def _remember(actor: Actor, what: str, team: Team) -> None:
    organisation = Organisation.objects.get(id=actor.organisation_id)
    remember(actor, what, organisation, {"team": team.name})
