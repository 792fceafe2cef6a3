"""Who writes templates. Whose are in reach is the scope's business."""

from __future__ import annotations

from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import OrganisationKind

_WRITERS = {
    OrganisationKind.MUNICIPALITY: "administrator",
    OrganisationKind.PROVIDER: "account_manager",
}
"""Of each party to a licence."""


def require_writer(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor writes templates."""
    role = _WRITERS.get(actor.organisation_kind)
    if role is None:
        raise NotAllowed(needed=tuple(_WRITERS))
    actor.require(role)
