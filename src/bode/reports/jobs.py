"""Work of service levels that comes back by itself."""

from __future__ import annotations

from uuid import UUID

from bode.background.jobs import QUEUE, app
from bode.background.one_by_one import do_one_by_one
from bode.organisations.tenancy import every_tenant, scope

from . import alarm


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="reports.watch_answers", queueing_lock="watch_answers")
def watch_answers(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Tell of answers and closings that are due soon."""
    with every_tenant("a job serves all municipalities"):
        do_one_by_one("watch_answers", alarm.list_promising(), _watch)


def _watch(municipality_id: UUID) -> bool:
    with scope(municipality_id):
        return bool(alarm.watch(municipality_id))
