"""Our style sheets, scripts and signs: compressed once, and fetched once by each browser."""

from __future__ import annotations

import gzip
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from whitenoise.middleware import WhiteNoiseMiddleware

FOREVER = "max-age=31536000, public, immutable"
COMPRESSED = {".css", ".js", ".json", ".svg"}  # fonts and pictures are compressed already


class VersionedAddresses(StaticFilesStorage):
    """Addresses that change with the content, so that a browser may keep what it has."""

    def url(self, name: str | None) -> str:
        version = version_of(name or "")
        return super().url(name) + (f"?v={version}" if version else "")


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc] # whitenoise has no types
    """WhiteNoise, with whole answers: under ASGI a file in pieces is read in full anyway."""

    def serve(self, static_file: Any, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        response = HttpResponse(status=found.status)
        del response.headers["Content-Type"]
        for name, value in found.headers:
            response.headers[name] = value
        version = version_of(request.path_info.removeprefix(settings.STATIC_URL))
        if version and request.GET.get("v") == version:
            response.headers["Cache-Control"] = FOREVER
        if Path(request.path_info).suffix in COMPRESSED:
            patch_vary_headers(response, ["Accept-Encoding"])
        if found.file is not None:
            with found.file:
                _fill(response, found.file, request)
        return response


@lru_cache(maxsize=1000)
def version_of(name: str) -> str:
    """A few letters that are others when the file's content is; none for what is no file."""
    path = finders.find(name) if name else None
    if not isinstance(path, str) or not Path(path).is_file():
        return ""
    return sha256(Path(path).read_bytes()).hexdigest()[:12]


def _fill(response: HttpResponse, file: Any, request: HttpRequest) -> None:
    accepts = "gzip" in request.headers.get("Accept-Encoding", "")
    is_whole = response.status_code == HTTPStatus.OK
    if accepts and is_whole and Path(file.name).suffix in COMPRESSED:
        response.content = _compressed(file.name)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.content = file.read()
    response.headers["Content-Length"] = str(len(response.content))


@lru_cache(maxsize=100)
def _compressed(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), mtime=0)
