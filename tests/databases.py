"""What happens to a database while Bode runs."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from tests.settings import FOLDER_OF_RUN

from bode.organisations.tenancy import every_tenant

KEPT = {"auth_permission", "django_content_type", "django_migrations"}

MIGRATED = f"{Path(os.environ[FOLDER_OF_RUN]).name}-migrated"
"""What is migrated once in a run of tests: that takes more than ten seconds of a processor."""
_MUCH = 1 << 22  # bytes
_AS_IT_IS = "SET LOCAL ROLE NONE; SET LOCAL session_replication_role = replica"


def make_migrated() -> None:
    """Make that database, and leave it alone, or it could not be copied."""
    usual = connection.settings_dict["NAME"]
    test = connection.settings_dict["TEST"]
    suffixed, test["NAME"] = test["NAME"], MIGRATED
    try:
        connection.creation.create_test_db(verbosity=0, serialize=False)
    finally:
        connection.close()
        connection.close_pool()
        test["NAME"] = suffixed
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = usual


def drop_migrated() -> None:
    with psycopg.connect(os.environ["BODE_DATABASE_URL"], autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{MIGRATED}"')


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
    """Empty the tables that hold something, but for what Django writes into a new database.

    A few rows are deleted, past all that would look at them: to empty a table as a whole makes new
    files for it and for all tables that refer to it. That takes a superuser, as the server of a run
    has.
    """
    tables = sorted(
        {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - KEPT
    )
    looks = " UNION ALL ".join(
        f"SELECT '{each}', pg_relation_size('{each}') WHERE EXISTS (SELECT FROM {each})"
        for each in tables
    )
    with every_tenant("a test ends"), connection.cursor() as cursor:
        cursor.execute(looks)
        written = dict(cursor.fetchall())
        if not written:
            return
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")
        if cursor.fetchone() == (True,) and sum(written.values()) < _MUCH:
            deletions = "; ".join(f"DELETE FROM {each}" for each in written)
            cursor.execute(f"BEGIN; {_AS_IT_IS}; {deletions}; COMMIT")
        else:
            cursor.execute(f"TRUNCATE {', '.join(written)} CASCADE")
