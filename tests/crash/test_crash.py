"""Killed at random moments, answers lost, webhooks doubled: nothing is lost, nothing doubled."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
import pytest
from tests.crash.town import Town, wait_until
from tests.processes.made import made_data

SEED = 20261124
EACH_WAY = 2000
KILLS_EACH = 5  # of web and of worker; each start costs two seconds of a core
NUMBER = "100000000000001"
PHONES = [f"316870{each:05}" for each in range(250)]
# The demo has a past besides, of other citizens.
THEIRS = """conversation_id IN (
  SELECT conversation.id FROM conversations_conversation AS conversation
  JOIN conversations_contactidentity AS identity USING (contact_id)
  WHERE identity.value LIKE '316870%%'
)"""
PERSON = Path(__file__).with_name("person.py")


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


def test_every_message_arrives_exactly_once_whatever_is_killed(town: Town) -> None:
    for n, phone in enumerate(PHONES):  # so that everyone may be answered
        write(town, n, phone)
    wait_until(lambda: received(town) == len(PHONES), 30)
    town.switch_on("accept_then_drop", 0.1)
    town.switch_on("duplicate_webhooks", 0.3)

    print(f"seed {SEED}")  # noqa: T201 - shown when this fails
    send_while_killing(town)
    wait_until(lambda: is_settled(town, PHONES), 60)

    expected_out = Counter(f"uit {n}" for n in range(EACH_WAY))
    expected_in = Counter(f"in {n}" for n in range(EACH_WAY))
    assert said_on_phones(town) == expected_out
    assert town.stats()["duplicates"] == 0
    assert said_in_bode(town, "out") == expected_out
    assert said_in_bode(town, "in") == expected_in
    assert town.ask(
        "SELECT status, count(*), count(wamid) FROM conversations_message"
        f" WHERE direction = 'out' AND {THEIRS} GROUP BY 1"
    ) == [("read", EACH_WAY, EACH_WAY)]


def write(town: Town, n: int, phone: str) -> None:
    """A citizen writes."""
    body = {"to": NUMBER, "type": "text", "text": {"body": f"in {n}"}}
    town.simulator.post(f"/phones/{phone}/messages", json=body).raise_for_status()


def answer(town: Town, api: httpx.Client, n: int) -> None:
    """Another system sends, and tries again with the same key until it knows."""
    body = {
        "to": f"+{PHONES[n % len(PHONES)]}",
        "purpose": "permits",
        "type": "text",
        "text": {"body": f"uit {n}"},
    }
    while True:
        try:
            answered = api.post("/messages", json=body, headers={"Idempotency-Key": f"uit-{n}"})
        except httpx.TransportError:
            time.sleep(0.1)
            continue
        if answered.status_code < 500:
            assert answered.status_code == 202, answered.text
            return
        time.sleep(0.1)


def send_while_killing(town: Town) -> None:
    token = {"Authorization": "Bearer bode-demo-voorbeeldstad"}
    with (
        httpx.Client(base_url=f"{town.bode}/api/v1", headers=token, timeout=10) as api,
        ThreadPoolExecutor(12) as pool,
    ):
        running = [pool.submit(answer, town, api, n) for n in range(len(PHONES))]
        for n in range(len(PHONES), EACH_WAY):
            running.append(pool.submit(answer, town, api, n))
            running.append(pool.submit(write, town, n, PHONES[n % len(PHONES)]))
        kill_at_random(town, running)
        for each in running:
            each.result()


def kill_at_random(town: Town, running: Sequence[Future[None]]) -> None:
    """Kill at moments that are spread over the messages, however long those take."""
    chance = random.Random(SEED)
    victims = ["web", "worker"] * KILLS_EACH
    chance.shuffle(victims)
    for moment in sorted(chance.sample(range(len(running)), len(victims))):
        while sum(each.done() for each in running) < moment:
            time.sleep(chance.uniform(0.01, 0.1))
        kill = partial(town.kill, victims.pop())
        wait_until(kill, 30)  # it may just be being started again


def is_settled(town: Town, phones: Sequence[str]) -> bool:
    """Whether all is settled, once a person has decided about what asks for one."""
    [(asking,)] = town.ask("SELECT count(*) FROM outbox_sending WHERE state = 'asks'")
    if asking:
        shown = [
            each["biz_opaque_callback_data"]
            for phone in phones
            for each in town.shown(phone)
            if each["direction"] == "to_citizen"
        ]
        subprocess.run(
            [sys.executable, PERSON],
            input="\n".join(shown),
            env=town.environ | {"BODE_MODE": "demo"},
            text=True,
            check=True,
        )
    [(waiting,)] = town.ask("SELECT count(*) FROM outbox_sending")
    [(unread,)] = town.ask("SELECT count(*) FROM intake_webhook WHERE state <> 'done'")
    return not (waiting or unread or town.stats()["webhooks_pending"])


def received(town: Town) -> int:
    [(count,)] = town.ask(
        f"SELECT count(*) FROM conversations_message WHERE direction = 'in' AND {THEIRS}"
    )
    return int(count)


def said_on_phones(town: Town) -> Counter[str]:
    return Counter(
        each["text"]["body"]
        for phone in PHONES
        for each in town.shown(phone)
        if each["direction"] == "to_citizen"
    )


def said_in_bode(town: Town, direction: str) -> Counter[str]:
    query = f"SELECT text FROM conversations_message WHERE direction = %s AND {THEIRS}"
    return Counter(text for (text,) in town.ask(query, direction))
