"""The demo as a whole: started, hurt, stopped. The tests share one, and leave it running."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import orjson
import pytest
from tests.processes.made import made_data
from tests.processes.running import Demo, fetch, lives, wait_until

TOKEN = "bode-demo-voorbeeldstad"
CITIZEN = "31612345678"


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with made_data() as data:
        running = Demo(data)
        running.start()
        yield running
        if running.process.poll() is None:
            running.end(signal.SIGTERM)


def write_as_citizen(demo: Demo, text: str) -> None:
    status, _ = fetch(
        f"http://127.0.0.1:{demo.simulator_port}/simulator/phones/{CITIZEN}/messages",
        {"to": "100000000000001", "type": "text", "text": {"body": text}},
    )
    assert status == 201


def answer_the_citizen(demo: Demo, text: str) -> tuple[int, str]:
    message = {"to": f"+{CITIZEN}", "purpose": "permits", "type": "text", "text": {"body": text}}
    return fetch(f"http://127.0.0.1:{demo.port}/api/v1/messages", message, TOKEN)


def status_of(demo: Demo, message_id: str) -> str:
    address = f"http://127.0.0.1:{demo.port}/api/v1/messages/{message_id}"
    return str(orjson.loads(fetch(address, token=TOKEN)[1]).get("status"))


def has_unread(demo: Demo, count: int) -> bool:
    status, text = fetch(
        f"http://127.0.0.1:{demo.port}/api/v1/conversations?phone=%2B{CITIZEN}", token=TOKEN
    )
    results = orjson.loads(text)["results"] if status == 200 else []
    return bool(results) and results[0]["unread_count"] == count


def simulator_answers(demo: Demo) -> bool:
    address = f"http://127.0.0.1:{demo.simulator_port}/v23.0/100000000000001"
    return fetch(address, token="simulator-token")[0] == 200


def test_its_numbers_are_fast_so_that_a_load_can_be_tried_out(demo: Demo) -> None:
    number = f"http://127.0.0.1:{demo.simulator_port}/v23.0/100000000000001"
    status, told = fetch(f"{number}?fields=throughput", token="simulator-token")
    assert status == 200
    assert orjson.loads(told)["throughput"] == {"level": "HIGH"}


def test_it_says_where_it_is_when_it_answers(demo: Demo) -> None:
    assert f"Bode is ready: http://127.0.0.1:{demo.port}\n" in demo.output
    assert demo.get("/healthz/live")[0] == 200
    assert demo.get("/healthz/ready")[0] == 200
    assert demo.get("/")[0] == 200


def test_its_secrets_are_for_their_owner_alone(demo: Demo) -> None:
    assert (demo.data_dir / "secrets").stat().st_mode & 0o777 == 0o600


def test_a_citizens_message_goes_all_the_way_in(demo: Demo) -> None:
    write_as_citizen(demo, "Goedemorgen")

    wait_until(lambda: has_unread(demo, 1), 15)
    figures = demo.get("/metrics")[1]
    assert 'bode_worker_works{part="sending"} 1.0' in figures
    assert 'bode_webhook_answers_total{status="200"}' in figures
    assert "bode_jobs_failed 0.0" in figures


def test_the_templates_are_there_from_the_start(demo: Demo) -> None:
    address = f"http://127.0.0.1:{demo.port}/api/v1/messages"
    template = {
        "name": "vergunning_status",
        "language": {"code": "nl"},
        "components": [
            {
                "type": "body",
                "parameters": [
                    {"type": "text", "parameter_name": "zaaknummer", "text": "Z-1"},
                    {"type": "text", "parameter_name": "status", "text": "verleend"},
                ],
            }
        ],
    }
    message = {"to": f"+{CITIZEN}", "purpose": "permits", "type": "template", "template": template}

    status, text = fetch(address, message, TOKEN)

    assert status == 202, text


def test_whom_to_warn_is_told(demo: Demo) -> None:
    status, text = demo.get("/.well-known/security.txt")

    assert status == 200
    assert "Contact: mailto:" in text
    assert "Expires: " in text


@pytest.mark.parametrize("more", [{}, {"BODE_MODE": "demo"}, {"BODE_SECRET_KEY": ""}])
def test_an_operator_can_look_at_the_webhook_log_beside_it(
    demo: Demo, more: dict[str, str]
) -> None:
    told = demo.command("intake", "list", **more)

    assert told.returncode == 0, told.stderr
    assert "In the log: everything is processed." in told.stdout


def test_an_operator_can_check_the_audit_trails_beside_it(demo: Demo) -> None:
    told = demo.command("audit", "verify")

    assert told.returncode == 0, told.stderr
    assert "TAMPERED" not in told.stdout


def test_an_operator_can_let_the_first_person_of_an_organisation_in(demo: Demo) -> None:
    told = demo.command("people", "invite", "eerste@almere.example", "--organisation", "GM0034")
    refused = demo.command("people", "invite", "nog-een@vng.example")

    assert told.returncode == 0, told.stderr
    assert "/invitations/" in told.stdout
    assert (refused.returncode, "already" in refused.stderr) == (1, True)


def test_a_second_one_on_the_same_port_says_which_setting_to_change(demo: Demo) -> None:
    second = demo.launch()
    output, _ = second.communicate(timeout=30)

    assert second.returncode == 1
    assert "BODE_PORT" in output


@pytest.mark.parametrize("process", ["web", "worker", "simulator"])
def test_a_process_that_is_killed_is_started_again_within_two_seconds(
    demo: Demo, process: str
) -> None:
    killed = demo.pid_of(process)
    assert killed is not None
    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: demo.pid_of(process) not in {None, killed}, 2)
    wait_until(lambda: demo.get("/healthz/ready")[0] == 200, 20)
    wait_until(lambda: simulator_answers(demo), 20)


def test_a_database_that_is_killed_is_started_again_and_everything_goes_on(demo: Demo) -> None:
    pid_file = demo.data_dir / "postgres" / "postmaster.pid"
    killed = pid_file.read_text().split()[0]
    processes = {name: demo.pid_of(name) for name in ("web", "worker", "simulator")}
    os.kill(int(killed), signal.SIGKILL)

    wait_until(lambda: pid_file.exists() and pid_file.read_text().split()[0] != killed, 30)
    wait_until(lambda: demo.get("/healthz/ready")[0] == 200, 30)
    wait_until(lambda: simulator_answers(demo), 30)
    write_as_citizen(demo, "Bent u er nog?")
    wait_until(lambda: has_unread(demo, 2), 30)
    status, text = answer_the_citizen(demo, "Ja hoor.")
    assert status == 202
    wait_until(lambda: status_of(demo, orjson.loads(text)["id"]) == "read", 30)
    assert {name: demo.pid_of(name) for name in processes} == processes


def test_with_the_database_away_a_program_hears_so_soon(demo: Demo) -> None:
    demo.process.send_signal(signal.SIGSTOP)  # so that it does not start the database again yet
    os.kill(int((demo.data_dir / "postgres" / "postmaster.pid").read_text().split()[0]), 9)
    wait_until(lambda: demo.get("/healthz/ready")[0] == 503, 10)
    began = time.monotonic()
    status, _ = answer_the_citizen(demo, "Dag")
    seconds = time.monotonic() - began
    demo.process.send_signal(signal.SIGCONT)

    assert status == 503
    assert seconds < 5
    wait_until(lambda: demo.get("/healthz/ready")[0] == 200, 30)


def test_killed_altogether_it_starts_again_quickly_and_with_its_rows(demo: Demo) -> None:
    for pid in demo.pids():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    demo.process.wait()

    seconds = demo.start()

    assert seconds < 60  # on a machine that does other work; 15 on one that does not
    assert has_unread(demo, 2)
    write_as_citizen(demo, "Nog iets")
    wait_until(lambda: has_unread(demo, 3), 15)


def test_asked_to_stop_it_ends_everything_in_time_although_a_page_is_open(demo: Demo) -> None:
    pids = demo.pids()
    with socket.create_connection(("127.0.0.1", demo.port)) as page:
        page.sendall(
            b"POST /api/v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
        )
        seconds = demo.end(signal.SIGTERM)

    assert demo.process.returncode == 0
    assert seconds < 10
    assert {pid for pid in pids if lives(pid)} == set()


def test_when_the_supervisor_is_killed_the_others_end_by_themselves(demo: Demo) -> None:
    demo.start()
    pids = demo.pids()

    demo.process.kill()
    demo.process.wait()

    assert len(pids) > 4
    wait_until(lambda: not any(lives(pid) for pid in pids), 10)


def test_a_database_that_cannot_be_started_again_ends_it_with_the_reason(demo: Demo) -> None:
    demo.start()
    pids = demo.pids()
    version = demo.data_dir / "postgres" / "PG_VERSION"
    version.write_text("1\n")

    os.kill(int((demo.data_dir / "postgres" / "postmaster.pid").read_text().split()[0]), 9)
    output, _ = demo.process.communicate(timeout=30)

    assert demo.process.returncode == 1
    assert "PostgreSQL ended (killed by signal 9); starting it again." in output
    assert "bode: PostgreSQL does not start" in output
    assert not any(lives(pid) for pid in pids)
