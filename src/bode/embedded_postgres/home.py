"""Where the server keeps its data: in the data folder, or else where its account can reach."""

from __future__ import annotations

import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .accounts import Account
from .errors import CannotRun

_POINTER = "postgres-is-in"
_KEPT = ("/var/lib", "/var/tmp")  # noqa: S108 - in a private folder of our own there


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """The folder that holds the data, the server's log and, where needed, its programs."""

    path: Path
    notice: str
    """A sentence that says where the data are, or nothing when they are in the data folder."""

    @property
    def data(self) -> Path:
        return data_in(self.path)

    def open_lock(self) -> IO[str]:
        """The file whose lock says that a process runs the server on these data."""
        try:
            return (self.path / "postgres.lock").open("a")
        except OSError as refused:
            raise CannotRun(
                f"The data in {self.path} belong to another user; start Bode as that user, "
                "or set BODE_DATA_DIR to another folder."
            ) from refused

    @property
    def log(self) -> Path:
        return self.path / "postgres.log"


def data_in(folder: Path) -> Path:
    """Where the data lie in a folder that is, or may become, the home."""
    return folder / "postgres"


def find_home(data_dir: Path, account: Account) -> Home:
    """The data folder when the account can reach it, else the same other folder each time.

    Makes what does not exist; never changes the mode of a folder that was there. Which other
    folder it is stands in the data folder, so that an emptied data folder starts afresh.
    """
    _make(data_dir)
    pointer = data_dir / _POINTER
    if pointer.exists():
        elsewhere = Path(pointer.read_text().strip())
        _make(elsewhere)
    elif account.can_enter(data_dir):
        return Home(path=data_dir, notice="")
    else:
        elsewhere = _make_elsewhere(data_dir, account)
        pointer.write_text(f"{elsewhere}\n")
    return Home(
        path=elsewhere,
        notice=(
            f"PostgreSQL runs as the user {account.name}, who can't reach {data_dir}; "
            f"its data are in {elsewhere}."
        ),
    )


def _make_elsewhere(data_dir: Path, account: Account) -> Path:
    temporary = Path(tempfile.gettempdir())
    # What was meant to last no longer than other temporary files shall not.
    parents = [temporary] if temporary in data_dir.parents else [*map(Path, _KEPT), temporary]
    for parent in parents:
        folder = parent / f"bode-{secrets.token_hex(4)}"
        if not os.access(parent, os.W_OK) or not account.can_enter(parent):
            continue
        _make(folder)
        return folder
    raise CannotRun(
        f"The user {account.name}, as whom PostgreSQL must run, can't reach the data folder; "
        "set BODE_DATA_DIR to a folder that everyone may enter, or set BODE_DATABASE_URL."
    )


def _make(folder: Path) -> None:
    """Make a folder of Bode's that others may pass through but not look into."""
    if folder.is_dir():
        return
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
        folder.chmod(0o711)  # whatever the umask: it is ours, we just made it
    except OSError as refused:
        raise CannotRun(
            f"Can't make the data folder {folder}: {refused.strerror}. Change BODE_DATA_DIR."
        ) from refused
