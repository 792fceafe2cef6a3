"""Jobs: work that a person need not wait for, kept in PostgreSQL, tried again when it fails."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import transaction
from procrastinate import App, JobContext, RetryStrategy
from procrastinate.contrib.django import app as django_app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

__all__ = ["QUEUE", "RETRY", "JobContext", "app", "defer_once", "is_last_attempt"]

app: App = django_app

QUEUE = "bode"

# 4, 16, 64, … seconds: an outage of an hour is ridden out, then the job shows as failed.
MOST_ATTEMPTS = 7
RETRY = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=4)
_FAILED_HOURS = 30 * 24  # that a job which failed for good stays to be seen


def is_last_attempt(context: JobContext) -> bool:
    """Whether a job that fails now will not be tried again."""
    return context.job.attempts >= MOST_ATTEMPTS


def defer_once(
    task: Task[Any, Any, Any], key: str, *, lock: str | None = None, **arguments: Any
) -> None:
    """Defer a job unless one with this key waits already; two with it never run at once.

    With `lock` no two that have that in common run at once.
    """
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(lock=lock or key, queueing_lock=key).defer(**arguments)


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="background.resume_abandoned", queueing_lock="resume_abandoned")
async def resume_abandoned(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Do again what a worker was doing when it died; jobs are safe to run twice."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)


@app.periodic(cron="27 3 * * *")
@app.task(queue=QUEUE, name="background.prune_failed", queueing_lock="prune_failed")
async def prune_failed(timestamp: int) -> None:  # noqa: ARG001 - the schedule's moment
    """Forget what failed a month ago."""
    await app.job_manager.delete_old_jobs(_FAILED_HOURS, queue=QUEUE, include_failed=True)
