"""Async connections for the hot paths, which speak SQL to PostgreSQL without Django between."""

from __future__ import annotations

from typing import Any

from django.db import connection
from psycopg import AsyncConnection

from .tenancy import ENTER, ORDINARY_ROLE, everyone

_CONNECT_SECONDS = 5


async def connect_for_everyone(application_name: str) -> AsyncConnection[Any]:
    """A connection in autocommit mode that sees the rows of every tenant that this process serves.

    `application_name` shows in PostgreSQL's list of sessions. Raises `psycopg.OperationalError`
    when the database can't be reached.
    """
    parameters = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold", "pool", "client_encoding"):
        parameters.pop(ours, None)
    opened = await AsyncConnection.connect(
        **parameters,
        autocommit=True,
        application_name=application_name,
        connect_timeout=_CONNECT_SECONDS,
    )
    await opened.execute("SET TIME ZONE 'UTC'")
    await opened.execute(ENTER, [everyone(), ORDINARY_ROLE])
    return opened
