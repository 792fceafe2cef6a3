"""Running the jobs, in a worker."""

from __future__ import annotations

import asyncio

import psycopg
import structlog
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from .jobs import QUEUE, app

_log = structlog.get_logger(__name__)

_AT_ONCE = 10
_TO_FINISH = 5.0  # seconds that a running job gets when the worker stops
_RECONNECT_SECONDS = 1.0


async def run_jobs() -> None:
    """Run jobs as they come, and by their schedule, until cancelled; through any lost database."""
    while True:
        try:
            await _run_while_connected()
        except (psycopg.Error, ConnectorException) as lost:
            _log.warning("background.database_lost", error=type(lost).__name__)
            if _is_cancelled():  # told to end, the library could not say goodbye to the database
                raise asyncio.CancelledError from lost
        await asyncio.sleep(_RECONNECT_SECONDS)


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def _run_while_connected() -> None:
    # A second app with the same tasks, on connections of its own. What is deferred in this
    # process goes on using Django's connection, and so commits with what belongs to it.
    assert isinstance(app.connector, DjangoConnector)
    runner = app.with_connector(app.connector.get_worker_connector())
    async with runner.open_async():
        await runner.run_worker_async(
            queues=[QUEUE],
            concurrency=_AT_ONCE,
            delete_jobs="successful",
            shutdown_graceful_timeout=_TO_FINISH,
            install_signal_handlers=False,
        )
