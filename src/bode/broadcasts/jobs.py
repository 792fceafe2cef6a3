"""Work for broadcasts that nobody waits for."""

from __future__ import annotations

from bode.background.jobs import QUEUE, app

from .late import close_audience
from .second_channel.sending import reach_all

__all__ = ["close_audience", "reach_otherwise"]


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
