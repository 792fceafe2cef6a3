"""All of Bode on one machine: database, web, worker and simulator as one process tree."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bode.settings.environment import Environment, Mode, load, load_place
from bode.simulator import PAIR_BURST_IN_DEMO, THROUGHPUT_IN_DEMO

from . import secrets
from .children import Children
from .database import database
from .errors import CannotStart
from .leash import Stop
from .logs import set_up_logs
from .migrating import migrate
from .sockets import check_free, find_free
from .starting import set_up_django

_TARIFFS = Path(__file__).with_name("demo_tariffs.toml")
_READY_SECONDS = 60.0
_LOOK_EVERY = 0.1
_WORKER_WORKS = b'bode_worker_works{part="sending"} 1.0'
_LAX = ("--pair-burst", str(PAIR_BURST_IN_DEMO), "--throughput", THROUGHPUT_IN_DEMO)


def run() -> None:
    """Run until SIGINT or SIGTERM, then end everything that was started.

    Raises `CannotStart` when something is in the way.
    """
    stop = Stop()
    try:
        _run(_prepare(), stop)
    except KeyboardInterrupt:
        print("Bode has stopped.", flush=True)


def _run(environment: Environment, stop: Stop) -> None:
    with (
        database(environment.database_url, environment.data_dir, _say, alone=True) as found,
        Children({**os.environ, "BODE_DATABASE_URL": found.url}) as children,
    ):

        def restart_ended() -> None:
            stop.check()
            found.restart_if_ended()
            children.restart_ended()

        children.start("simulator", *_LAX)
        _fill(
            found.url,
            lambda: _wait_for(environment.simulator_port, "/simulator/stats", restart_ended),
        )
        children.start("web")
        children.start("worker")
        _wait_for(environment.port, "/healthz/ready", restart_ended)
        _wait_for(environment.port, "/metrics", restart_ended, says=_WORKER_WORKS)
        _introduce(environment)
        while True:
            restart_ended()
            time.sleep(_LOOK_EVERY)


def _prepare() -> Environment:
    """Read the settings, completed with the secrets of this data folder."""
    os.environ["BODE_MODE"] = Mode.DEMO
    place = load_place(os.environ)
    set_up_logs("demo", place.mode)
    check_free("127.0.0.1", place.port, "BODE_PORT")
    check_free("127.0.0.1", place.simulator_port, "BODE_SIMULATOR_PORT")
    try:
        _make(place.data_dir)
        kept = secrets.keep_in(place.data_dir / secrets.FILE)
    except OSError as refused:
        raise CannotStart(
            f"Can't write in the data folder {place.data_dir}: {refused.strerror}. "
            "Change BODE_DATA_DIR."
        ) from refused
    for name, value in kept.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("BODE_SIMULATOR_SMTP_PORT", str(find_free("127.0.0.1")))
    os.environ.setdefault("BODE_CITIZEN_BURST", str(PAIR_BURST_IN_DEMO))
    os.environ.setdefault("BODE_TARIFFS", str(_TARIFFS))
    return load(os.environ)


def _make(data_dir: Path) -> None:
    """Others may pass through, as the database's user must when we are root, but not look in."""
    if not data_dir.exists():
        data_dir.mkdir(parents=True)
        data_dir.chmod(0o711)


def _fill(url: str, wait_for_simulator: Callable[[], None]) -> None:
    """Bring the database up to date, and make the demo world in it."""
    set_up_django(url)
    from django.db import connections

    from bode.organisations.database.base import DatabaseWrapper

    from .demo_world import make

    migrate(url, verbosity=0)
    wait_for_simulator()
    make()
    used = connections["default"]
    assert isinstance(used, DatabaseWrapper)
    used.close_pool()


def _wait_for(port: int, path: str, restart_ended: Callable[[], None], says: bytes = b"") -> None:
    until = time.monotonic() + _READY_SECONDS
    while not _answers(port, path, says):
        if time.monotonic() > until:
            raise CannotStart(f"Nothing was ready on port {port} within {_READY_SECONDS:.0f} s.")
        restart_ended()
        time.sleep(_LOOK_EVERY)


def _answers(port: int, path: str, says: bytes) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status == 200 and says in answer.read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _introduce(environment: Environment) -> None:
    _say(f"Bode is ready: http://127.0.0.1:{environment.port}")
    _say("  sign in as klantcontact@voorbeeldstad.example, password bode-demo")
    _say("  other accounts: see README.md; all have the same password")
    _say(f"  citizens' phones: http://127.0.0.1:{environment.simulator_port}/phones")
    _say("  Ctrl-C stops everything")


def _say(text: str) -> None:
    print(text, flush=True)
