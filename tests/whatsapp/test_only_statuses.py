"""The quick way and the careful way through a webhook tell the same."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.damage import anything, damage
from tests.webhook_samples import NOOR, STATUSES, of_number, webhook

from bode.whatsapp import Event, StatusUpdate, Unknown, parse_webhook
from bode.whatsapp.only_statuses import read_only_statuses

Json = dict[str, Any]


def quickly(*values: Json) -> list[Event]:
    return parse_webhook(webhook(*(("messages", value) for value in values)))


def carefully(*values: Json) -> list[Event]:
    """With a list of messages, which is empty but takes the webhook off the quick way."""
    body = webhook(*(("messages", value | {"messages": []}) for value in values))
    assert read_only_statuses(body) is None
    return parse_webhook(body)


@pytest.mark.parametrize("name", STATUSES)
def test_statuses_go_the_quick_way_and_tell_the_same(name: str) -> None:
    value = of_number(STATUSES[name] | {"contacts": [NOOR]})

    assert read_only_statuses(webhook(("messages", value))) == carefully(value)


def test_several_numbers_and_accounts_may_stand_in_one_webhook() -> None:
    sent, read = of_number(STATUSES["sent"]), of_number(STATUSES["read"])
    read["metadata"] = {"phone_number_id": "300000000000002"}

    events = quickly(sent, read)

    assert events == carefully(sent, read)
    assert [event.phone_number_id for event in events] == ["300000000000001", "300000000000002"]


@pytest.mark.parametrize("moment", ["soon", "253402300800"])  # the latter: in the year 10000
def test_one_that_is_odd_does_not_harm_its_neighbours(moment: str) -> None:
    odd = {"id": "wamid.X", "status": "sent", "timestamp": moment}
    value = of_number({"statuses": [*STATUSES["sent"]["statuses"], odd]})

    assert [type(event) for event in quickly(value)] == [StatusUpdate, Unknown]


@pytest.mark.parametrize("beside", ["messages", "errors"])
def test_what_stands_beside_statuses_is_not_passed_over(beside: str) -> None:
    value = of_number(STATUSES["sent"] | {beside: [{"code": 131000}]})

    assert len(quickly(value)) == 2


@given(st.sampled_from(sorted(STATUSES)), st.randoms(), st.data())
@settings(max_examples=400, deadline=None)
def test_a_damaged_webhook_tells_the_same_either_way(name: str, random: Random, data: Any) -> None:
    value = copy.deepcopy(of_number(STATUSES[name] | {"contacts": [NOOR]}))
    for _ in range(random.randint(1, 3)):
        damage(value, random, lambda: data.draw(anything))
    value.pop("messages", None)

    assert _told(quickly(value)) == _told(carefully(value))


def _told(events: list[Event]) -> list[Any]:
    """The events, without the body of a value that could not be read at all: there they differ."""
    return [event.reason if isinstance(event, Unknown) else event for event in events]
