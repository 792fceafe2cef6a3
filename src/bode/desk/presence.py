"""Whether agents are at the desk: by their own word, and by the signs that they give."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.conversations import live
from bode.organisations.actors import Actor
from bode.organisations.models import Person

from . import jobs
from .models import Presence
from .states import Whereabouts

_OFTEN_ENOUGH = timedelta(seconds=30)  # between two signs that are written down


def show_up(actor: Actor) -> Presence | None:
    """An agent opens the desk or does something there; of who is no agent nothing is kept."""
    if actor.person_id is None or not actor.has("agent"):
        return None
    moment = now()
    presence, is_new = Presence.objects.get_or_create(
        municipality_id=actor.organisation_id,
        person_id=actor.person_id,
        defaults={"active_at": moment, "seen_at": moment},
    )
    was = Whereabouts.GONE if is_new else presence.where(moment)
    if presence.active_at < moment - _OFTEN_ENOUGH:
        presence.active_at = presence.seen_at = moment
        presence.save(update_fields=["active_at", "seen_at"])
    if was == Whereabouts.GONE:
        _tell(presence)
    return presence


def keep_line(municipality_id: UUID, person_id: UUID) -> None:
    """An agent has a page of the desk open, whether they look at it or not."""
    theirs = Presence.objects.filter(municipality_id=municipality_id, person_id=person_id)
    theirs.filter(seen_at__lt=now() - _OFTEN_ENOUGH).update(seen_at=now())


@transaction.atomic
def set_away(actor: Actor, is_away: bool) -> Presence:
    """An agent says that they take no new conversations, or take them again."""
    actor.require("agent")
    presence = show_up(actor)
    assert presence is not None, "an agent at the desk is a person"
    if presence.is_away != is_away:
        presence.is_away = is_away
        presence.save(update_fields=["is_away"])
        _tell(presence)
    return presence


def forget_presence(municipality_id: UUID, person_id: UUID) -> None:
    """Who is no agent there any more is not at its desk either."""
    Presence.objects.filter(municipality_id=municipality_id, person_id=person_id).delete()


def list_presences() -> dict[UUID, Presence]:
    """By person, the agents in scope who were ever at the desk."""
    return {each.person_id: each for each in Presence.objects.all()}


def list_by_whereabouts(people: Iterable[Person]) -> list[tuple[Person, Whereabouts]]:
    """Where each of these agents is now: who is available first, who is gone last."""
    presences, moment = list_presences(), now()
    order = list(Whereabouts)
    found = [
        (each, presences[each.id].where(moment) if each.id in presences else Whereabouts.GONE)
        for each in people
    ]
    return sorted(found, key=lambda each: order.index(each[1]))


def _tell(presence: Presence) -> None:
    """Someone came or went: what waits may go to them, and pages show it."""
    live.announce(presence.municipality_id, [presence.id])
    jobs.distribute_soon(presence.municipality_id)
