"""Work for broadcasts that nobody waits for."""

from __future__ import annotations

import structlog

from bode.background.jobs import QUEUE, app
from bode.organisations.tenancy import every_tenant

from .drills import cleaning
from .late import close_audience
from .second_channel.sending import reach_all

__all__ = ["clean_drills", "close_audience", "reach_otherwise"]

log = structlog.get_logger(__name__)


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


@app.periodic(cron="31 3 * * *")
@app.task(
    queue=QUEUE, name="broadcasts.clean_drills", queueing_lock="clean_drills", lock="clean_drills"
)
def clean_drills(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Delete the worlds of drills that ended a month ago."""
    with every_tenant("a job serves all municipalities"):
        log.info("drills.cleaned", count=cleaning.clean_old())
