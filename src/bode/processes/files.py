"""Style sheets, scripts and signs: past Django, as a first page waits for forty of them."""

from __future__ import annotations

import gzip
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from wsgiref.headers import Headers

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware

from bode.web.static_files import FOREVER, version_of

from .turns import Receive, Scope, Send

_COMPRESSED = {".css", ".js", ".json", ".svg"}  # fonts and pictures are compressed already
_ALWAYS = [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin")]


class Files:
    """An ASGI application; WhiteNoise knows which files there are, and what is asked of one."""

    def __init__(self) -> None:
        self._files: dict[str, Any] = WhiteNoiseMiddleware(None).files

    def has(self, path: str) -> bool:
        """Whether a file has this address."""
        return path in self._files

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        asked = {_as_wsgi(name): value.decode("latin-1") for name, value in scope["headers"]}
        found = self._files[scope["path"]].get_response(scope["method"], asked)
        headers = Headers([*found.headers, *_ALWAYS])
        if _is_versioned(scope):
            headers["Cache-Control"] = FOREVER
        if Path(scope["path"]).suffix in _COMPRESSED:
            headers["Vary"] = "Accept-Encoding"
        body = _read(found, headers, accepted=asked.get("HTTP_ACCEPT_ENCODING", ""))
        named = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": int(found.status), "headers": named})
        await send({"type": "http.response.body", "body": body})

    def make_ready(self) -> None:
        """Read and compress all there is, before the first page asks for it."""
        for address, file in self._files.items():
            version_of(address.removeprefix(settings.STATIC_URL))
            path, _ = file.get_path_and_headers({})
            if Path(path).suffix in _COMPRESSED:
                _compress(path)


def _as_wsgi(name: bytes) -> str:
    return f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"


def _is_versioned(scope: Scope) -> bool:
    version = version_of(scope["path"].removeprefix(settings.STATIC_URL))
    return parse_qs(scope["query_string"].decode("latin-1")).get("v") == [version]


def _read(found: Any, headers: Headers, *, accepted: str) -> bytes:
    """What is sent of a file: compressed for who can read that and asks for all of it."""
    if found.file is None:
        return b""
    with found.file as file:
        is_whole = found.status == HTTPStatus.OK
        if not (is_whole and "gzip" in accepted and Path(file.name).suffix in _COMPRESSED):
            return bytes(file.read())
    body = _compress(file.name)
    headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    return body


@lru_cache(maxsize=200)
def _compress(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), mtime=0)
