"""What becomes of messages that were sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bode.whatsapp import Identity, PlatformError, Pricing, StatusUpdate, Unknown


@pytest.mark.parametrize("status", ["sent", "delivered", "read", "failed", "played", "later"])
def test_every_status_is_passed_on_by_name(webhooks: Any, status: str) -> None:
    event = webhooks.read_status(status=status, biz_opaque_callback_data="ours")

    assert isinstance(event, StatusUpdate)
    assert (event.wamid, event.status, event.callback_data) == ("wamid.S1", status, "ours")
    assert event.recipient == Identity(phone="31600000001")
    assert event.timestamp == datetime.fromtimestamp(1_795_500_000, UTC)


def test_a_failure_tells_the_code_and_the_details(webhooks: Any) -> None:
    event = webhooks.read_status(
        status="failed",
        errors=[
            {
                "code": 131026,
                "title": "Message undeliverable",
                "message": "Message undeliverable",
                "error_data": {"details": "Not on an app that works."},
                "href": "https://docs.example/codes",
            }
        ],
    )

    assert event.errors == (
        PlatformError(
            code=131026,
            title="Message undeliverable",
            message="Message undeliverable",
            details="Not on an app that works.",
        ),
    )


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"code": "131026"}, PlatformError(code=131026)),
        ({"code": 1, "error_data": "words"}, PlatformError(code=1, details="words")),
        ({"code": True, "title": 5}, PlatformError()),
        ({"code": -1}, PlatformError()),
        ({"is_transient": "yes"}, PlatformError()),
        ({"code": 10**12}, PlatformError()),
        ({}, PlatformError()),
    ],
)
def test_odd_parts_of_an_error_are_left_out(
    webhooks: Any, error: dict[str, Any], expected: PlatformError
) -> None:
    assert webhooks.read_status(errors=[error]).errors == (expected,)


def test_a_status_tells_how_it_is_charged(webhooks: Any) -> None:
    event = webhooks.read_status(
        pricing={
            "billable": False,
            "pricing_model": "PMP",
            "type": "free_customer_service",
            "category": "service",
        },
        conversation={"id": "c", "expiration_timestamp": "1795586400"},
    )

    assert event.pricing == Pricing(
        category="service", billable=False, model="PMP", type="free_customer_service"
    )


def test_a_recipient_with_a_username_needs_no_phone_number(webhooks: Any) -> None:
    event = webhooks.read_status(recipient_id=None, recipient_user_id="NL.abc")

    assert event.recipient == Identity(user_id="NL.abc")


def test_a_lean_contact_beside_a_failure_completes_the_recipient(webhooks: Any) -> None:
    event = webhooks.read_one(
        contacts=[{"wa_id": "31600000001", "user_id": "NL.abc"}],
        statuses=[webhooks.status(status="failed")],
    )

    assert event.recipient == Identity(phone="31600000001", user_id="NL.abc")


def test_a_status_without_recipient_is_still_a_status(webhooks: Any) -> None:
    event = webhooks.read_status(recipient_id=None)

    assert isinstance(event, StatusUpdate)
    assert event.recipient == Identity()


@pytest.mark.parametrize("missing", ["id", "status", "timestamp"])
def test_a_status_without_what_identifies_it_is_kept_as_unknown(
    webhooks: Any, missing: str
) -> None:
    event = webhooks.read_status(**{missing: None})

    assert isinstance(event, Unknown)
    assert event.reason.startswith(missing)


@pytest.mark.parametrize(
    "timestamp",
    [
        "",
        "soon",
        "0",
        0,
        -5,
        253_402_300_800,
        10**19,
        "2026-11-25T10:00:00",
        "2026-11-25T10:00:00+01:00",
    ],
)
def test_a_moment_that_is_none_makes_the_status_unknown(webhooks: Any, timestamp: object) -> None:
    assert isinstance(webhooks.read_status(timestamp=timestamp), Unknown)


@pytest.mark.parametrize("timestamp", ["1795500000", 1_795_500_000, 1_795_500_000.0, "1.7955e9"])
def test_a_moment_may_be_written_in_many_ways(webhooks: Any, timestamp: object) -> None:
    event = webhooks.read_status(timestamp=timestamp)

    assert event.timestamp == datetime.fromtimestamp(1_795_500_000, UTC)


def test_a_moment_beyond_what_is_meant_is_a_moment(webhooks: Any) -> None:
    assert webhooks.read_status(timestamp=10**11).timestamp.year == 5138
