"""Which messages a worker has begun to write to the platform, in a file that outlives it.

A worker that was killed leaves messages that it had claimed. What it had not begun to write can
be sent at once by another one; only about the rest must a status decide. The file is written
without waiting for the disk: it outlives the process, not the machine, and its name says since
which start of the machine it holds. When anything is in doubt, everything counts as written.
"""

from __future__ import annotations

import fcntl
import mmap
import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

_ID_BYTES = 16
_ROOM = 4096 * _ID_BYTES  # bytes, at first
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")  # Linux alone has it


class WireLog:
    """The log of one worker. A lock on the file tells others that its process lives."""

    def __init__(self, folder: Path, worker: UUID) -> None:
        self.worker = worker
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = folder / f"{worker.hex}.{_boot()}"
        self._file = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Written as memory: a call for each message would let other threads come between.
        os.posix_fallocate(self._file, 0, _ROOM)
        self._map = mmap.mmap(self._file, _ROOM)
        self._places = 0
        self._free: list[int] = []

    def write(self, message_id: UUID) -> int:
        """Say that this message is about to be written to the wire; return its place."""
        if self._free:
            place = self._free.pop()
        else:
            place, self._places = self._places, self._places + 1
            if len(self._map) < self._places * _ID_BYTES:
                self._grow()
        self._map[place * _ID_BYTES : (place + 1) * _ID_BYTES] = message_id.bytes
        return place

    def _grow(self) -> None:
        room = len(self._map) * 2
        os.posix_fallocate(self._file, 0, room)  # a full disk is told here, and ends nothing later
        self._map.resize(room)

    def free(self, place: int) -> None:
        """Its outcome is committed: the place may be used again. A stale id there does no harm."""
        self._free.append(place)

    def close(self, *, finished: bool) -> None:
        """End the log; it is kept for whoever takes over, unless all is `finished`."""
        self._map.close()
        os.close(self._file)
        if finished:
            self._path.unlink(missing_ok=True)


class Entry:
    """One attempt to send one message, in its worker's log."""

    __slots__ = ("_log", "_message_id", "_place")

    def __init__(self, log: WireLog, message_id: UUID) -> None:
        self._log, self._message_id = log, message_id
        self._place: int | None = None

    @property
    def worker(self) -> UUID:
        """The claim under which it is sent."""
        return self._log.worker

    @property
    def is_written(self) -> bool:
        """Whether the platform may have it."""
        return self._place is not None

    def write(self) -> None:
        """It is about to be written to the wire."""
        if self._place is None:
            self._place = self._log.write(self._message_id)

    def settle(self) -> None:
        """Its outcome is committed."""
        if self._place is not None:
            self._log.free(self._place)


def list_workers(folder: Path) -> set[UUID]:
    """Workers that left a log here, or are writing one."""
    if not folder.is_dir():
        return set()
    found = set()
    for path in folder.iterdir():
        with suppress(ValueError):
            found.add(UUID(path.name.partition(".")[0]))
    return found


def find_written(folder: Path, worker: UUID) -> set[UUID] | None:
    """What a dead worker had begun to write; None when that can't be known here.

    It can't when the worker ran on another machine, when this one was started anew since, or
    when the worker's process lives and has only lost its connection.
    """
    path = folder / f"{worker.hex}.{_boot()}"
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        if not _boot() or _is_locked(file):
            return None
        content = path.read_bytes()
    finally:
        os.close(file)
    whole = len(content) - len(content) % _ID_BYTES
    places = (content[at : at + _ID_BYTES] for at in range(0, whole, _ID_BYTES))
    return {UUID(bytes=each) for each in places if any(each)}


def discard(folder: Path, worker: UUID) -> None:
    """Remove the log of a dead worker that left nothing to take over."""
    for path in folder.glob(f"{worker.hex}.*"):
        with suppress(FileNotFoundError):
            file = os.open(path, os.O_RDONLY)
            try:
                if not _is_locked(file):
                    path.unlink()
            finally:
                os.close(file)


def _is_locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def _boot() -> str:
    return _BOOT_ID.read_text().strip() if _BOOT_ID.exists() else ""
