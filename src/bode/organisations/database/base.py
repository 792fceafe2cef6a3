"""A connection that tells PostgreSQL the tenant before each statement, when it has changed.

Telling it when a scope opens would not do: the statement may run in another thread, on a
connection that some other scope opened, and a rollback takes back what was told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from bode.organisations import tenancy


class _PlansOnce(psycopg.Cursor[Any]):
    """A cursor that prepares what it executes; its values go to PostgreSQL beside the statement."""

    def execute(self, query: Any, params: Any = None, **_: Any) -> Self:
        # Only here: else the texts of all statements would be kept to count how often they come.
        self.connection.prepare_threshold = 0
        try:
            return super().execute(query, params, prepare=True)
        finally:
            self.connection.prepare_threshold = None


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: str | None = None  # None: not sure what PostgreSQL believes
        self.plans_once = False  # as `planning` says
        self.execute_wrappers.append(self._execute_in_scope)

    def ensure_connection(self) -> None:
        """Connect, also anew: outside a request nobody else lets go of a connection that was lost,
        and a worker's thread would keep it for ever."""
        if self.connection is not None and self.connection.closed and not self.in_atomic_block:
            self.close()
        super().ensure_connection()

    def init_connection_state(self) -> None:
        self._told = None
        super().init_connection_state()
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            tenant = tenancy.current()
            cursor.execute(tenancy.ENTER, [tenant, tenancy.ORDINARY_ROLE])
            self._told = tenant

    def create_cursor(self, name: str | None = None) -> Any:
        self._tell_tenant()  # for COPY, which goes past `execute`
        if self.plans_once and name is None:
            return _PlansOnce(self.connection)
        return super().create_cursor(name)

    def _execute_in_scope(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self._tell_tenant()
        return execute(sql, params, many, context)

    def _tell_tenant(self) -> None:
        tenant = tenancy.current()
        if tenant == self._told:
            return
        if self.connection.info.transaction_status is TransactionStatus.INERROR:
            return  # nothing but a rollback can follow
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute("SELECT set_config('bode.tenant', %s, false)", [tenant])
        self._told = tenant

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        self._told = None

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # the stubs leave it out
        self._told = None
