"""Licences under which nothing leaves now: told on every page, with what people do instead."""

from __future__ import annotations

from bode.licensing.models import Licence
from bode.licensing.queries import find_licence, list_suspended_licences
from bode.licensing.states import LicenceStatus
from bode.organisations.actors import Actor
from bode.organisations.models import OrganisationKind


def list_halted(actor: Actor) -> list[Licence]:
    """What is suspended in scope; and a municipality's own that ended, while it has no other."""
    halted = list_suspended_licences()
    if actor.organisation_kind == OrganisationKind.MUNICIPALITY:
        own = find_licence(actor.organisation_id)
        if own is not None and own.status == LicenceStatus.ENDED:
            halted.append(own)
    return halted
