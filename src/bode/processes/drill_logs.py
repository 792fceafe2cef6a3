"""Where the process of a drill keeps its wire logs, and of which drills there are any."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import UUID


def folder_of(drill_id: UUID, data_dir: Path) -> Path:
    """The folder for the wire logs of a drill."""
    return _all(data_dir) / str(drill_id)


def list_left(data_dir: Path) -> set[UUID]:
    """The drills that have such a folder: they go on, or nobody removed it after their end."""
    found = set()
    with suppress(FileNotFoundError):
        for path in _all(data_dir).iterdir():
            with suppress(ValueError):
                found.add(UUID(path.name))
    return found


def _all(data_dir: Path) -> Path:
    return data_dir / "drills"
