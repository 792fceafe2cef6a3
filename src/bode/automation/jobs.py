"""Work of the rules that comes back by itself."""

from __future__ import annotations

from bode.background.jobs import QUEUE, app
from bode.organisations.tenancy import every_tenant

from . import asking, silence


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="automation.end_silences", queueing_lock="end_silences")
def end_silences(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Tell of, or close, what nobody said anything more about."""
    with every_tenant("a job serves all municipalities"):
        silence.end_silences()


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="automation.ask_about_closed", queueing_lock="ask_about_closed")
def ask_about_closed(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Ask citizens whether they were helped."""
    with every_tenant("a job serves all municipalities"):
        asking.ask_about_closed()
