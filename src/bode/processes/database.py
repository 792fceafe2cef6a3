"""The database that a process works with, and what it needs before the first query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from bode import embedded_postgres
from bode.organisations.tenancy import ORDINARY_ROLE

from .errors import CannotStart, describe_end


@dataclass(frozen=True, kw_only=True)
class Database:
    """A database at this address; `server` is ours, where no address was set."""

    url: str
    server: embedded_postgres.Server | None = None

    def restart_if_ended(self) -> None:
        """Start our own server again at the same address. Raises `CannotStart` when it can't be."""
        status = self.server.how_it_ended() if self.server else None
        if self.server is None or status is None:
            return
        print(f"PostgreSQL ended ({describe_end(status)}); starting it again.", flush=True)
        try:
            self.server.start_again()
        except embedded_postgres.CannotRun as reason:
            raise CannotStart(str(reason)) from reason


@contextmanager
def database(
    given: str, data_dir: Path, notice: Callable[[str], None], *, alone: bool = False
) -> Iterator[Database]:
    """The database to work with: at the address that was set, else a server of our own.

    Our own server runs as long as the context; `notice` is told where it keeps its data when
    that is not the data folder. Processes on the same data folder share the server of the one
    that started first; with `alone` that is a reason not to start. Raises `CannotStart`.
    """
    if given:
        yield Database(url=given)
        return
    try:
        server = embedded_postgres.start(data_dir, adopt=not alone)
    except embedded_postgres.CannotRun as reason:
        raise CannotStart(str(reason)) from reason
    try:
        if server.notice:
            notice(server.notice)
        yield Database(url=server.url, server=server)
    finally:
        server.stop()


def prepare(url: str) -> None:
    """Make the role under which Bode works when it connects as one above the row security.

    Raises `CannotStart` when the database can't be reached or doesn't allow it.
    """
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
            if _is_above_row_security(connection):
                _make_role(connection)
    except psycopg.OperationalError as unreachable:
        raise CannotStart(
            f"Can't reach the database of BODE_DATABASE_URL: {unreachable}"
        ) from unreachable
    except psycopg.errors.InsufficientPrivilege as refused:
        raise CannotStart(
            "The role in BODE_DATABASE_URL has BYPASSRLS but may not make the role that Bode "
            "works as; use an ordinary role that owns the database."
        ) from refused


def _is_above_row_security(connection: psycopg.Connection) -> bool:
    row = connection.execute(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user"
    ).fetchone()
    return bool(row and row[0])


def _make_role(connection: psycopg.Connection) -> None:
    role = sql.Identifier(ORDINARY_ROLE)
    known = connection.execute(
        "SELECT 1 FROM pg_roles WHERE rolname = %s", [ORDINARY_ROLE]
    ).fetchone()
    if known is None:
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
    connection.execute(sql.SQL("GRANT CREATE, USAGE ON SCHEMA public TO {}").format(role))
    connection.execute(
        sql.SQL("GRANT CREATE, CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
            sql.Identifier(connection.info.dbname), role
        )
    )
