"""Work for broadcasts that nobody waits for."""

from __future__ import annotations

from bode.background.jobs import QUEUE, app

from .second_channel.sending import reach_all


@app.periodic(cron="* * * * *")
@app.task(
    queue=QUEUE,
    name="broadcasts.reach_otherwise",
    queueing_lock="reach_otherwise",
    lock="reach_otherwise",
)
def reach_otherwise(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """In a crisis, reach by SMS who did not get a message in time."""
    reach_all()
