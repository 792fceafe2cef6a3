"""What passed beside Bode: typed in the app on the phone, and from before it was connected."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.conversations.street import PHONE, Citizen, record, report, seconds

from bode.basics import now
from bode.conversations import actions, live, queries
from bode.conversations.models import Conversation, Message
from bode.organisations.actors import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]

OURS = "31850000091"
LONG_AGO = now().replace(microsecond=0) - timedelta(days=30)


def echo(kind: str, content: Any, *, wamid: str = "wamid.E1", at: datetime | None = None) -> None:
    """Staff do something in the app on the phone."""
    told = {"from": OURS, "to": PHONE, "id": wamid, "timestamp": seconds(at or now())}
    record(field="smb_message_echoes", message_echoes=[told | {"type": kind, kind: content}])


def say(body: str = "Getypt op de telefoon", **more: Any) -> None:
    echo("text", {"body": body}, **more)


def edit(wamid: str, body: str) -> dict[str, Any]:
    return {"original_message_id": wamid, "message": {"type": "text", "text": {"body": body}}}


def past(wamid: str, body: str, *, ours: bool = False, at: datetime = LONG_AGO) -> dict[str, Any]:
    """A message from before the number was connected."""
    ends = {"from": OURS, "to": PHONE} if ours else {"from": PHONE}
    return ends | {
        "id": wamid,
        "timestamp": seconds(at),
        "type": "text",
        "text": {"body": body},
        "history_context": {"status": "READ"},
    }


def bring(*messages: dict[str, Any]) -> None:
    """A piece of the history comes."""
    metadata = {"phone_number_id": "300000000000001", "display_phone_number": OURS}
    chunk = {
        "metadata": {"phase": 1, "chunk_order": 1, "progress": 50},
        "threads": [{"id": PHONE, "messages": list(messages)}],
    }
    record(field="history", history=[chunk], metadata=metadata)  # type: ignore[arg-type]


def conversation() -> Conversation:
    [found] = queries.list_conversations()
    return found


def messages() -> list[Message]:
    return queries.list_messages(conversation().id)


class TestWhatStaffTypedOnThePhone:
    def test_is_ours_and_nobody_has_to_read_it(self) -> None:
        say()

        [message] = messages()
        assert (message.direction, message.status) == ("out", "sent")
        assert (message.text, message.author_name) == (
            "Getypt op de telefoon",
            "WhatsApp Business-app",
        )
        assert (conversation().status, conversation().unread_count) == ("waiting", 0)
        assert conversation().preview == "Getypt op de telefoon"

    def test_opens_no_window(self) -> None:
        say()

        assert conversation().last_inbound_at is None

    def test_answers_the_citizen(self, citizen: Citizen) -> None:
        citizen.write(at=now() - timedelta(minutes=1))
        say()

        found = conversation()
        assert (found.status, found.unread_count) == ("waiting", 1)
        assert [each.direction for each in messages()] == ["in", "out"]

    def test_and_comes_late_does_not_hide_that_the_citizen_wrote_since(
        self, citizen: Citizen
    ) -> None:
        citizen.write("text", {"body": "Nog een vraag"})
        say(at=now() - timedelta(minutes=5))

        assert (conversation().status, conversation().preview) == ("open", "Nog een vraag")

    def test_twice_is_recorded_once(self) -> None:
        say()
        say()

        assert len(messages()) == 1

    def test_has_ticks_whenever_they_come(self) -> None:
        report("wamid.E1", "delivered", now(), None)
        say()
        report("wamid.E1", "read", now(), None)

        [message] = messages()
        assert message.status == "read"
        assert message.delivered_at is not None

    def test_keeps_what_it_said_when_it_is_changed(self) -> None:
        say("Morgne", at=now() - timedelta(minutes=2))
        echo("edit", edit("wamid.E1", "Morgen"), wamid="wamid.E2")

        [message] = messages()
        assert message.text == "Morgen"
        assert {each.text for each in message.versions.all()} == {"Morgne", "Morgen"}

    def test_may_be_changed_or_taken_back_before_it_is_told(self) -> None:
        echo("edit", edit("wamid.E1", "Morgen"), wamid="wamid.E2")
        echo("revoke", {"original_message_id": "wamid.E3"}, wamid="wamid.E4")
        say("Morgne", at=now() - timedelta(minutes=2))
        say("Vergissing", wamid="wamid.E3", at=now() - timedelta(minutes=2))

        found = {each.wamid: each for each in messages()}
        assert found["wamid.E1"].text == "Morgen"
        assert found["wamid.E3"].revoked_at is not None

    def test_is_not_for_the_citizen_to_change(self, citizen: Citizen) -> None:
        say("Van ons")
        citizen.write("edit", edit("wamid.E1", "Van de inwoner"))

        [message] = messages()
        assert message.text == "Van ons"

    def test_may_be_an_emoji(self, citizen: Citizen) -> None:
        wamid = citizen.write()
        echo("reaction", {"message_id": wamid, "emoji": "👍"})

        [message] = messages()
        assert [each.direction for each in message.reactions.all()] == ["out"]


class TestHistory:
    def test_fills_the_past_and_wakes_nobody(self, monkeypatch: pytest.MonkeyPatch) -> None:
        told: list[Any] = []
        monkeypatch.setattr(live, "announce", lambda *each: told.append(each))
        bring(past("wamid.H1", "Vraag"), past("wamid.H2", "Antwoord", ours=True))

        assert [(each.direction, each.text, each.status) for each in messages()] == [
            ("in", "Vraag", "received"),
            ("out", "Antwoord", "read"),
        ]
        found = conversation()
        assert (found.status, found.unread_count, found.preview) == ("closed", 0, "Antwoord")
        assert found.last_message_at == LONG_AGO
        assert told == []

    def test_reopens_nothing(self, citizen: Citizen, agent: Actor) -> None:
        citizen.write("text", {"body": "Nu"})
        actions.open_conversation(agent, conversation().id)
        actions.close_conversation(agent, conversation().id)
        bring(past("wamid.H1", "Toen"))

        found = conversation()
        assert (found.status, found.unread_count, found.preview) == ("closed", 0, "Nu")
        assert [each.text for each in messages()] == ["Toen", "Nu"]

    def test_in_any_order_and_twice_is_the_same_past(self) -> None:
        earlier = past("wamid.H1", "Eerst", at=LONG_AGO - timedelta(days=1))
        for _ in range(2):
            bring(past("wamid.H2", "Later"))
            bring(earlier)

        assert [each.text for each in messages()] == ["Eerst", "Later"]
        assert conversation().preview == "Later"

    def test_tells_when_the_citizen_last_wrote(self) -> None:
        an_hour_ago = now().replace(microsecond=0) - timedelta(hours=1)
        bring(past("wamid.H1", "Vraag", at=an_hour_ago))

        assert conversation().last_inbound_at == an_hour_ago

    def test_goes_on_in_a_new_conversation(self, citizen: Citizen) -> None:
        bring(past("wamid.H1", "Toen"))
        citizen.write("text", {"body": "Nu"})

        assert [each.status for each in queries.list_conversations()] == ["open", "closed"]

    @pytest.mark.parametrize(
        ("errors", "code"), [([], "unexplained"), ([{"code": 131026}], "131026")]
    )
    def test_tells_of_what_never_arrived_that_it_failed_and_why(
        self, errors: list[dict[str, int]], code: str
    ) -> None:
        lost = past("wamid.H1", "Antwoord", ours=True)
        bring(lost | {"history_context": {"status": "ERROR"}, "errors": errors})

        [message] = messages()
        assert (message.status, message.error_code) == ("failed", code)

    def test_has_files_that_the_platform_no_longer_keeps(self) -> None:
        picture = past("wamid.H1", "") | {"type": "image", "image": {"id": "9001"}}
        bring(picture)

        [message] = messages()
        assert (message.type, message.media.state) == ("image", "failed")

    def test_has_files_that_the_platform_lost(self) -> None:
        lost = past("wamid.H1", "", at=now()) | {
            "type": "unsupported",
            "errors": [{"code": 131052}],
        }
        bring(lost)

        [message] = messages()
        assert message.media.failure == "lost"
