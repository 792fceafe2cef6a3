"""Work for the monitor that nobody waits for."""

from __future__ import annotations

from bode.background.jobs import QUEUE, app
from bode.organisations.tenancy import every_tenant

from . import surveying


@app.periodic(cron="7 0 * * *")
@app.task(queue=QUEUE, name="monitor.close_overdue", queueing_lock="close_overdue")
def close_overdue(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Close the rounds of the survey whose last day is over."""
    with every_tenant("a job has no organisation of its own"):
        surveying.close_overdue()
