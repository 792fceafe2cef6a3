"""The scope in which every query runs: one organisation, or all of them for a stated reason.

The scope lives in a context variable, so it follows the code into threads and tasks that are
started within it, and ends with the block that opened it. `database` tells it to PostgreSQL,
where row-level security compares it with each row's owner: a query outside a scope returns
nothing, and a write outside it fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

EVERYONE = "*"
_scope: ContextVar[str] = ContextVar("bode_tenant", default="")


def current() -> str:
    """The organisation in scope as text, `*` for all, or an empty text outside any scope."""
    return _scope.get()


def organisation_in_scope() -> UUID | None:
    """The one organisation in scope; None outside any scope, and with every tenant in it."""
    value = _scope.get()
    return UUID(value) if value not in ("", EVERYONE) else None


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
        yield
    finally:
        _scope.reset(token)
