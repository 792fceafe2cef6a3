"""Other receivers of the same webhook: `python -m bench.receivers null|pywa PORT`.

Both check the signature, and neither stores anything. `null` is what the HTTP server allows;
`pywa` is the handler that the library pywa brings for FastAPI.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from fastapi import FastAPI
from pywa_async import WhatsApp

from bode.whatsapp import HEADER, is_signed

SECRET = "simulator-app-secret"
_SIGNATURE = HEADER.lower().encode()


async def null(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Check the signature and answer."""
    message = await receive()
    body = message["body"]
    while message.get("more_body"):
        message = await receive()
        body += message["body"]
    signature = dict(scope["headers"]).get(_SIGNATURE, b"").decode()
    status = 200 if is_signed(body, signature, SECRET) else 401
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def pywa() -> FastAPI:
    """A FastAPI app whose only route is pywa's webhook handler."""
    app = FastAPI()
    client = WhatsApp(
        phone_id="100000000000001",
        token="simulator-token",
        server=app,
        webhook_endpoint="/webhook",
        verify_token="simulator-verify-token",
        app_secret=SECRET,
        # One body is sent over and over: as duplicates they would be dropped unhandled.
        skip_duplicate_updates=False,
    )
    app.state.client = client
    return app


if __name__ == "__main__":
    app: Any = null if sys.argv[1] == "null" else pywa()
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(sys.argv[2]),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        lifespan="off",
    )
