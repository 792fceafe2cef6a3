"""Every job is known to the worker, which serves its queue."""

from __future__ import annotations

from pathlib import Path

import pytest

import bode
from bode.background.jobs import QUEUE, app

OURS = {name: task for name, task in app.tasks.items() if task.func.__module__.startswith("bode.")}


def test_every_room_with_jobs_is_known_to_the_worker() -> None:
    rooms = {path.parent.name for path in Path(bode.__file__).parent.glob("*/jobs.py")}

    assert rooms == {name.split(".")[0] for name in OURS}


@pytest.mark.parametrize("name", OURS)
def test_every_jobs_queue_is_served(name: str) -> None:
    assert OURS[name].queue == QUEUE


@pytest.mark.parametrize("name", OURS)
def test_every_job_is_tried_again_or_comes_back_by_itself(name: str) -> None:
    periodic = {each.task.name for each in app.periodic_registry.periodic_tasks.values()}

    assert OURS[name].retry_strategy is not None or name in periodic
