"""As whom the server runs: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import CannotRun

# In this order: the account made for it, else one that owns nothing.
_UNPRIVILEGED = ("postgres", "daemon", "nobody")


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """The operating system's user under which the server runs."""

    name: str
    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Whether this process runs as the same user, so that nothing needs to be dropped."""
        return self.uid == os.geteuid()

    def popen(self, command: Sequence[str | Path], **options: Any) -> subprocess.Popen[bytes]:
        """Start a program as this user, in a folder that everyone can be in."""
        return subprocess.Popen(command, cwd="/", **self._identity(), **options)  # noqa: S603 - ours

    def run(
        self, command: Sequence[str | Path], **options: Any
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a program as this user to its end, and keep what it said."""
        return subprocess.run(  # noqa: S603 - ours
            command,
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            **self._identity(),
            **options,
        )

    def can_run(self, command: Sequence[str | Path]) -> bool:
        """Whether this user may run a program, and it ends well."""
        try:
            return self.run(command).returncode == 0
        except OSError:
            return False

    def can_enter(self, folder: Path) -> bool:
        """Whether this user may use what is in the folder."""
        return self.can_run(["/bin/sh", "-c", 'cd -- "$1"', "sh", folder])

    def can_read(self, file: Path) -> bool:
        """Whether this user may read the file."""
        return self.can_run(["/bin/sh", "-c", 'test -r "$1"', "sh", file])

    def own(self, folder: Path) -> None:
        """Give a folder that Bode made to this user."""
        if not self.is_ours:
            os.chown(folder, self.uid, self.gid)

    def _identity(self) -> dict[str, Any]:
        if self.is_ours:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def find_account(data: Path) -> Account:
    """Ourselves; when we are root, whoever owns the data, else an existing unprivileged user."""
    uid = os.geteuid()
    if uid == 0 and data.exists():
        uid = data.stat().st_uid
    if uid != 0:
        return _account(_entry(uid))
    for name in _UNPRIVILEGED:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise CannotRun(
        "PostgreSQL does not run as root, and there is no user to run it as "
        f"({', '.join(_UNPRIVILEGED)}); start Bode as an ordinary user."
    )


def our_name() -> str:
    """The name of the user as whom this process runs."""
    return _entry(os.geteuid()).pw_name


def _entry(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError as unknown:
        raise CannotRun(
            f"The user with number {uid} has no name on this machine, which PostgreSQL needs; "
            "start Bode as a user with a name."
        ) from unknown


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
