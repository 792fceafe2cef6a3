"""Work for the desk that nobody waits for."""

from __future__ import annotations

import structlog

from bode.background.jobs import QUEUE, app
from bode.organisations.tenancy import every_tenant

from . import drafts

log = structlog.get_logger()


@app.periodic(cron="53 * * * *")
@app.task(queue=QUEUE, name="desk.forget_drafts", queueing_lock="forget_drafts")
def forget_drafts(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Forget drafts that nobody went on with."""
    with every_tenant("a job serves all municipalities"):
        log.info("drafts.forgotten", count=drafts.forget_drafts())
