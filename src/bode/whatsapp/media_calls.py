"""Files: to the platform and from it."""

from __future__ import annotations

import asyncio
import re
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

import aiohttp
import msgspec
from msgspec import Struct
from yarl import URL

from bode.whatsapp.access import Access
from bode.whatsapp.calls import Calls, read_answer
from bode.whatsapp.errors import MediaTooLarge
from bode.whatsapp.gateways import Headers

_CHUNK_BYTES = 64 * 1024


class MediaInfo(Struct, frozen=True, kw_only=True):
    """Where a file can be fetched, for five minutes."""

    id: str
    url: str
    mime_type: str | None = None
    sha256: str | None = None
    size: int | None = None
    """Bytes."""


class DownloadedMedia(NamedTuple):
    """A file that was fetched."""

    mime_type: str | None
    """None where the answer didn't tell."""
    sha256: str
    """Of the bytes that came, in hexadecimal digits."""
    size: int


class Writer(Protocol):
    """Where a file's bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""


class _Media(Struct):
    id: str | int
    url: str
    mime_type: str | None = None
    sha256: str | None = None
    file_size: str | int | None = None


class _Uploaded(Struct):
    id: str | int


_media = msgspec.json.Decoder(_Media)
_uploaded = msgspec.json.Decoder(_Uploaded)


class MediaCalls(Calls):
    """Calls about files."""

    async def media_info(self, access: Access, media_id: str) -> MediaInfo:
        """Ask where a file is; the address works for five minutes, with the token."""
        gateway = self._at(access)
        answer = await self._transport.get(gateway.of_media(media_id), gateway.headers(access))
        wire = read_answer(_media, answer)
        return MediaInfo(
            id=str(wire.id),
            url=wire.url,
            mime_type=wire.mime_type,
            sha256=wire.sha256,
            size=_bytes(wire.file_size),
        )

    async def download_media(
        self, access: Access, url: str, *, max_bytes: int, into: Path | Writer
    ) -> DownloadedMedia:
        """Fetch a file. Raises MediaTooLarge above `max_bytes`, MediaRefused for a file elsewhere
        than with the platform: the token is shown to its hosts alone. A file that was begun
        stays behind for the caller to remove.
        """
        gateway = self._at(access)
        address, headers = gateway.of_file(url), gateway.headers(access)
        if not isinstance(into, Path):
            return await self._download(address, headers, max_bytes, into)
        file = await asyncio.to_thread(into.open, "wb")
        with file:
            return await self._download(address, headers, max_bytes, file)

    async def upload_media(
        self, access: Access, filename: str, mime: str, data: bytes | BinaryIO
    ) -> str:
        """Give a file to the platform, which keeps it for 30 days; return its id."""
        gateway = self._at(access)
        form = aiohttp.FormData({"messaging_product": "whatsapp", "type": mime})
        form.add_field("file", data, filename=filename, content_type=mime)
        url = gateway.of_number(access, "media")
        answer = await self._transport.post(url, gateway.headers(access), form)
        return str(read_answer(_uploaded, answer).id)

    async def _download(
        self, url: URL, headers: Headers, max_bytes: int, into: Writer
    ) -> DownloadedMedia:
        digest, size = sha256(), 0
        async with self._transport.stream(url, headers) as response:
            async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
                size += len(chunk)
                if size > max_bytes:
                    raise MediaTooLarge(f"larger than {max_bytes} bytes")
                digest.update(chunk)
                into.write(chunk)
            told = response.content_type if "Content-Type" in response.headers else None
            return DownloadedMedia(told, digest.hexdigest(), size)


def _bytes(size: str | int | None) -> int | None:
    return int(size) if size is not None and re.fullmatch("[0-9]{1,15}", str(size)) else None
