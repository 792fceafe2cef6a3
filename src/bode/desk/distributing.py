"""Giving what waits to the teams that it is for, and to their agents who are there.

By load and skill: a team is for the conversation's purpose and language; of its agents who are
there, the one with the fewest conversations that wait gets it, and of equals the one who got
something longest ago; never the one who just put it down. One at a time for a municipality, by
the lock of the job.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from bode.basics import now
from bode.conversations import assigning
from bode.conversations.errors import NobodyToReceive
from bode.conversations.languages import DUTCH
from bode.conversations.models import Conversation
from bode.conversations.states import ConversationStatus
from bode.organisations.models import Team, TeamMember
from bode.organisations.tenancy import scope

from .models import AutomaticAssignment, Presence
from .states import Whereabouts

_AT_ONCE = 2_000  # conversations that are looked at in one go, the longest waiting first
_KNOWN_SECONDS = 5.0  # for so long a process knows which teams there are
_NEVER = datetime.min.replace(tzinfo=UTC)

_teams: dict[UUID, tuple[float, Sequence[Team]]] = {}


@dataclass(kw_only=True)
class _Agent:
    """Someone who is there; `load` conversations wait for them."""

    person_id: UUID
    load: int
    given_at: datetime


def teams_of(municipality_id: UUID) -> Sequence[Team]:
    """The teams of a municipality, as they were some seconds ago: asked with each message.

    Whatever the scope of who asks: what is kept for the next one must not depend on it.
    """
    known_until, teams = _teams.get(municipality_id, (0.0, ()))
    if known_until < time.monotonic():
        with scope(municipality_id):
            teams = list(Team.objects.filter(organisation_id=municipality_id).order_by("name"))
        _teams[municipality_id] = (time.monotonic() + _KNOWN_SECONDS, teams)
    return teams


def forget_teams() -> None:
    """Teams have changed: ask anew."""
    _teams.clear()


def list_automatic() -> list[UUID]:
    """The municipalities where Bode gives conversations to agents."""
    found = AutomaticAssignment.objects.values_list("municipality_id", flat=True)
    return sorted(set(found))


def team_for(conversation: Conversation, teams: Iterable[Team]) -> Team | None:
    """The team that is for this purpose and language; what is for less comes first.

    Where none is for the language, one that is for Dutch.
    """
    of_purpose = [team for team in teams if _fits(conversation.purpose, team.purposes)]
    for language in (conversation.language or DUTCH, DUTCH):
        fitting = [team for team in of_purpose if _fits(language, team.languages)]
        if fitting:
            return min(fitting, key=_breadth)
    return None


def distribute(municipality_id: UUID) -> None:
    """Give away what can be; what can't, waits for someone to take it or to come."""
    teams = list(Team.objects.filter(organisation_id=municipality_id).order_by("name"))
    if not teams:
        return
    waiting = _list_waiting(municipality_id)
    settled = assigning.list_settled([each.id for each in waiting if each.team_id is not None])
    rules = {each.team_id: each for each in AutomaticAssignment.objects.all()}
    agents = _list_agents(municipality_id) if waiting and rules else {}
    members = _list_members(agents)
    # Who put it down said that it is not for them. It never comes back to them by itself, also
    # when nobody else is there: at the top of their team's list everyone can take it, they too.
    put_down = assigning.list_put_down(each.id for each in waiting) if agents else {}
    for conversation in waiting:
        team_id = conversation.team_id
        if conversation.id not in settled:
            team = team_for(conversation, teams)
            team_id = team.id if team else team_id
        rule = rules.get(team_id) if team_id else None
        there = [agents[each] for each in members.get(team_id, ())] if rule else []
        there = [each for each in there if each.person_id != put_down.get(conversation.id)]
        free = [each for each in there if rule and each.load < rule.most]
        if free or team_id != conversation.team_id:
            _place(conversation, team_id, free)


def _place(conversation: Conversation, team_id: UUID | None, free: Sequence[_Agent]) -> None:
    """Write down to whom it goes, unless somebody took it meanwhile, or gave it elsewhere."""
    with transaction.atomic():
        found = Conversation.objects.select_for_update(of=("self",)).get(id=conversation.id)
        if found.assignee_id is not None or found.status != ConversationStatus.OPEN:
            return
        if found.team_id != conversation.team_id:
            return
        if team_id is not None and found.team_id != team_id:
            assigning.bring_to_team(found.id, team_id)
        if not free:
            return
        chosen = min(free, key=lambda each: (each.load, each.given_at))
        try:
            assigning.assign(None, found.id, chosen.person_id)
        except NobodyToReceive:
            return  # who left a moment ago
        chosen.load += 1
        chosen.given_at = now()
        Presence.objects.filter(
            municipality_id=found.municipality_id, person_id=chosen.person_id
        ).update(given_at=chosen.given_at)


def _list_waiting(municipality_id: UUID) -> list[Conversation]:
    found = Conversation.objects.filter(
        municipality_id=municipality_id,
        status=ConversationStatus.OPEN,
        snoozed_until=None,
        assignee=None,
    )
    by_need = found.order_by("urgent_since", "last_message_at", "id")
    return list(by_need.only("purpose", "language", "team_id")[:_AT_ONCE])


def _list_agents(municipality_id: UUID) -> dict[UUID, _Agent]:
    moment = now()
    loads = Counter(
        dict(
            Conversation.objects.filter(
                municipality_id=municipality_id,
                status=ConversationStatus.OPEN,
                snoozed_until=None,
                assignee__isnull=False,
            )
            .order_by()
            .values_list("assignee_id")
            .annotate(load=Count("id"))
        )
    )
    return {
        each.person_id: _Agent(
            person_id=each.person_id,
            load=loads[each.person_id],
            given_at=each.given_at or _NEVER,
        )
        for each in Presence.objects.filter(municipality_id=municipality_id)
        if each.where(moment) == Whereabouts.AVAILABLE
    }


def _list_members(agents: dict[UUID, _Agent]) -> dict[UUID | None, list[UUID]]:
    members: dict[UUID | None, list[UUID]] = {}
    for each in TeamMember.objects.filter(person_id__in=list(agents)):
        members.setdefault(each.team_id, []).append(each.person_id)
    return members


def _fits(asked: str, offered: Sequence[str]) -> bool:
    """Whether a team is for this: for what is named, or for everything."""
    return not offered or asked in offered


def _breadth(team: Team) -> tuple[bool, bool, int]:
    return not team.purposes, not team.languages, len(team.purposes)
