"""What a worker that was killed had begun to write, and what not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.outbox.conftest import Queue
from tests.outbox.running import WIRE_LOGS, dispatching
from tests.simulator.running import World, eventually

from bode.basics import new_id
from bode.organisations.tenancy import every_tenant
from bode.outbox import wire_log
from bode.outbox.models import Sending
from bode.outbox.states import SendingState
from bode.outbox.wire_log import WireLog

# Ends as if killed: nothing is closed, and the kernel lets go of the lock.
KILLED = """
import os, sys
from pathlib import Path
from uuid import UUID
from bode.outbox.wire_log import WireLog

log = WireLog(Path(sys.argv[1]), UUID(sys.argv[2]))
for each in sys.argv[3:]:
    log.write(UUID(each))
os.kill(os.getpid(), 9)
"""


def kill_after_writing(folder: Path, worker: UUID, *message_ids: UUID) -> None:
    arguments = [str(folder), str(worker), *map(str, message_ids)]
    subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False, timeout=30)


def test_what_a_killed_worker_wrote_is_known(tmp_path: Path) -> None:
    worker, written = new_id(), new_id()
    kill_after_writing(tmp_path, worker, written)

    assert wire_log.list_workers(tmp_path) == {worker}
    assert wire_log.find_written(tmp_path, worker) == {written}

    wire_log.discard(tmp_path, worker)
    assert wire_log.list_workers(tmp_path) == set()


def test_of_a_process_that_lives_nothing_is_assumed(tmp_path: Path) -> None:
    log = WireLog(tmp_path, new_id())

    assert wire_log.find_written(tmp_path, log.worker) is None
    wire_log.discard(tmp_path, log.worker)
    assert wire_log.list_workers(tmp_path) == {log.worker}

    log.close(finished=True)
    assert wire_log.list_workers(tmp_path) == set()


def test_of_another_start_of_the_machine_nothing_is_assumed(tmp_path: Path) -> None:
    worker = new_id()
    (tmp_path / f"{worker.hex}.an-earlier-start").write_bytes(new_id().bytes)

    assert wire_log.find_written(tmp_path, worker) is None
    wire_log.discard(tmp_path, worker)
    assert wire_log.list_workers(tmp_path) == set()


@given(settled=st.lists(st.booleans(), max_size=60))
def test_what_is_not_settled_always_stands_in_the_log(
    tmp_path_factory: pytest.TempPathFactory, settled: list[bool]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    log = WireLog(folder, new_id())
    open_ids = set()
    for is_settled in settled:
        message_id = new_id()
        place = log.write(message_id)
        if is_settled:
            log.free(place)
        else:
            open_ids.add(message_id)
    log.close(finished=False)

    assert open_ids <= (wire_log.find_written(folder, log.worker) or set())


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_never_wrote_goes_at_once_and_the_rest_waits_for_a_status(
    queue: Queue, platform: World
) -> None:
    platform.write("31612345671", to=queue.number.platform_id, type="text", text={"body": "Hallo"})
    worker = new_id()
    written, unwritten = queue.add("Al weg?"), queue.add("Nog hier", to="31612345671")
    with every_tenant("a test's world"):
        Sending.objects.update(state=SendingState.SENDING, worker=worker, attempts=1)
    kill_after_writing(WIRE_LOGS, worker, written)

    with dispatching(platform.address):
        eventually(lambda: queue.states() == {written: SendingState.UNSETTLED})

    assert platform.shown("31612345671")[-1]["text"]["body"] == "Nog hier"
    assert str(unwritten) == platform.shown("31612345671")[-1]["biz_opaque_callback_data"]
