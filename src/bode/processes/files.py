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
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

from bode.web.static_files import FOREVER, version_of

from .turns import Receive, Scope, Send

_COMPRESSED = {".css", ".js", ".json", ".svg"}  # fonts and pictures are compressed already


class Files:
    """An ASGI application; WhiteNoise knows which files there are, and what is asked of one."""

    def __init__(self) -> None:
        self._files: dict[str, Any] = WhiteNoiseMiddleware(None).files
        self._always = _headers_of_every_answer()

    def has(self, path: str) -> bool:
        """Whether a file has this address."""
        return path in self._files

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        asked = {_as_wsgi(name): value.decode("latin-1") for name, value in scope["headers"]}
        found = self._files[scope["path"]]
        if _asks_for_all(scope, asked) and not found.is_not_modified(asked):
            status, headers, body = _all_of(found, asked)
        else:
            status, headers, body = _less_of(found.get_response(scope["method"], asked))
        if _is_versioned(scope) and status < HTTPStatus.BAD_REQUEST:
            headers["Cache-Control"] = FOREVER
        if Path(scope["path"]).suffix in _COMPRESSED:
            headers["Vary"] = "Accept-Encoding"
        named = [
            (name.lower().encode(), value.encode())
            for name, value in (*headers.items(), *self._always)
        ]
        await send({"type": "http.response.start", "status": status, "headers": named})
        await send({"type": "http.response.body", "body": body})

    def make_ready(self) -> None:
        """Read and compress all there is, before the first page asks for it."""
        for address, file in self._files.items():
            version_of(address.removeprefix(settings.STATIC_URL))
            _all_of(file, {})
            _all_of(file, {"HTTP_ACCEPT_ENCODING": "gzip"})


def _headers_of_every_answer() -> list[tuple[str, str]]:
    """What Django's `SecurityMiddleware` adds to every answer over a line that is secure."""
    answer = HttpResponse()
    del answer.headers["Content-Type"]
    SecurityMiddleware(lambda _: answer).process_response(_Secure(), answer)
    return list(answer.headers.items())


class _Secure(HttpRequest):
    def _get_scheme(self) -> str:
        return "https"


def _as_wsgi(name: bytes) -> str:
    return f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"


def _asks_for_all(scope: Scope, asked: dict[str, str]) -> bool:
    return scope["method"] == "GET" and "HTTP_RANGE" not in asked


def _is_versioned(scope: Scope) -> bool:
    version = version_of(scope["path"].removeprefix(settings.STATIC_URL))
    return parse_qs(scope["query_string"].decode("latin-1")).get("v") == [version]


def _all_of(found: Any, asked: dict[str, str]) -> tuple[int, Headers, bytes]:
    """A file from memory, compressed for who can read that."""
    path, given = found.get_path_and_headers({})
    headers = Headers([*given])
    if "gzip" in asked.get("HTTP_ACCEPT_ENCODING", "") and Path(path).suffix in _COMPRESSED:
        headers["Content-Encoding"] = "gzip"
        body = _compress(path)
    else:
        body = _read(path)
    headers["Content-Length"] = str(len(body))
    return HTTPStatus.OK, headers, body


def _less_of(found: Any) -> tuple[int, Headers, bytes]:
    """A part of a file, what is told of it, or that it can't be had so."""
    body = b""
    if found.file is not None:
        with found.file as file:
            body = bytes(file.read())
    return int(found.status), Headers([*found.headers]), body


@lru_cache(maxsize=200)
def _read(path: str) -> bytes:
    return Path(path).read_bytes()


@lru_cache(maxsize=200)
def _compress(path: str) -> bytes:
    return gzip.compress(_read(path), mtime=0)
