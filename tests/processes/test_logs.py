"""What a process writes down of what went wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from textwrap import indent
from typing import Any

FAILURE = """
import logging
import structlog
from bode.processes.logs import set_up_logs
from bode.settings.environment import Mode

set_up_logs("worker", Mode.TEST)
try:
{raised}
except Exception:
    {told}
"""
SEVERAL = """
try:
    int("Bakker")
except ValueError as cause:
    raise ExceptionGroup("Jansen", [KeyError("Pieters")]) from cause
"""
BY_US = "structlog.get_logger('bode').exception('turn.failed')"
BY_A_LIBRARY = "logging.getLogger('django.request').exception('Internal Server Error')"


def told(raised: str, by: str = BY_US) -> tuple[str, list[dict[str, Any]]]:
    """What a program logs of what it raises: the whole line, and its exceptions."""
    program = FAILURE.format(raised=indent(raised, "    "), told=by)
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return run.stderr, json.loads(run.stderr)["exception"]


def test_what_an_exception_says_is_left_out_and_where_it_was_raised_is_told() -> None:
    for by in (BY_US, BY_A_LIBRARY):
        line, [why] = told("raise ValueError('Mijn buurman slaat mij')", by)

        assert why["exc_type"] == "ValueError"
        assert why["frames"]
        assert "buurman" not in line


def test_neither_is_it_told_of_the_cause_or_of_one_of_several() -> None:
    line, [group, cause] = told(SEVERAL)

    assert (group["exc_type"], cause["exc_type"]) == ("ExceptionGroup", "ValueError")
    assert group["exceptions"][0][0]["exc_type"] == "KeyError"
    assert not any(name in line for name in ("Jansen", "Pieters", "Bakker"))


def test_what_ails_the_machine_is_told() -> None:
    _, [why] = told("raise OSError(28, 'No space left on device: 0612345678')")

    assert why["exc_value"] == "[Errno 28] No space left on device: [phone]"


def test_a_task_that_nobody_waited_for_tells_no_words_either() -> None:
    forgotten = """
import asyncio, gc

async def fail():
    raise ValueError("Mijn buurman slaat mij")

async def forget():
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    del task
    gc.collect()

asyncio.run(forget())
"""

    line, [why] = told(forgotten)

    assert why["exc_type"] == "ValueError"
    assert json.loads(line)["event"] == "Task exception was never retrieved"
    assert "buurman" not in line
