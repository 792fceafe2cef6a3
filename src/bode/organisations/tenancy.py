"""The scope in which every query runs: one organisation, or all of them for a stated reason.

The scope lives in a context variable and, for PostgreSQL, in the session setting
`bode.tenant`. Row-level security compares that setting with each row's owner, so that a
query outside a scope returns nothing and a write outside it fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection
from psycopg.pq import TransactionStatus

EVERYONE = "*"
_scope: ContextVar[str] = ContextVar("bode_tenant", default="")


def current() -> str:
    """The organisation in scope as text, `*` for all, or an empty text outside any scope."""
    return _scope.get()


@contextmanager
def scope(organisation_id: UUID) -> Iterator[None]:
    """Let queries see the rows of this organisation alone."""
    with _scoped(str(organisation_id)):
        yield


@contextmanager
def every_tenant(reason: str) -> Iterator[None]:
    """Let queries see everyone's rows; `reason` says in the code why that is right."""
    assert reason
    with _scoped(EVERYONE):
        yield


@contextmanager
def _scoped(value: str) -> Iterator[None]:
    token = _scope.set(value)
    try:
        _tell_postgres()
        yield
    finally:
        _scope.reset(token)
        _tell_postgres()


def _tell_postgres() -> None:
    raw = connection.connection
    if raw is None:
        return  # `database.base` tells it when it connects
    if raw.info.transaction_status is TransactionStatus.INERROR or raw.closed:
        return  # the rollback that must follow puts the setting back by itself
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('bode.tenant', %s, false)", [_scope.get()])
