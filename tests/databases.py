"""What happens to a database while Bode runs."""

from __future__ import annotations

from django.db import connection


def hang_up_on_everyone_else(application_name: str = "%") -> None:
    """End the sessions of these applications, as a restart of the database does."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND application_name LIKE %s",
            [application_name],
        )
    connection.close()
