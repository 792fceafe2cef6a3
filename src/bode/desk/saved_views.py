"""Views that agents keep for themselves, and administrators for everyone."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from bode.organisations.actors import Actor
from bode.organisations.deeds import record_by
from bode.organisations.people import lock_organisation

from .errors import ViewWrong
from .models import SavedView

LONGEST = 40
MOST = 30  # of one agent; and as many for everyone
MAY_SHARE = "administrator"
_NAMES = "q kind since until direction status purpose team agent tag file failed"
FILTERS = frozenset(_NAMES.split())
"""What can be filled in; what else stands in an address is left out."""
_LONGEST_VALUE = 200


@transaction.atomic
def save_view(
    actor: Actor, name: str, filters: Mapping[str, str], *, is_shared: bool = False
) -> SavedView:
    """Keep a way to look at conversations. Raises `NotAllowed` or `ViewWrong`."""
    actor.require("agent")
    if is_shared:
        actor.require(MAY_SHARE)
    lock_organisation(actor.organisation_id)
    owner_id = None if is_shared else actor.person_id
    if SavedView.objects.filter(owner=owner_id).count() >= MOST:
        raise ViewWrong("too_many")
    try:
        with transaction.atomic():
            view = SavedView.objects.create(
                municipality_id=actor.organisation_id,
                owner_id=owner_id,
                name=_checked(name),
                filters=_kept(filters),
                author=actor.name,
            )
    except IntegrityError as twice:
        raise ViewWrong("known") from twice
    if is_shared:
        record_by(actor, "view.share", view)
    return view


@transaction.atomic
def delete_view(actor: Actor, view_id: UUID) -> None:
    """Drop a view: one's own, or as an administrator one for everyone. Raises `NotAllowed`."""
    actor.require("agent")
    view = SavedView.objects.get(Q(owner=actor.person_id) | Q(owner=None), id=view_id)
    if view.owner_id is None:
        actor.require(MAY_SHARE)
        record_by(actor, "view.remove", view)
    view.delete()


def list_views(actor: Actor) -> list[SavedView]:
    """What this agent may use: first for everyone, then their own, by name."""
    found = SavedView.objects.filter(municipality_id=actor.organisation_id)
    found = found.filter(Q(owner=actor.person_id) | Q(owner=None))
    return sorted(found, key=lambda each: (each.owner_id is not None, each.name.lower()))


def forget_views(municipality_id: UUID, person_id: UUID) -> None:
    """Who is no agent there any more leaves no views of their own."""
    SavedView.objects.filter(municipality_id=municipality_id, owner_id=person_id).delete()


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ViewWrong("empty")
    if len(name) > LONGEST:
        raise ViewWrong("too_long")
    return name


def _kept(filters: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value[:_LONGEST_VALUE] for name, value in filters.items() if value}
    kept = {name: value for name, value in kept.items() if name in FILTERS}
    if not kept:
        raise ViewWrong("no_filters")
    return kept
