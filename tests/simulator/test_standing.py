"""What befalls businesses on the platform: it is told, and sending obeys it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.simulator.pywa_client import CITIZEN, Pywa
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

LIMIT = "max_daily_conversations_per_business"
WORDS = [
    {"type": "text", "parameter_name": "zaaknummer", "text": "1"},
    {"type": "text", "parameter_name": "status", "text": "klaar"},
]
TEMPLATE = {
    "name": "vergunning_status",
    "language": {"code": "nl"},
    "components": [{"type": "body", "parameters": WORDS}],
}


def befall(world: World, event: str, detail: str = "") -> dict[str, Any]:
    body = {"event": event, "number": NUMBER, "detail": detail}
    answer = world.control.post("/events", json=body)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def send_template(world: World, to: str = CITIZEN) -> int:
    """Send a template; return the error's code, or 0."""
    answer = world.send(to, type="template", template=TEMPLATE)
    return 0 if answer.status_code == 200 else int(answer.json()["error"]["code"])


def test_a_banned_account_sends_nothing_until_it_is_reinstated(world: World) -> None:
    befall(world, "ban_planned")
    assert send_template(world) == 0
    befall(world, "ban")
    assert send_template(world) == 131031
    befall(world, "ban_lifted")
    assert send_template(world) == 0
    eventually(lambda: len(bans_of(world)) == 3)


def bans_of(world: World) -> list[tuple[str, str]]:
    """What the platform told about bans: the state and the day."""
    told = [one["ban_info"] for one in world.receiver.values if "ban_info" in one]
    return [(one["waba_ban_state"], one["waba_ban_date"]) for one in told]


def test_a_planned_ban_holds_from_the_day_that_was_named(world: World) -> None:
    pass_time(world, 30 * 24)
    befall(world, "ban_planned")
    [(state, day)] = eventually(lambda: bans_of(world))
    assert state == "SCHEDULE_FOR_DISABLE"
    begins = datetime.strptime(day, "%B %d, %Y").replace(tzinfo=UTC).timestamp()
    left = begins - now_of(world)
    assert 6 * 24 * 3600 < left <= 7 * 24 * 3600
    pass_time(world, left / 3600 - 1)
    assert send_template(world) == 0
    pass_time(world, 1)
    assert send_template(world) == 131031
    eventually(lambda: bans_of(world)[1:] == [("DISABLE", day)])


def test_a_planned_ban_that_is_lifted_never_comes(world: World) -> None:
    befall(world, "ban_planned")
    befall(world, "ban_lifted")
    pass_time(world, 8 * 24)
    assert send_template(world) == 0


def now_of(world: World) -> int:
    return int(world.control.get("/clock").json()["now"])


@pytest.mark.parametrize("event", ["account_deleted", "account_offboarded"])
def test_an_account_that_is_gone_is_no_longer_known(world: World, event: str) -> None:
    befall(world, event)
    for error in (
        world.refusal(CITIZEN, type="template", template=TEMPLATE),
        world.graph.get(f"/{NUMBER}").json()["error"],
        world.graph.get(f"/{ACCOUNT}/message_templates").json()["error"],
        world.graph.post(f"/{NUMBER}/media").json()["error"],
    ):
        assert (error["code"], error["error_subcode"]) == (100, 33)
    befall(world, "account_reconnected")
    assert send_template(world) == 0


@pytest.mark.parametrize(
    ("restriction", "first", "answer"),
    [
        ("RESTRICTED_BIZ_INITIATED_MESSAGING", 368, 0),
        ("RESTRICTED_CUSTOMER_INITIATED_MESSAGING", 0, 368),
        ("RESTRICTED_UTILITY_TEMPLATES", 131064, 131064),
    ],
)
def test_a_restriction_holds_for_what_it_names(
    world: World, restriction: str, first: int, answer: int
) -> None:
    befall(world, "restriction", restriction)
    assert send_template(world) == first
    world.write()
    assert send_template(world) == answer
    assert befall(world, "restrictions_lifted")["restrictions"] == {}
    assert send_template(world) == 0


def test_a_restricted_account_adds_no_numbers(world: World) -> None:
    befall(world, "restriction", "RESTRICTED_ADD_PHONE_NUMBER_ACTION")
    body = {"cc": "31", "phone_number": "850000042", "verified_name": "Stad"}
    refused = world.graph.post(f"/{ACCOUNT}/phone_numbers", json=body)
    assert refused.json()["error"]["code"] == 368


def test_without_payment_what_costs_money_fails_after_it_was_accepted(world: World) -> None:
    befall(world, "payment_missing")
    assert send_template(world) == 0
    failed = eventually(lambda: world.receiver.statuses_seen)[0]
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 131042)
    world.write()
    world.send()
    eventually(lambda: "read" in [one["status"] for one in world.receiver.statuses_seen])


def test_answers_beyond_the_free_ones_of_a_month_are_charged(receiver: Receiver) -> None:
    with limited(receiver, free_answers=1) as world:
        for _ in range(2):
            world.write()
            world.send()
        eventually(lambda: world.stats()["delivered"] == 2)
        told = eventually(
            lambda: (
                len(receiver.statuses_seen) == 6
                and [one["pricing"] for one in receiver.statuses_seen if one["status"] == "sent"]
            )
        )
        assert [one["type"] for one in told] == ["free_customer_service", "regular"]
        assert [one["billable"] for one in told] == [False, True]
        befall(world, "payment_missing")
        world.send()
        failed = eventually(lambda: [one for one in receiver.statuses_seen if "errors" in one])
        assert failed[0]["errors"][0]["code"] == 131042
        pass_time(world, 31 * 24)
        world.write()
        world.send()
        eventually(lambda: world.stats()["delivered"] == 3)


def test_a_portfolio_writes_first_to_no_more_people_than_its_limit(receiver: Receiver) -> None:
    with serve(create_app(configure("http://127.0.0.1:9", reach=2))) as address:
        world = World(address, receiver)
        assert [send_template(world, f"3161234567{place}") for place in (1, 2, 1)] == [0, 0, 0]
        assert send_template(world, "31612345673") == 131048
        world.write("31612345673")
        assert send_template(world, "31612345673") == 0
        number = befall(world, "messaging_limit", "TIER_2K")
        assert number["people_written_first"] == 2
        assert send_template(world, "31612345674") == 0
        limit = world.graph.get(f"/{NUMBER}").json()["whatsapp_business_manager_messaging_limit"]
        assert limit == "TIER_2K"


def test_a_display_name_holds_once_it_is_approved(world: World) -> None:
    wanted = {"new_display_name": "Stad Voorbeeld"}
    world.graph.post(f"/{NUMBER}", json=wanted)
    assert world.graph.get(f"/{NUMBER}").json()["verified_name"] == "Gemeente Voorbeeldstad"
    befall(world, "name_rejected")
    world.graph.post(f"/{NUMBER}", json=wanted)
    befall(world, "name_approved")
    assert world.graph.get(f"/{NUMBER}").json()["verified_name"] == "Stad Voorbeeld"
    eventually(lambda: len(world.receiver.values) == 2)
    rejected, approved = world.receiver.values
    assert (rejected["decision"], rejected["rejection_reason"]) == (
        "REJECTED",
        "NAME_NOT_CONSISTENT",
    )
    assert approved["requested_verified_name"] == "Stad Voorbeeld"


def test_quality_is_told_and_shown(world: World) -> None:
    befall(world, "quality", "RED")
    assert quality(world) == "RED"
    eventually(lambda: [one["event"] for one in world.receiver.values] == ["FLAGGED"])


def test_blocks_lower_the_quality_of_number_and_template(world: World) -> None:
    people = [f"3161234{place:04}" for place in range(20)]
    assert {send_template(world, one) for one in people} == {0}
    world.set_phone(people[0], blocks=[NUMBER])
    eventually(lambda: quality(world) == "YELLOW")
    world.set_phone(people[1], blocks=[NUMBER])
    eventually(lambda: quality(world) == "RED")
    assert send_template(world) == 132015
    for one in people[:2]:
        world.set_phone(one, blocks=[])
    eventually(lambda: quality(world) == "GREEN")


def test_a_few_blocks_among_few_people_say_nothing(world: World) -> None:
    send_template(world)
    world.set_phone(CITIZEN, blocks=[NUMBER])
    befall(world, "onboarding")
    eventually(lambda: [one["event"] for one in world.receiver.values if "event" in one])
    assert quality(world) == "GREEN"


def quality(world: World) -> str:
    return str(world.graph.get(f"/{NUMBER}").json()["quality_rating"])


def test_an_event_that_is_not_there_is_refused(world: World) -> None:
    for body, field in (
        ({"event": "brand", "number": NUMBER}, "event"),
        ({"event": "ban", "number": "1"}, "number"),
        ({"event": "quality", "number": NUMBER, "detail": "PAARS"}, "detail"),
    ):
        answer = world.control.post("/events", json=body)
        assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_pywa_takes_every_event(pywa: Pywa) -> None:
    names = pywa.world.control.get("/events").json()["results"]
    for name in names:
        befall(pywa.world, name)
    eventually(lambda: pywa.world.stats()["webhooks_pending"] == 0)
    eventually(lambda: pywa.kinds()["AccountUpdate"] == 8)


def pass_time(world: World, hours: float) -> None:
    answer = world.control.post("/clock", json={"seconds": round(hours * 3600)})
    assert answer.status_code == 201, answer.text


def limit_of(world: World) -> str:
    return str(world.graph.get(f"/{NUMBER}").json()["whatsapp_business_manager_messaging_limit"])


@contextmanager
def limited(receiver: Receiver, **limits: int) -> Iterator[World]:
    """A platform on which portfolios have these limits."""
    with serve(receiver) as callbacks, serve(create_app(configure(callbacks, **limits))) as address:
        yield World(address, receiver)


def test_a_limit_rises_six_hours_after_half_of_it_was_used_in_a_week(receiver: Receiver) -> None:
    with limited(receiver, reach=50, proven_by=50) as world:
        people = [f"3161234567{place:02}" for place in range(25)]
        assert {send_template(world, one) for one in people[:12]} == {0}
        pass_time(world, 48)
        assert {send_template(world, one) for one in people[12:]} == {0}
        pass_time(world, 5)
        assert limit_of(world) == "TIER_50"
        pass_time(world, 1)
        assert limit_of(world) == "TIER_250"
        told = eventually(lambda: [one for one in receiver.values if LIMIT in one])
        assert [one[LIMIT] for one in told] == ["TIER_250"]


def test_a_first_limit_rises_by_messages_that_were_delivered(receiver: Receiver) -> None:
    with limited(receiver, reach=1, proven_by=3) as world:
        assert [send_template(world) for _ in range(3)] == [0, 0, 0]
        eventually(lambda: world.stats()["delivered"] == 3)
        assert send_template(world, "31612345671") == 131048
        pass_time(world, 6)
        assert send_template(world, "31612345671") == 0


def test_no_limit_rises_while_quality_is_red(receiver: Receiver) -> None:
    with limited(receiver, reach=1, proven_by=1) as world:
        send_template(world)
        befall(world, "quality", "RED")
        pass_time(world, 6)
        assert send_template(world, "31612345671") == 131048


def test_the_clock_goes_forward_alone(world: World) -> None:
    for seconds in (-1, "morgen", 10**9):
        answer = world.control.post("/clock", json={"seconds": seconds})
        assert (answer.status_code, answer.json()["field"]) == (400, "seconds")
    world.write()
    pass_time(world, 25)
    assert world.refusal()["code"] == 131047
    assert world.control.get("/clock").json()["ahead"] == 25 * 3600
