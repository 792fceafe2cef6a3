"""From an approval to a licence: a new one, or more purposes for the one there is."""

from __future__ import annotations

from collections.abc import Sequence

from bode.basics import now
from bode.organisations.actors import Actor

from .licence_history import remember
from .licence_states import LicenceParty
from .models import Application, Licence
from .queries import licences_in_force
from .states import LicenceStatus


def is_ended(application: Application) -> bool:
    """Whether the licence that this application led to has ended: another needs a new one."""
    own = Licence.objects.filter(application=application, status=LicenceStatus.ENDED)
    in_force = licences_in_force(application.municipality_id, application.provider_id)
    return own.exists() and not in_force.exists()


def put_in_force(actor: Actor, application: Application, purposes: Sequence[str]) -> bool:
    """Make the licence (True), or add the purposes to the one there is, which keeps its status.

    Before anything else is recorded: who steps in a licence locks it, and records then.
    """
    # Of two approvals at the same time, the second finds the licence of the first.
    in_force = licences_in_force(application.municipality_id, application.provider_id)
    licence, is_new = in_force.select_for_update().get_or_create(
        defaults={
            "municipality_id": application.municipality_id,
            "provider_id": application.provider_id,
            "application": application,
            "purposes": list(purposes),
            "status": LicenceStatus.ACTIVE,
            "valid_from": now(),
        },
    )
    added = [code for code in purposes if is_new or code not in licence.purposes]
    if not is_new:
        licence.purposes += added
        licence.save(update_fields=["purposes"])
    if added:
        what = "begin" if is_new else "extend"
        remember(licence, actor, what, by=LicenceParty.PLATFORM, facts={"purposes": added})
    return is_new
