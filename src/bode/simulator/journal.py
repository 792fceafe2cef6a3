"""The append-only file from which a simulator that was killed knows everything again."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bode.simulator.records import Record

FLUSH_SECONDS = 0.02
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Record).decode


class Journal:
    """Records in order, one a line. Without a path it forgets everything.

    `note` gathers in memory; `flush` hands what was gathered to the operating system, after which
    a `kill -9` of this process loses none of it. Only a machine that falls over may.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: int | None = None
        self._lines: list[bytes] = []
        self._timer: asyncio.TimerHandle | None = None

    def read(self) -> Iterator[Record]:
        """Yield what was written; a last line that was cut off is left out."""
        if self._path is None or not self._path.exists():
            return
        with self._path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield _decode(line)

    def start(self, records: Iterable[Record]) -> None:
        """Begin a fresh file with these records in the place of the old one, and open it."""
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self._path.with_suffix(".new")
        with fresh.open("wb") as file:
            file.writelines(_encode(record) + b"\n" for record in records)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND)

    def note(self, record: Record) -> None:
        """Add a record, soon."""
        if self._file is None:
            return
        self._lines.append(_encode(record))
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(FLUSH_SECONDS, self.flush)

    def flush(self) -> None:
        """Write what was noted."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._lines and self._file is not None:
            self._lines.append(b"")
            data = memoryview(b"\n".join(self._lines))
            self._lines.clear()
            while data:
                data = data[os.write(self._file, data) :]

    def close(self) -> None:
        """Write the rest and close."""
        self.flush()
        if self._file is not None:
            os.close(self._file)
            self._file = None
