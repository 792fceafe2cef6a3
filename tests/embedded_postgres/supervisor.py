"""Starts a server in the folder that it is given, says where, and waits; run as a program."""

from __future__ import annotations

import sys
from pathlib import Path

from bode import embedded_postgres

server = embedded_postgres.start(Path(sys.argv[1]))
sys.stdout.write(f"{server.url}\n{server.notice}\n")
sys.stdout.flush()
sys.stdin.read()
server.stop()
