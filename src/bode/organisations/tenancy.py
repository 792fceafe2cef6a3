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

# A superuser, or a role with BYPASSRLS, would see every tenant's rows whatever the policies
# say. Bode then acts as this ordinary role, which `bode migrate` makes.
ORDINARY_ROLE = "bode_app"

# What a new connection does first; its parameters are a tenant and ORDINARY_ROLE.
ENTER = """
SELECT set_config('bode.tenant', %s, false),
       set_config('role', CASE WHEN rolsuper OR rolbypassrls THEN %s
                          ELSE current_setting('role') END, false)
FROM pg_roles WHERE rolname = session_user
"""

# In a process that works for one drill: its organisation.
_confined_to: UUID | None = None

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
    with _scoped(everyone()):
        yield


def confine(organisation_id: UUID) -> None:
    """From now on, for this process, there is no other organisation: everyone is this one."""
    global _confined_to
    _confined_to = organisation_id


def confined_to() -> UUID | None:
    """The one organisation for which this process works; None: for all."""
    return _confined_to


def everyone() -> str:
    """What PostgreSQL is told for a scope of every tenant that this process serves."""
    return str(_confined_to) if _confined_to else EVERYONE


@contextmanager
def _scoped(value: str) -> Iterator[None]:
    token = _scope.set(value)
    try:
        yield
    finally:
        _scope.reset(token)
