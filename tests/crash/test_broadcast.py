"""A broadcast while everything is killed, cut off and doubled: everyone has it exactly once.

`make chaos` does the same for longer: CHAOS_RECIPIENTS, and CHAOS_SEEDS of them one after another.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from tests.crash.test_crash import is_settled
from tests.crash.town import Town, wait_until
from tests.processes.made import made_data

RECIPIENTS = int(os.environ.get("CHAOS_RECIPIENTS", "1000"))
SEEDS = range(1, 1 + int(os.environ.get("CHAOS_SEEDS", "1")))
KILLS, CUTS = (20, 10) if "CHAOS_RECIPIENTS" in os.environ else (6, 3)
FAULTS = {
    "accept_then_drop": 0.03,
    "http_500": 0.03,
    "http_429": 0.001,
    "timeout": 0.005,
    "duplicate_webhooks": 0.3,
    "reorder_webhooks": 0.3,
}
LONGEST = 600.0 if "CHAOS_RECIPIENTS" in os.environ else 180.0
PHONES = [f"3168{each:07}" for each in range(RECIPIENTS)]


@pytest.fixture
def town() -> Iterator[Town]:
    with made_data() as data:
        town = Town(data)
        try:
            town.start()
            yield town
        finally:
            town.stop()
            print(town.log.read_text()[-5000:])  # noqa: T201 - shown when the test fails


class Office:
    """Two programs of the municipality, which try again until they are heard."""

    def __init__(self, town: Town) -> None:
        self._api = f"{town.bode}/api/v1"
        self._count = 0

    def post(self, path: str, body: object = None, *, second: bool = False) -> dict[str, Any]:
        self._count += 1
        token = "bode-demo-voorbeeldstad-approver" if second else "bode-demo-voorbeeldstad"
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"n-{self._count}"}
        return self._ask("POST", path, json=body or {}, headers=headers)

    def get(self, path: str) -> dict[str, Any]:
        return self._ask("GET", path, headers={"Authorization": "Bearer bode-demo-voorbeeldstad"})

    def _ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        while True:
            try:
                answer = httpx.request(method, self._api + path, timeout=30, **more)
            except httpx.TransportError:
                time.sleep(0.1)
                continue
            if answer.status_code < 500:
                assert answer.status_code < 300, answer.text
                return dict(answer.json())
            time.sleep(0.1)


def make(office: Office) -> str:
    """A broadcast to everyone, which was approved."""
    consents = {
        "phones": [f"+{each}" for each in PHONES],
        "purpose": "permits",
        "wording": "Ja, graag.",
        "given_at": "2026-07-01T09:30:00+02:00",
        "source": "formulier",
    }
    office.post("/consents", consents)
    values = {"zaaknummer": "Z-1", "status": "klaar"}
    parameters = [
        {"type": "text", "parameter_name": name, "text": text} for name, text in values.items()
    ]
    made = office.post(
        "/broadcasts",
        {
            "name": "Proef",
            "purpose": "permits",
            "template": {
                "name": "vergunning_status",
                "language": {"code": "nl"},
                "components": [{"type": "body", "parameters": parameters}],
            },
            "audience": {"phones": consents["phones"]},
        },
    )
    office.post(f"/broadcasts/{made['id']}/request-approval")
    office.post(f"/broadcasts/{made['id']}/approve", second=True)
    return str(made["id"])


def left(office: Office, broadcast: str) -> int:
    return int(office.get(f"/broadcasts/{broadcast}")["counts"]["queued"])


def trouble(town: Town, chance: random.Random, is_over: Callable[[], bool]) -> None:
    """Kill, and cut the line, at random moments until all are through.

    In the thread that started the database, whose end would end it.
    """
    victims = ["web", "worker", "database"] * KILLS + ["line"] * CUTS
    chance.shuffle(victims)
    chosen = [each for each in victims if each != "line"][:KILLS] + ["line"] * CUTS
    chance.shuffle(chosen)
    for victim in chosen:
        if is_over():
            return
        time.sleep(chance.uniform(0.2, 1.0))
        match victim:
            case "line":
                town.line.cut()
                time.sleep(chance.uniform(0.2, 1.5))
                town.line.mend()
            case "database":
                town.kill_database()
            case process:
                wait_until(lambda name=process: town.kill(name), 30)  # type: ignore[misc]


@pytest.mark.parametrize("seed", SEEDS)
def test_everyone_has_it_exactly_once_whatever_is_killed(town: Town, seed: int) -> None:
    office = Office(town)
    broadcast = make(office)
    for kind, rate in FAULTS.items():
        town.switch_on(kind, rate)
    began = time.monotonic()
    office.post(f"/broadcasts/{broadcast}/start")
    trouble(town, random.Random(seed), lambda: left(office, broadcast) == 0)
    wait_until(lambda: left(office, broadcast) == 0, LONGEST)
    for kind in FAULTS:
        town.simulator.delete("/faults", params={"kind": kind})
    wait_until(lambda: is_settled(town, PHONES), LONGEST)

    counts = office.get(f"/broadcasts/{broadcast}")["counts"]
    print(f"seed {seed}: {counts} in {time.monotonic() - began:.0f} s")  # noqa: T201 - the report
    got = Counter(
        len([each for each in town.shown(phone) if each["direction"] == "to_citizen"])
        for phone in PHONES
    )
    assert got == {1: RECIPIENTS}
    assert town.stats()["duplicates"] == 0
    assert counts["read"] == counts["total"] == RECIPIENTS
