"""Settings for the tests: as in production, on an embedded PostgreSQL of their own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import psycopg

os.environ.setdefault("BODE_MODE", "test")
FOLDER_OF_RUN = "FOLDER_OF_TEST_RUN"  # for the processes of one run together; gone when it ends


def _make_folder() -> str:
    """That folder, which the database's own user can enter."""
    folder = Path(tempfile.mkdtemp(prefix="bode-tests-"))
    folder.chmod(0o711)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return str(folder)


def _start_database(root: Path) -> str:
    """A server that lives as long as this process, with the role that `bode migrate` makes."""
    from bode import embedded_postgres

    server = embedded_postgres.start(root)
    atexit.register(server.stop)  # before its folder goes: the last registered goes first
    with psycopg.connect(server.url, autocommit=True) as connection:
        # It also makes the database in which tests run.
        connection.execute("CREATE ROLE bode_app NOLOGIN CREATEDB")
    return server.url


if FOLDER_OF_RUN not in os.environ:
    os.environ[FOLDER_OF_RUN] = _make_folder()
if "BODE_DATABASE_URL" not in os.environ:
    os.environ["BODE_DATABASE_URL"] = _start_database(Path(os.environ[FOLDER_OF_RUN]) / "data")

from bode.settings.django import *  # noqa: E402, F403  (the database's address must be known first)

CRISIS_PAGES = Path(os.environ[FOLDER_OF_RUN]) / "crisis"

# A slow hash is for attackers to wait for; every test would wait for it too.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A busy machine that runs tests may take longer to connect than a citizen should wait.
DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = 20  # noqa: F405
