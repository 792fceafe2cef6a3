"""What happens to remembered answers by itself."""

from __future__ import annotations

from bode.background.jobs import QUEUE, app

from . import once


@app.periodic(cron="43 * * * *")
@app.task(queue=QUEUE, name="api.forget", queueing_lock="api.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment, which it passes
    """Forget the answers that are too old for anyone to repeat the call."""
    once.forget_old_answers()
