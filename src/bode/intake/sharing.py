"""Which webhooks are for this process: those of its drill, or, for all others, of no drill."""

from __future__ import annotations

from django.db.models import Q

from bode.organisations.drills import CODE, code_of
from bode.organisations.tenancy import confined_to


def own_drill() -> str:
    """The code of the drill for which this process works; empty: for none."""
    world_id = confined_to()
    return code_of(world_id) if world_id else ""


def own_share() -> Q:
    """What this process takes of the log."""
    own = own_drill()
    return Q(provider=own) if own else ~Q(provider__startswith=CODE)
