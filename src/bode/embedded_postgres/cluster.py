"""Making a new database cluster, and the settings with which it runs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .accounts import Account, our_name
from .errors import CannotRun

SUPERUSER = "bode"
DATABASE = "bode"
_MEGABYTE = 1024 * 1024
_BUFFERS = (128, 1024)  # megabytes, least and most


def make(binaries: Path, home: Path, data: Path, account: Account) -> None:
    """Make the cluster with the database `bode`, whole or not at all."""
    unfinished = data.with_name(data.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    _do(
        account,
        [
            binaries / "initdb",
            f"--pgdata={unfinished}",
            f"--username={SUPERUSER}",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--auth-local=peer",
            "--auth-host=reject",
            "--no-instructions",
        ],
    )
    _do(
        account,
        [binaries / "postgres", "--single", "-D", unfinished, "postgres"],
        input=f"CREATE DATABASE {DATABASE}\n".encode(),
    )
    unfinished.rename(data)
    _sync(home)


def admit_us(data: Path) -> None:
    """Let only the user who starts Bode in; written at each start, as that user may change."""
    _write(data / "pg_hba.conf", "local all all peer map=bode\n")
    _write(data / "pg_ident.conf", f'bode "{our_name()}" {SUPERUSER}\n')


def settings(name: str, sockets: Path) -> list[str]:
    """The command-line arguments that set up a server: durable first, then fast."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MEGABYTE
    least, most = _BUFFERS
    chosen = {
        "cluster_name": name,
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "200",
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "shared_buffers": f"{min(max(memory // 16, least), most)}MB",
        "effective_cache_size": f"{max(memory // 2, least)}MB",
        # No standby follows an embedded server, so the log need not describe more than a crash.
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "wal_buffers": "64MB",
        "min_wal_size": "256MB",
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "jit": "off",
        "autovacuum_naptime": "10s",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_min_messages": "warning",
        # Statements and rows hold citizens' data; a log must not.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    return [part for key, value in chosen.items() for part in ("-c", f"{key}={value}")]


def _do(account: Account, command: list[str | Path], **options: bytes) -> None:
    done = account.run(command, **options)
    if done.returncode != 0:
        said = done.stdout.decode(errors="replace").strip().splitlines()
        raise CannotRun(f"Can't make the database: {said[-1] if said else command[0]}")


def _write(file: Path, text: str) -> None:
    """Replace the text of a file of the cluster, which keeps its owner and mode."""
    with file.open("r+") as opened:
        opened.write(text)
        opened.truncate()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
