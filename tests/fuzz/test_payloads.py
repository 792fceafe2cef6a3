"""Whatever a webhook says: the door keeps it, and the worker records it or says why not.

`make fuzz` sends 200,000 of them, or as many as PAYLOADS says; the suite a few. The payloads of
a round follow from its SEED.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from tests.fuzz.course import Course, course, summary
from tests.fuzz.payloads import generate

from bode.licensing.models import PhoneNumber
from bode.organisations.tenancy import every_tenant

_PAYLOADS = int(os.environ.get("PAYLOADS", "300"))
_SEED = int(os.environ.get("SEED", "0"))
_ROUND = 1_000  # payloads, in a world of their own


@pytest.mark.django_db(transaction=True)
def test_every_payload_is_kept_and_recorded_or_explained(
    number: PhoneNumber, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    with every_tenant("a test looks at everything"), course(number) as runs:
        for seed, bodies in _rounds():
            runs.run(bodies)
            if _PAYLOADS > _ROUND:
                with capsys.disabled():
                    sys.stdout.write(_progress(seed, runs, time.monotonic() - began))
    assert runs.faults == [], summary(runs)
    if _PAYLOADS > _ROUND:
        with capsys.disabled():
            sys.stdout.write(summary(runs))


def _rounds() -> Iterator[tuple[int, list[bytes]]]:
    """Each round's seed and payloads; the next ones are made while these run."""
    sizes = [min(_ROUND, _PAYLOADS - start) for start in range(0, _PAYLOADS, _ROUND)]
    seeds = range(_SEED, _SEED + len(sizes))
    if len(sizes) == 1:
        yield _SEED, generate(_PAYLOADS, _SEED)
        return
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as another:
        yield from zip(seeds, another.map(generate, sizes, seeds), strict=True)


def _progress(seed: int, runs: Course, seconds: float) -> str:
    sent = runs.answers.total()
    speed = sent / seconds
    return f"{sent:9,} payloads, {speed:5.0f} a second, {len(runs.faults)} faults; seed {seed}\n"
