"""The public page of crisis messages, from a broadcast to a day without its database."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from tests.processes.made import made_data
from tests.processes.running import Demo, fetch, wait_until

SENDER, APPROVER = "bode-demo-voorbeeldstad", "bode-demo-voorbeeldstad-approver"
PAGE = "/crisis/GM9901/"
PHONE = "+31687190001"


@pytest.fixture
def demo() -> Iterator[Demo]:
    with made_data() as data:
        running = Demo(data)
        running.start()
        yield running
        if running.process.poll() is None:
            running.end(signal.SIGTERM)


def call(demo: Demo, path: str, body: Any, token: str = SENDER) -> dict[str, Any]:
    status, text = fetch(f"http://127.0.0.1:{demo.port}/api/v1/{path}", body, token)
    assert status in {200, 201}, text
    return dict(orjson.loads(text))


def warn(demo: Demo) -> None:
    """Two people send a crisis message to someone who asked for them."""
    consent = {"wording": "Ja.", "given_at": "2026-07-01T09:30:00+02:00", "source": "formulier"}
    call(demo, "consents", {"phones": [PHONE], "purpose": "crisis_response", **consent})
    filled = {"wat": "Rook", "waar": "in de haven", "doe": "Sluit ramen"}
    parameters = [
        {"type": "text", "parameter_name": name, "text": text} for name, text in filled.items()
    ]
    made = call(
        demo,
        "broadcasts",
        {
            "name": "Rook",
            "purpose": "crisis_response",
            "template": {
                "name": "crisis_melding",
                "language": {"code": "nl"},
                "components": [{"type": "body", "parameters": parameters}],
            },
            "audience": {"subscribed": {"purpose": "crisis_response"}},
        },
    )
    for step, token in [("request-approval", SENDER), ("approve", APPROVER), ("start", SENDER)]:
        call(demo, f"broadcasts/{made['id']}/{step}", {}, token)


def test_it_stays_up_while_postgresql_is_down(demo: Demo) -> None:
    wait_until(lambda: "Er is nu geen crisismelding." in demo.get(PAGE)[1], 10)
    warn(demo)
    assert "in de haven" in demo.get(PAGE)[1]
    wait_until(lambda: "Verstuurd op" in demo.get(PAGE)[1], 15)

    demo.process.send_signal(signal.SIGSTOP)  # so that it does not start the database again yet
    os.kill(int((demo.data_dir / "postgres" / "postmaster.pid").read_text().split()[0]), 9)
    wait_until(lambda: demo.get("/healthz/ready")[0] == 503, 10)
    answers = [demo.get(f"{PAGE}{each}") for each in ("", "en/", "feed.xml")]
    demo.process.send_signal(signal.SIGCONT)

    assert [status for status, _text in answers] == [200, 200, 200]
    assert all("in de haven" in text for _status, text in answers)
