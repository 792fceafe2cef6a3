"""Settings for the tests: as in production, on an embedded PostgreSQL of their own."""

from __future__ import annotations

import atexit
import os
import tempfile
from pathlib import Path

import psycopg

os.environ.setdefault("BODE_MODE", "test")
if "BODE_DATABASE_URL" not in os.environ:
    from bode import embedded_postgres

    _root = Path(tempfile.gettempdir()) / f"bode-tests-{os.getuid()}-{os.getppid()}"
    _server = embedded_postgres.start(_root, adopt=True)
    atexit.register(_server.stop)
    os.environ["BODE_DATABASE_URL"] = _server.url

    with psycopg.connect(_server.url, autocommit=True) as _connection:
        _known = "SELECT FROM pg_roles WHERE rolname = 'bode_app'"
        if _connection.execute(_known).fetchone() is None:
            # As `bode migrate` makes it, and able to make the database in which tests run.
            _connection.execute("CREATE ROLE bode_app NOLOGIN CREATEDB")

from bode.settings.django import *  # noqa: F403  (the database's address must be known first)

# The real ones are slow on purpose, and nearly every test makes people.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
