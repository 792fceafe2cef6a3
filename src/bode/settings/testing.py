"""Settings for the tests: as in production, on an embedded PostgreSQL of their own."""

from __future__ import annotations

import atexit
import os
import tempfile
from pathlib import Path

os.environ.setdefault("BODE_MODE", "test")
if "BODE_DATABASE_URL" not in os.environ:
    from bode import embedded_postgres

    _root = Path(tempfile.gettempdir()) / f"bode-tests-{os.getuid()}-{os.getppid()}"
    _server = embedded_postgres.start(_root, adopt=True)
    atexit.register(_server.stop)
    os.environ["BODE_DATABASE_URL"] = _server.url

from . import *  # noqa: E402, F403  (the database's address must be known first)
