"""Running an ASGI application under uvicorn, the same way for web and simulator."""

from __future__ import annotations

import socket
from typing import Any

import uvicorn

# Pages keep a connection open for live updates; it ends then, and the page comes back by itself.
_GRACE_SECONDS = 2


def serve(application: Any, listening: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT; requests that are being answered get a moment to end."""
    uvicorn.Server(
        uvicorn.Config(
            application,
            loop="uvloop",
            http="httptools",
            ws="none",
            lifespan="on",
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    ).run(sockets=[listening])
