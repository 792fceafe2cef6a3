"""A broadcast that is spread over days: to at most so many in any 24 hours."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.api.programs import Program, let_ask
from tests.api.test_broadcasts import PHONES, TEMPLATE, counts, run, step, waiting
from tests.broadcasting import feed_all

from bode.basics import now
from bode.licensing.models import PhoneNumber
from bode.organisations.tenancy import every_tenant
from bode.outbox.models import Sending


@pytest.fixture
def asked(alices: Program, number: PhoneNumber) -> None:
    """All but the last citizen asked for such messages."""
    let_ask(alices, PHONES[:-1])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, datetime]:
    shown = {"now": now()}
    monkeypatch.setattr("bode.broadcasts.spreading.now", lambda: shown["now"])
    return shown


@pytest.mark.usefixtures("asked")
def test_it_goes_on_by_itself_a_day_later(
    alices: Program, approvers: Program, clock: dict[str, datetime]
) -> None:
    made = run(alices, approvers, per_day=3)
    for _ in range(3):
        feed_all()
    assert len(waiting()) == 3

    clock["now"] += timedelta(hours=23, minutes=59)
    feed_all()
    assert len(waiting()) == 3
    clock["now"] += timedelta(minutes=2)
    feed_all()

    assert waiting() == [phone.lstrip("+") for phone in PHONES[:-1]]
    assert counts(alices, made) == {"queued": 4, "excluded": 1}


@pytest.mark.usefixtures("asked", "clock")
def test_it_is_done_as_soon_as_the_last_have_it(alices: Program, approvers: Program) -> None:
    made = run(alices, approvers, audience={"phones": PHONES[:2]}, per_day=2)
    feed_all()
    with every_tenant("all of it was sent"):
        Sending.objects.all().delete()

    feed_all()

    assert alices.get(f"/broadcasts/{made['id']}").json()["status"] == "done"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("asked")
def test_after_a_pause_a_day_brings_no_more_than_a_day(
    alices: Program, approvers: Program, clock: dict[str, datetime]
) -> None:
    made = run(alices, approvers, per_day=1)
    feed_all()
    step(alices, made, "pause")
    clock["now"] += timedelta(days=2)
    step(alices, made, "resume")

    for _ in range(3):
        feed_all()

    assert len(waiting()) == 2


@pytest.mark.usefixtures("asked")
def test_a_stop_ends_the_days_to_come(
    alices: Program, approvers: Program, clock: dict[str, datetime]
) -> None:
    made = run(alices, approvers, per_day=1)
    feed_all()
    step(alices, made, "stop")
    clock["now"] += timedelta(days=1)

    feed_all()

    assert waiting() == []
    assert counts(alices, made)["cancelled"] == len(PHONES)


def test_a_crisis_waits_for_no_day(alices: Program, number: PhoneNumber) -> None:
    body = {
        "name": "Rook",
        "purpose": "crisis_response",
        "template": TEMPLATE,
        "audience": {"phones": PHONES},
        "per_day": 5,
    }

    refused = alices.post("/broadcasts", body)

    assert refused.status_code == 422
    assert refused.json()["invalid_params"][0]["name"] == "per_day"  # type: ignore[attr-defined]
