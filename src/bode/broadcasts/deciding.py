"""What a person decides for all recipients at once of whom nobody knows whether they got it.

The answer of the platform was lost, and no status came in time. Who is sent it again may get it
twice; who is not, may not have it at all.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.conversations.deciding import leave_unsettled, send_unsettled_again
from bode.conversations.stopping import lock_all
from bode.organisations.actors import Actor
from bode.outbox.queries import list_asking

from .actions import MAY_PREPARE, remember
from .models import Broadcast

AGAIN, LEFT = "again", "leave"
"""What was decided, among the steps."""


def decide(actor: Actor, broadcast_id: UUID, *, again: bool) -> int:
    """Send it again to all who are uncertain, or leave it at that; how many they were."""
    actor.require(*MAY_PREPARE)
    with transaction.atomic():
        broadcast = Broadcast.objects.select_for_update(no_key=True).get(id=broadcast_id)
        asking = lock_all(list_asking(broadcast.id))
        count = send_unsettled_again(asking) if again else leave_unsettled(asking)
        if count:
            remember(broadcast, actor, AGAIN if again else LEFT)
        return count


def count_asking(broadcast: Broadcast) -> int:
    """About how many recipients someone must decide."""
    return len(list_asking(broadcast.id))
