"""Whatever a webhook says: the door keeps it, and the worker records it or says why not.

`make fuzz` sends 200,000 of them, or as many as PAYLOADS says; the suite a few. What a round
sends follows from its SEED.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from tests.fuzz.course import Course, course
from tests.fuzz.payloads import generate
from tests.fuzz.telling import progress, summary

from bode.licensing.models import PhoneNumber
from bode.organisations.tenancy import every_tenant

_PAYLOADS = int(os.environ.get("PAYLOADS", "300"))
_SEED = int(os.environ.get("SEED", "0"))
_ROUND = 1_000  # payloads, in a world of their own


@pytest.mark.django_db(transaction=True)
def test_every_payload_is_kept_and_recorded_or_explained(
    number: PhoneNumber, capsys: pytest.CaptureFixture[str]
) -> None:
    def tell(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(text)

    with every_tenant("a test looks at everything"), course(number) as runs:
        if _PAYLOADS > _ROUND:
            _run_rounds(runs, tell)
        else:
            runs.run(generate(_PAYLOADS, _SEED))
    assert runs.faults == [], summary(runs)


def _run_rounds(runs: Course, tell: Callable[[str], None]) -> None:
    began = time.monotonic()
    for seed, bodies in _rounds():
        known = len(runs.faults)
        runs.run(bodies)
        tell(progress(runs, seed, time.monotonic() - began, runs.faults[known:]))
    tell(summary(runs))


def _rounds() -> Iterator[tuple[int, list[bytes]]]:
    """Each round's seed and payloads; the next ones are made while these run."""
    sizes = [min(_ROUND, _PAYLOADS - start) for start in range(0, _PAYLOADS, _ROUND)]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as another:
        coming = another.submit(generate, sizes[0], _SEED)
        for seed, size in enumerate([*sizes[1:], 0], _SEED):
            bodies = coming.result()
            coming = another.submit(generate, size, seed + 1)
            yield seed, bodies
