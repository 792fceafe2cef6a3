"""What a person decides of who may have got an SMS or e-mail or not, as nobody can look it up."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from bode.organisations.actors import Actor
from bode.privacy import audit

from ..actions import MAY_PREPARE
from ..models import Broadcast
from .models import SecondMessage
from .states import SecondState


def count_uncertain(broadcast: Broadcast) -> int:
    """Of how many someone must decide."""
    return _uncertain(broadcast).count()


@transaction.atomic
def decide_uncertain(actor: Actor, broadcast: Broadcast, *, again: bool) -> int:
    """Send it again to all of them, or leave it at that; how many they were."""
    actor.require(*MAY_PREPARE)
    if again:
        changed = _uncertain(broadcast).update(state=SecondState.WAITING)
    else:
        changed = _uncertain(broadcast).update(state=SecondState.FAILED, reason="answer lost")
    if changed:
        audit.record(
            organisation_id=broadcast.municipality_id,
            actor=actor.name,
            what="second_channel.again" if again else "second_channel.leave",
            subject="broadcasts.Broadcast",
            subject_id=broadcast.id,
            purpose=broadcast.purpose,
        )
    return changed


def _uncertain(broadcast: Broadcast) -> QuerySet[SecondMessage]:
    return SecondMessage.objects.filter(broadcast=broadcast, state=SecondState.ASKS)
