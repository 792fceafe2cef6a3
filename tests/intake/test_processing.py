"""From the log to the conversations: nothing is lost, and nothing stands in another's way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import orjson
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.bodies import almost_a_webhook, json_bodies
from tests.intake.street import message, status

from bode.basics import now
from bode.conversations.models import Message
from bode.intake import actions, jobs, processing
from bode.intake.models import Webhook, WebhookState
from bode.intake.pauses import pause_after
from bode.intake.processing import process_due, process_waiting
from bode.intake.queries import count_by_state, heard_until, list_unprocessed
from bode.licensing.models import PhoneNumber
from bode.licensing.numbers import resume_number
from bode.organisations.tenancy import every_tenant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything(db: None) -> Iterator[None]:
    with every_tenant("a test looks at everything"):
        yield


@pytest.fixture(autouse=True)
def refusing(db: None) -> None:
    """Nothing that we know of makes the database refuse an event; so something is made up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE conversations_message"
            " ADD CONSTRAINT made_up CHECK (wamid <> 'wamid.REFUSED')"
        )


def store(*bodies: bytes) -> list[Webhook]:
    return [Webhook.objects.create(provider="proefbode", body=body) for body in bodies]


def process() -> None:
    while process_waiting():
        pass


def states() -> list[str]:
    return list(Webhook.objects.order_by("id").values_list("state", flat=True))


def texts() -> list[str]:
    return list(Message.objects.order_by("id").values_list("text", flat=True))


def make_due() -> None:
    Webhook.objects.update(next_attempt_at=now() - timedelta(seconds=1))


STRANGE_NUMBER = "999999999999999"
REFUSED = message(wamid="wamid.REFUSED", text="Geheim bericht")


class TestAWebhook:
    def test_is_recorded_and_done(self, number: PhoneNumber) -> None:
        store(message(text="Goedemorgen"))
        process()

        assert texts() == ["Goedemorgen"]
        (webhook,) = Webhook.objects.all()
        assert (webhook.state, webhook.attempts, webhook.error) == ("done", 1, "")
        assert webhook.processed_at is not None

    def test_is_recorded_in_the_order_of_its_arrival(self, number: PhoneNumber) -> None:
        store(*(message(wamid=f"wamid.{each}", text=str(each)) for each in range(120)))
        process()

        assert texts() == [str(each) for each in range(120)]

    def test_tells_nothing_of_another_providers_number(self, number: PhoneNumber) -> None:
        Webhook.objects.create(provider="waterlijn", body=message(text="Vals"))
        Webhook.objects.create(provider="waterlijn", body=status())
        store(message(wamid="wamid.2", text="Echt"))
        process()

        assert states() == ["failed", "failed", "done"]
        assert texts() == ["Echt"]

    def test_that_comes_twice_changes_nothing(self, number: PhoneNumber) -> None:
        store(message(), message())
        process()

        assert states() == ["done", "done"]
        assert len(texts()) == 1

    @pytest.mark.parametrize("levels", [2_000, 100_000])
    def test_that_is_nested_too_deep_stays_for_an_operator(
        self, levels: int, number: PhoneNumber
    ) -> None:
        store(b"[" * levels + b"]" * levels, message())
        process()

        assert states() == ["unknown", "done"]

    def test_of_an_unknown_kind_stays_for_an_operator(self, number: PhoneNumber) -> None:
        store(b'{"object":"something_new"}', message())
        process()

        assert states() == ["unknown", "done"]
        (unknown,) = list_unprocessed()
        assert unknown.error
        assert bytes(Webhook.objects.get(id=unknown.id).body) == b'{"object":"something_new"}'


class TestAFailure:
    def test_is_kept_with_its_error_and_its_next_attempt(self, number: PhoneNumber) -> None:
        store(message(number=STRANGE_NUMBER))
        process()

        (failed,) = list_unprocessed()
        assert (failed.state, failed.attempts) == ("failed", 1)
        assert "NumberUnknown" in failed.error
        assert failed.next_attempt_at is not None
        assert failed.next_attempt_at > now()

    def test_waits_longer_after_each_attempt(self, number: PhoneNumber) -> None:
        store(message(number=STRANGE_NUMBER))
        process()
        pauses = []
        for _ in range(3):
            make_due()
            before = now()
            assert process_due() == 1
            pauses.append(Webhook.objects.get().next_attempt_at - before)

        assert pauses[0] > timedelta(seconds=15)
        assert pauses == sorted(pauses)
        assert pauses[2] > 3 * pauses[1]

    def test_is_not_tried_before_its_time(self, number: PhoneNumber) -> None:
        store(message(number=STRANGE_NUMBER))
        process()

        assert process_due() == 0
        assert Webhook.objects.get().attempts == 1

    def test_is_forgotten_once_its_cause_is_gone(self, number: PhoneNumber) -> None:
        store(message(number=STRANGE_NUMBER, text="Eindelijk"))
        process()
        PhoneNumber.objects.update(platform_id=STRANGE_NUMBER)
        make_due()
        process_due()

        assert states() == ["done"]
        assert texts() == ["Eindelijk"]
        assert list_unprocessed() == []

    def test_does_not_stop_the_others(self, number: PhoneNumber) -> None:
        store(message(wamid="1"), REFUSED, message(number=STRANGE_NUMBER), message(wamid="2"))
        process()

        assert states() == ["done", "failed", "failed", "done"]
        assert len(texts()) == 2

    def test_does_not_stop_its_neighbours_in_the_same_webhook(self, number: PhoneNumber) -> None:
        one, other = orjson.loads(REFUSED), orjson.loads(message(text="Ernaast"))
        one["entry"] += other["entry"]
        store(orjson.dumps(one))
        process()

        assert states() == ["failed"]
        assert texts() == ["Ernaast"]

    def test_says_nothing_of_what_the_citizen_wrote(self, number: PhoneNumber) -> None:
        store(REFUSED)
        process()

        error = Webhook.objects.get().error
        assert "CheckViolation 23514 made_up" in error
        assert "Geheim" not in error
        assert "31612345678" not in error


class TestWhatWasHeard:
    def test_is_everything_until_now_when_nothing_waits(self, number: PhoneNumber) -> None:
        store(message())
        process()
        before = now()

        assert before <= heard_until() <= now()

    def test_ends_with_the_oldest_that_waits(self, number: PhoneNumber) -> None:
        received = [each.received_at for each in came_before(message(), message(), minutes=(3, 2))]

        assert heard_until() == received[0]

    def test_ends_with_the_oldest_that_failed_within_the_hour(self, number: PhoneNumber) -> None:
        received = came_before(REFUSED, REFUSED, minutes=(50, 40))
        process()
        came_before(message(), minutes=(1,))

        assert heard_until() == received[0].received_at

    def test_goes_on_past_what_failed_long_ago(self, number: PhoneNumber) -> None:
        came_before(REFUSED, minutes=(61,))
        process()
        before = now()

        assert heard_until() >= before

    def test_waits_for_nothing_about_a_strangers_number(self, number: PhoneNumber) -> None:
        came_before(message(number=STRANGE_NUMBER), minutes=(30,))
        process()
        before = now()

        assert list_unprocessed()[0].state == "failed"
        assert heard_until() >= before

    def test_waits_when_something_else_failed_beside_it(self, number: PhoneNumber) -> None:
        both = orjson.loads(message(number=STRANGE_NUMBER))
        both["entry"] += orjson.loads(REFUSED)["entry"]
        received = came_before(orjson.dumps(both), minutes=(30,))
        process()

        assert heard_until() == received[0].received_at


def came_before(*bodies: bytes, minutes: tuple[int, ...]) -> list[Webhook]:
    """Webhooks that came so many minutes ago."""
    stored = store(*bodies)
    for webhook, ago in zip(stored, minutes, strict=True):
        webhook.received_at = now() - timedelta(minutes=ago)
        webhook.save(update_fields=["received_at"])
    return stored


class TestAnOperator:
    def test_sees_how_much_waits_and_fails(self, number: PhoneNumber) -> None:
        store(message(), REFUSED, REFUSED, b"[]")
        process()
        store(message(wamid="2"))

        counts = {each.state: each.count for each in count_by_state()}
        assert counts == {"failed": 2, "new": 1, "unknown": 1}
        assert [each.state for each in list_unprocessed()] == ["failed", "failed", "unknown"]

    def test_has_one_processed_again_at_once(self, number: PhoneNumber) -> None:
        (webhook,) = store(message(number=STRANGE_NUMBER))
        process()
        PhoneNumber.objects.update(platform_id=STRANGE_NUMBER)

        assert actions.replay(webhook.id)
        process()

        assert states() == ["done"]
        assert len(texts()) == 1

    def test_has_everything_that_failed_processed_again(self, number: PhoneNumber) -> None:
        store(message(wamid="1"), message(wamid="2", number=STRANGE_NUMBER), b"[]")
        process()
        PhoneNumber.objects.update(platform_id=STRANGE_NUMBER)

        assert actions.replay_failed() == 2
        process()

        assert states() == ["done", "done", "unknown"]
        assert len(texts()) == 2

    def test_may_replay_what_was_done(self, number: PhoneNumber) -> None:
        (webhook,) = store(message())
        process()

        assert actions.replay(webhook.id)
        process()

        assert len(texts()) == 1

    def test_hears_of_a_webhook_that_is_not_there(self) -> None:
        assert not actions.replay(1)


class TestPruning:
    def test_takes_what_was_done_long_ago_and_nothing_else(self, number: PhoneNumber) -> None:
        store(message(wamid="1"), message(wamid="2"), REFUSED, b"[]")
        process()
        long_ago = now() - timedelta(days=40)
        Webhook.objects.exclude(id=Webhook.objects.order_by("id")[1].id).update(
            processed_at=long_ago
        )
        store(message(wamid="3"))

        assert actions.prune(before=now() - timedelta(days=30)) == 1
        assert states() == ["done", "failed", "unknown", "new"]

    def test_by_the_nightly_job_keeps_a_month(self, number: PhoneNumber) -> None:
        store(message(wamid="1"), message(wamid="2"))
        process()
        for webhook, days in zip(Webhook.objects.order_by("id"), (29, 31), strict=True):
            Webhook.objects.filter(id=webhook.id).update(processed_at=now() - timedelta(days=days))

        jobs.prune(timestamp=0)

        assert bytes(Webhook.objects.get().body) == message(wamid="1")

    def test_of_a_log_without_anything_old_takes_nothing(self, number: PhoneNumber) -> None:
        store(message())
        process()

        assert actions.prune(before=now() - timedelta(days=30)) == 0


def test_pauses_grow_from_seconds_to_hours_and_no_further() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, 40)]

    assert pauses[:3] == [timedelta(seconds=5), timedelta(seconds=20), timedelta(seconds=80)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=6)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bodies=st.lists(almost_a_webhook() | json_bodies | st.binary(max_size=40), max_size=4))
def test_no_body_stops_the_processing(bodies: list[bytes], number: PhoneNumber) -> None:
    Webhook.objects.all().delete()
    store(*bodies, message(wamid="wamid.after"))
    process()

    assert WebhookState.NEW not in states()
    assert states()[-1] == "done"
    assert Message.objects.filter(wamid="wamid.after").count() == 1


def test_one_bad_item_in_hundreds_harms_no_other(number: PhoneNumber) -> None:
    whole = orjson.loads(message())
    [value] = [change["value"] for change in whole["entry"][0]["changes"]]
    [told] = value["messages"]
    value["messages"] = [
        told | {"id": f"wamid.{place}", "timestamp": str(1_764_000_000 + place)}
        for place in range(300)
    ]
    value["messages"][150] = {"id": ["odd"], "type": 7}
    value["messages"][151]["id"] = "w" * 400  # too long to be an id
    value["messages"][152]["id"] = "wamid.REFUSED"
    store(orjson.dumps(whole))

    process()

    assert Message.objects.count() == 297
    assert states() == ["failed"]  # and it stays in the log, with what went wrong


def test_a_webhook_of_a_thousand_messages_locks_nobody_for_long(
    number: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processing, "_TURN_SECONDS", 0.0)  # one event, and then the next turn
    whole = orjson.loads(message())
    value = whole["entry"][0]["changes"][0]["value"]
    [told] = value["messages"]
    value["messages"] = [told | {"id": f"wamid.{name}"} for name in ("A", "REFUSED", "B")]
    store(orjson.dumps(whole))

    seen = []
    while process_waiting():
        seen.append((Message.objects.count(), *states()))

    assert seen[0] == (1, "new")
    assert seen[-1] == (2, "failed")
    make_due()
    assert Webhook.objects.get().attempts == 1


def test_an_error_that_is_heard_again_does_not_stop_what_was_resumed(
    number: PhoneNumber,
) -> None:
    strange = orjson.loads(message(number=STRANGE_NUMBER))["entry"]
    told = {"metadata": {"phone_number_id": number.platform_id}, "errors": [{"code": 131031}]}
    ours = orjson.loads(message())["entry"][0] | {"changes": [{"field": "messages", "value": told}]}
    store(orjson.dumps({"object": "whatsapp_business_account", "entry": [ours, *strange]}))
    process()
    assert stopped_code(number) == 131031

    resume_number(number)
    make_due()
    process_due()

    assert stopped_code(number) is None


def stopped_code(number: PhoneNumber) -> int | None:
    return PhoneNumber.objects.get(id=number.id).stopped_code
