"""Our style sheets, scripts and signs, at addresses that a browser may keep."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

FOREVER = "max-age=31536000, public, immutable"


class VersionedAddresses(StaticFilesStorage):
    """Addresses that change with the content, so that a browser may keep what it has."""

    def url(self, name: str | None) -> str:
        version = version_of(name or "")
        return super().url(name) + (f"?v={version}" if version else "")


@lru_cache(maxsize=1000)
def version_of(name: str) -> str:
    """A few letters that are others when the file's content is; none for what is no file."""
    path = finders.find(name) if name else None
    if not isinstance(path, str) or not Path(path).is_file():
        return ""
    return sha256(Path(path).read_bytes()).hexdigest()[:12]
