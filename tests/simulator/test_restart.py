"""After a restart, even after `kill -9`, the simulator knows everything again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from tests.simulator.running import (
    ACCOUNT,
    NUMBER,
    Receiver,
    World,
    configure,
    eventually,
    serve,
)

from bode.simulator import create_app

PROGRAM = """
import sys
from pathlib import Path
import uvicorn
from bode.simulator import create_app, demo_config
config = demo_config(sys.argv[1], Path(sys.argv[2]))
uvicorn.run(create_app(config), port=int(sys.argv[3]), log_level="warning")
"""


@contextmanager
def process(callbacks: str, folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A simulator in a process of its own; yield its address when it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = [sys.executable, "-c", PROGRAM, callbacks, str(folder), str(port)]
    running = subprocess.Popen(arguments)
    address = f"http://127.0.0.1:{port}"
    try:
        eventually(lambda: answers(address), seconds=20)
        yield address, running
    finally:
        running.kill()
        running.wait()


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/simulator/stats").status_code == 200
    except httpx.TransportError:
        return False


def test_no_accepted_message_is_lost_by_kill_9(tmp_path: Path) -> None:
    receiver = Receiver()
    accepted: list[str] = []
    with process("http://127.0.0.1:9", tmp_path) as (address, running):
        world = World(address, receiver)
        for place in range(100):
            world.write(f"3161234{place:04}")

        def send_until_it_dies() -> None:
            for place in range(2000):
                try:
                    answer = world.send(f"3161234{place % 100:04}")
                except httpx.TransportError:
                    return
                accepted.append(answer.json()["messages"][0]["id"])

        sender = threading.Thread(target=send_until_it_dies)
        sender.start()
        eventually(lambda: len(accepted) >= 200, seconds=20)
        os.kill(running.pid, signal.SIGKILL)
        sender.join()
    with serve(receiver) as callbacks, process(callbacks, tmp_path) as (address, _):
        world = World(address, receiver)
        shown = [one for place in range(100) for one in world.shown(f"3161234{place:04}")]
        assert {one["id"] for one in shown} >= set(accepted)
        eventually(lambda: world.stats()["webhooks_pending"] == 0, seconds=20)
        eventually(lambda: world.stats()["delivered"] == world.stats()["accepted"], seconds=20)
        assert len(accepted) <= world.stats()["accepted"] <= len(accepted) + 1
    assert len({one["id"] for one in receiver.messages}) == 100
    read = {one["id"] for one in receiver.statuses_seen if one["status"] == "read"}
    assert read >= set(accepted)


def test_everything_else_is_there_too(tmp_path: Path, receiver: Receiver) -> None:
    form = {"messaging_product": "whatsapp", "type": "image/png"}
    body = {"type": "BODY", "text": "Dag."}
    template = {"name": "dag", "language": "nl", "category": "UTILITY", "components": [body]}
    with serve(receiver) as callbacks:
        config = configure("http://127.0.0.1:9", tmp_path)
        with serve(create_app(config), wait=True) as address:
            world = World(address, receiver)
            world.set_phone(name="Els", reads=False)
            file = {"file": ("a.png", b"picture", "image/png")}
            media = world.graph.post(f"/{NUMBER}/media", data=form, files=file).json()["id"]
            world.graph.post(f"/{ACCOUNT}/message_templates", json=template)
            hook = {"override_callback_uri": callbacks, "verify_token": "x"}
            assert world.graph.post(f"/{ACCOUNT}/subscribed_apps", json=hook).is_success
            world.write()
            world.send(type="text", text={"body": "x"}, biz_opaque_callback_data="een")
            eventually(lambda: world.stats()["delivered"] == 1)
            world.control.post("/clock", json={"seconds": 3600})
            before = world.shown(), world.stats()
        for _ in range(2):
            with serve(create_app(config), wait=True) as address:
                world = World(address, receiver)
                assert world.shown() == before[0]
                assert world.control.get("/clock").json()["ahead"] == 3600
                assert world.stats()["accepted"] == before[1]["accepted"]
                assert world.control.get("/phones/31612345678").json()["name"] == "Els"
                url = world.graph.get(f"/{media}").json()["url"]
                assert world.graph.get(url).content == b"picture"
                found = world.graph.get(f"/{ACCOUNT}/message_templates?name=dag").json()["data"]
                assert len(found) == 1
                apps = world.graph.get(f"/{ACCOUNT}/subscribed_apps").json()["data"]
                assert apps[0]["override_callback_uri"] == callbacks
        with serve(create_app(config), wait=True) as address:
            world = World(address, receiver)
            world.send(type="text", text={"body": "x"}, biz_opaque_callback_data="een")
            assert world.stats()["duplicates"] == 1


def test_a_journal_of_which_the_last_line_was_cut_off_still_opens(
    tmp_path: Path, receiver: Receiver
) -> None:
    config = configure("http://127.0.0.1:9", tmp_path)
    with serve(create_app(config), wait=True) as address:
        World(address, receiver).write()
    assert config.state_file is not None
    with config.state_file.open("ab") as file:
        file.write(b'{"record":"mess')
    with serve(create_app(config), wait=True) as address:
        assert len(World(address, receiver).shown()) == 1


def test_the_journal_does_not_grow_by_restarts(tmp_path: Path, receiver: Receiver) -> None:
    config = configure("http://127.0.0.1:9", tmp_path)
    assert config.state_file is not None
    sizes = set()
    with serve(create_app(config), wait=True) as address:
        World(address, receiver).write()
    for _ in range(3):
        with serve(create_app(config), wait=True):
            sizes.add(config.state_file.stat().st_size)
    assert len(sizes) == 1


def test_what_was_set_of_a_number_is_known_after_a_restart(tmp_path: Path) -> None:
    receiver = Receiver()
    with serve(receiver) as callbacks:
        with serve(create_app(configure(callbacks, tmp_path)), wait=True) as address:
            world = World(address, receiver)
            world.write()
            world.graph.post(f"/{NUMBER}/username", json={"username": "voorbeeldstad"})
            world.graph.post(f"/{NUMBER}/message_qrdls", json={"prefilled_message": "Hoi"})
            person = {"messaging_product": "whatsapp", "block_users": [{"user": "31612345678"}]}
            world.graph.post(f"/{NUMBER}/block_users", json=person)
            body = {"cc": "31", "phone_number": "850000042", "verified_name": "Stadsarchief"}
            new = world.graph.post(f"/{ACCOUNT}/phone_numbers", json=body).json()["id"]
        with serve(create_app(configure(callbacks, tmp_path))) as address:
            world = World(address, receiver)
            assert world.graph.get(f"/{NUMBER}/username").json()["username"] == "voorbeeldstad"
            assert len(world.graph.get(f"/{NUMBER}/message_qrdls").json()["data"]) == 1
            assert len(world.graph.get(f"/{NUMBER}/block_users").json()["data"]) == 1
            assert world.graph.get(f"/{new}").json()["verified_name"] == "Stadsarchief"
