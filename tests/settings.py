"""Settings for the tests: as in production, on an embedded PostgreSQL of their own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import psycopg

os.environ.setdefault("BODE_MODE", "test")


def _start_database() -> str:
    """A server that lives as long as this process, with the role that `bode migrate` makes."""
    from bode import embedded_postgres

    root = Path(tempfile.gettempdir()) / f"bode-tests-{os.getuid()}-{os.getpid()}"
    server = embedded_postgres.start(root)
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    atexit.register(server.stop)  # first: the last registered goes first
    with psycopg.connect(server.url, autocommit=True) as connection:
        # It also makes the database in which tests run.
        connection.execute("CREATE ROLE bode_app NOLOGIN CREATEDB")
    return server.url


if "BODE_DATABASE_URL" not in os.environ:
    os.environ["BODE_DATABASE_URL"] = _start_database()

from bode.settings.django import *  # noqa: E402, F403  (the database's address must be known first)

# A slow hash is for attackers to wait for; every test would wait for it too.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A busy machine that runs tests may take longer to connect than a citizen should wait.
DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = 20  # noqa: F405
