"""The public pages of crisis messages: files from the data folder, without Django or database."""

from __future__ import annotations

import asyncio
import base64
import re
from hashlib import sha256
from pathlib import Path

from bode.broadcasts.crisis_pages import STYLE

from .turns import Receive, Scope, Send

PREFIX = "/crisis/"
_PATH = re.compile(r"/crisis/(?:(GM[0-9]{4})/)?(?:(en)/)?(feed\.xml)?")
_STYLE = base64.b64encode(sha256(STYLE.encode()).digest()).decode()
_HEADERS = [
    (b"cache-control", b"public, max-age=30"),
    (
        b"content-security-policy",
        f"default-src 'none'; style-src 'sha256-{_STYLE}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'".encode(),
    ),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
]
_TYPES = {".html": b"text/html; charset=utf-8", ".xml": b"application/atom+xml; charset=utf-8"}
_PLAIN = b"text/plain; charset=utf-8"


class CrisisPages:
    """An ASGI application that answers with what was written last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        path = scope["path"]
        if not path.endswith("/") and _PATH.fullmatch(f"{path}/"):
            await _lead_to(f"{path}/", send)
            return
        status, kind, body = await asyncio.to_thread(self._answer, scope["method"], path)
        headers = [
            (b"content-type", kind),
            (b"content-length", str(len(body)).encode()),
            *_HEADERS,
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        shown = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": shown})

    def _answer(self, method: str, path: str) -> tuple[int, bytes, bytes]:
        if method not in ("GET", "HEAD"):
            return 405, _PLAIN, b"Use GET.\n"
        found = _PATH.fullmatch(path)
        if found is None:
            return 404, _PLAIN, b"Not here.\n"
        parts = [each for each in found.groups() if each]
        file = self._folder.joinpath(*parts, *([] if found[3] else ["index.html"]))
        try:
            return 200, _TYPES[file.suffix], file.read_bytes()
        except OSError:
            return 404, _PLAIN, b"Not here.\n"


def leads_here(path: str) -> bool:
    """Whether this is an address of the pages, also without its last stroke."""
    return path.startswith(PREFIX) or path == PREFIX.rstrip("/")


async def _lead_to(path: str, send: Send) -> None:
    headers = [(b"location", path.encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 308, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
