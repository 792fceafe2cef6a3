"""What happens to a database while Bode runs."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from bode.organisations.tenancy import every_tenant

KEPT = {"auth_permission", "django_content_type", "django_migrations"}


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


def empty_what_was_written(_test: object = None) -> None:
    """Empty the tables that hold something, but for what Django writes into a new database."""
    tables = sorted(
        {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - KEPT
    )
    looks = " UNION ALL ".join(
        f"SELECT '{each}' WHERE EXISTS (SELECT FROM {each})" for each in tables
    )
    with every_tenant("a test ends"), connection.cursor() as cursor:
        cursor.execute(looks)
        written = ", ".join(name for (name,) in cursor.fetchall())
        if written:
            cursor.execute(f"TRUNCATE {written} CASCADE")
