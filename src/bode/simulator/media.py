"""Files on the platform: bytes on disk beside the journal, or in memory without one."""

from __future__ import annotations

import asyncio
import hmac
from hashlib import sha256
from pathlib import Path

from bode.simulator.identity import new_node_id
from bode.simulator.records import MediaFile, MediaGone
from bode.simulator.world import World

UPLOADED_SECONDS = 30 * 24 * 3600
RECEIVED_SECONDS = 7 * 24 * 3600
URL_SECONDS = 5 * 60


class MediaStore:
    """Keeps the bytes; what is known about them is in the world."""

    def __init__(self, world: World) -> None:
        self._world = world
        state_file = world.config.state_file
        self._folder: Path | None = state_file.parent / "media" if state_file else None
        self._memory: dict[str, bytes] = {}

    async def add(
        self, owner: str, mime_type: str, filename: str, data: bytes, seconds: int
    ) -> MediaFile:
        """Keep a file for so many seconds."""
        file = MediaFile(
            id=new_node_id(),
            owner=owner,
            mime_type=mime_type,
            sha256=sha256(data).hexdigest(),
            size=len(data),
            filename=filename,
            expires_at=self._world.now() + seconds,
        )
        if self._folder is None:
            self._memory[file.id] = data
        else:
            await asyncio.to_thread(_write, self._folder / file.id, data)
        self._world.store(file, flush=True)
        return file

    def find(self, media_id: str) -> MediaFile | None:
        """Return a file that has not expired."""
        file = self._world.media.get(media_id)
        return file if file is not None and file.expires_at > self._world.now() else None

    async def read(self, file: MediaFile) -> bytes | None:
        """Return a file's bytes; None when they are gone."""
        if self._folder is None:
            return self._memory.get(file.id)
        try:
            return await asyncio.to_thread((self._folder / file.id).read_bytes)
        except FileNotFoundError:
            return None

    async def remove(self, file: MediaFile) -> None:
        """Forget a file."""
        self._world.store(MediaGone(file.id), flush=True)
        if self._folder is None:
            self._memory.pop(file.id, None)
        else:
            await asyncio.to_thread((self._folder / file.id).unlink, missing_ok=True)

    async def sweep(self) -> None:
        """Forget the files whose time is over."""
        now = self._world.now()
        for file in [one for one in self._world.media.values() if one.expires_at <= now]:
            await self.remove(file)

    def address(self, base: str, file: MediaFile) -> str:
        """Return where a file can be fetched for five minutes."""
        until = self._world.now() + URL_SECONDS
        return (
            f"{base}/whatsapp_business/attachments/"
            f"?mid={file.id}&ext={until}&hash={self._seal(file.id, until)}"
        )

    def opens(self, media_id: str, until: str, seal: str) -> bool:
        """Say whether an address was given by us, less than five minutes ago."""
        if not until.isdecimal() or len(until) > 12 or int(until) < self._world.now():
            return False
        return hmac.compare_digest(seal.encode(), self._seal(media_id, int(until)).encode())

    def _seal(self, media_id: str, until: int) -> str:
        text = f"{media_id}|{until}".encode()
        return hmac.digest(self._world.config.app_secret.encode(), text, sha256).hex()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
