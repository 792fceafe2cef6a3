"""Work for the desk that nobody waits for."""

from __future__ import annotations

from uuid import UUID

import structlog

from bode.background.jobs import QUEUE, RETRY, app, defer_once
from bode.organisations.tenancy import every_tenant, scope

from . import distributing, drafts

log = structlog.get_logger()


@app.periodic(cron="53 * * * *")
@app.task(queue=QUEUE, name="desk.forget_drafts", queueing_lock="forget_drafts")
def forget_drafts(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Forget drafts that nobody went on with."""
    with every_tenant("a job serves all municipalities"):
        log.info("drafts.forgotten", count=drafts.forget_drafts())


def distribute_soon(municipality_id: UUID) -> None:
    """Have what waits given to teams and agents, once this transaction commits."""
    if distributing.teams_of(municipality_id):
        key = f"distribute {municipality_id}"
        defer_once(distribute, key, municipality_id=str(municipality_id))


@app.task(queue=QUEUE, retry=RETRY, name="desk.distribute")
def distribute(municipality_id: str) -> None:
    """Give what waits to the teams that it is for, and to their agents who are there."""
    with scope(UUID(municipality_id)):
        distributing.distribute(UUID(municipality_id))


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="desk.distribute_all", queueing_lock="distribute_all")
def distribute_all(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Give away what waits for agents who have room again, or are back."""
    with every_tenant("a job serves all municipalities"):
        municipalities = distributing.list_automatic()
    for municipality_id in municipalities:
        distribute_soon(municipality_id)
