"""Jobs: work that a person need not wait for, kept in PostgreSQL, tried again when it fails."""

from __future__ import annotations

from procrastinate import App, RetryStrategy
from procrastinate.contrib.django import app as django_app

__all__ = ["QUEUE", "RETRY", "app"]

app: App = django_app

QUEUE = "bode"

# 4, 16, 64, … seconds: an outage of an hour is ridden out, then the job shows as failed.
RETRY = RetryStrategy(max_attempts=7, exponential_wait=4)


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="background.resume_abandoned", queueing_lock="resume_abandoned")
async def resume_abandoned(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Do again what a worker was doing when it died; jobs are safe to run twice."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
