"""What happens to the webhook log by itself."""

from __future__ import annotations

from datetime import timedelta

from bode.background.jobs import QUEUE, app
from bode.basics import now

from . import actions

KEPT = timedelta(days=30)


@app.periodic(cron="17 3 * * *")
@app.task(queue=QUEUE, name="intake.prune", queueing_lock="intake.prune")
def prune(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment, which it passes
    """Delete what was processed a month ago; nobody needs the raw form any more."""
    actions.prune(before=now() - KEPT)
