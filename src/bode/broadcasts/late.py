"""Who asked for such messages after a broadcast was made: they get it too.

To look for them among all who ever asked takes seconds, for which the first message need not wait:
it is done while the broadcast already goes.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.background.jobs import QUEUE, RETRY, app, defer_once
from bode.organisations.tenancy import scope

from .audiences import add_subscribers
from .models import Broadcast
from .states import BroadcastStatus


def close_audience_soon(broadcast: Broadcast) -> None:
    """Have them added, once this transaction commits."""
    if not broadcast.audience_closed:
        defer_once(
            close_audience,
            f"close-audience-{broadcast.id}",
            municipality_id=str(broadcast.municipality_id),
            broadcast_id=str(broadcast.id),
        )


@app.task(queue=QUEUE, retry=RETRY, name="broadcasts.close_audience")
def close_audience(municipality_id: str, broadcast_id: str) -> None:
    """Add them; nobody to one that was stopped meanwhile."""
    with scope(UUID(municipality_id)):  # of a drill too, which is hidden from who serves all
        _add_late(UUID(broadcast_id))


@transaction.atomic
def _add_late(broadcast_id: UUID) -> None:
    """Add them, and nobody more. The broadcast is locked last, so that it goes on until then."""
    add_subscribers(Broadcast.objects.get(id=broadcast_id))
    broadcast = Broadcast.objects.select_for_update(no_key=True).get(id=broadcast_id)
    if broadcast.status in {BroadcastStatus.RUNNING, BroadcastStatus.PAUSED}:
        broadcast.audience_closed = True
        broadcast.save(update_fields=["audience_closed"])
    else:
        transaction.set_rollback(True)
