"""A connection that knows its tenant from the first statement on."""

from __future__ import annotations

from django.db.backends.postgresql import base

from bode.organisations import tenancy

# A superuser, or a role with BYPASSRLS, would see every tenant's rows whatever the policies
# say. Bode then acts as this ordinary role, which `bode migrate` makes.
ORDINARY_ROLE = "bode_app"


class DatabaseWrapper(base.DatabaseWrapper):
    def init_connection_state(self) -> None:
        super().init_connection_state()
        with self.cursor() as cursor:
            cursor.execute(
                """
                SELECT set_config('bode.tenant', %s, false),
                       set_config('role', CASE WHEN rolsuper OR rolbypassrls THEN %s
                                          ELSE current_setting('role') END, false)
                FROM pg_roles WHERE rolname = session_user
                """,
                [tenancy.current(), ORDINARY_ROLE],
            )
