"""The web process: pages, API and webhooks."""

from __future__ import annotations

import os

from bode.settings.environment import Environment, Mode, load

from .serving import serve
from .sockets import listen
from .starting import started


def run() -> None:
    """Serve until SIGTERM. The socket comes first: who connects early waits, and is answered."""
    environment = load(os.environ)
    listening = listen(_host(environment), environment.port, "BODE_PORT")
    with listening, started("web"):
        from .asgi import application

        serve(application, listening)


def _host(environment: Environment) -> str:
    """The demo's passwords are published, so only this machine may reach it."""
    return "0.0.0.0" if environment.mode is Mode.PRODUCTION else "127.0.0.1"  # noqa: S104
