"""How fast a business may send: from a number, and to one citizen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.simulator.running import NUMBER, Receiver, World, configure, eventually, serve

from bode.simulator import create_app, demo_config

RAISE_SECONDS = 30
PEOPLE = [f"31612345{place:03}" for place in range(200)]


@contextmanager
def limited(receiver: Receiver, **limits: int) -> Iterator[World]:
    with serve(receiver) as callbacks, serve(create_app(configure(callbacks, **limits))) as address:
        world = World(address, receiver)
        for person in PEOPLE[:6]:
            world.write(person)
        yield world


def answer(world: World, person: str = PEOPLE[0]) -> int:
    """Answer a citizen; return the error's code, or 0."""
    answered = world.send(person)
    return 0 if answered.status_code == 200 else int(answered.json()["error"]["code"])


def upgrade(world: World) -> None:
    body = {"event": "throughput_upgrade", "number": NUMBER}
    assert world.control.post("/events", json=body).status_code == 201


def pass_time(world: World, seconds: float) -> None:
    assert world.control.post("/clock", json={"seconds": seconds}).status_code == 201


def level_of(world: World) -> str:
    return str(world.graph.get(f"/{NUMBER}").json()["throughput"]["level"])


def test_a_number_sends_no_more_than_80_in_a_second(world: World) -> None:
    assert level_of(world) == "STANDARD"
    for person in PEOPLE:
        world.write(person)
    with ThreadPoolExecutor(8) as hands:
        began = time.monotonic()
        codes = list(hands.map(lambda person: answer(world, person), PEOPLE))
        most = 81 + 80 * (time.monotonic() - began)
    assert codes.count(0) <= most
    assert set(codes) <= {0, 130429}


def test_more_than_the_throughput_is_refused(receiver: Receiver) -> None:
    with limited(receiver, messages_per_second=1) as world:
        began = time.monotonic()
        codes = [answer(world, person) for person in PEOPLE[:6]]
        assert 1 <= codes.count(0) <= 1.5 + (time.monotonic() - began)
        assert set(codes) == {0, 130429}
        time.sleep(1)
        assert answer(world) == 0


def test_a_raised_number_is_faster_after_half_a_minute_without_sending(receiver: Receiver) -> None:
    with limited(receiver, messages_per_second=1) as world:
        upgrade(world)
        pass_time(world, RAISE_SECONDS - 5)
        assert (answer(world), level_of(world)) == (131057, "STANDARD")
        assert [one for one in receiver.values if "event" in one] == []
        pass_time(world, 5)
        assert {answer(world, person) for person in PEOPLE[:6]} == {0}
        assert level_of(world) == "HIGH"
        told = eventually(lambda: [one["event"] for one in receiver.values if "event" in one])
        assert told == ["THROUGHPUT_UPGRADE"]


def test_a_raise_ends_by_itself(receiver: Receiver) -> None:
    with limited(receiver) as world:
        upgrade(world)
        pass_time(world, RAISE_SECONDS - 1)
        eventually(lambda: level_of(world) == "HIGH")


def test_the_demos_numbers_are_fast(tmp_path: Path, receiver: Receiver) -> None:
    with serve(create_app(demo_config("http://127.0.0.1:9", tmp_path))) as address:
        assert level_of(World(address, receiver)) == "HIGH"


def test_a_citizen_gets_a_burst_and_then_one_message_in_six_seconds(receiver: Receiver) -> None:
    with limited(receiver, pair_burst=2) as world:
        assert [answer(world) for _ in range(3)] == [0, 0, 131056]
        pass_time(world, 6)
        assert [answer(world) for _ in range(2)] == [0, 131056]
        assert answer(world, PEOPLE[1]) == 0
