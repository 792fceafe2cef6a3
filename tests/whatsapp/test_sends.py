"""The bodies of requests."""

from __future__ import annotations

import json

import pytest

from bode.whatsapp import build_send, mark_as_read, readdress_send


def test_a_send_goes_to_a_phone_number_with_our_own_id_and_what_it_answers() -> None:
    body = build_send("31600000001", None, "text", {"body": "Hoi"}, "ours", "wamid.A")

    assert json.loads(body) == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "31600000001",
        "type": "text",
        "text": {"body": "Hoi"},
        "context": {"message_id": "wamid.A"},
        "biz_opaque_callback_data": "ours",
    }


def test_a_send_goes_to_a_user_id_where_no_number_is_known() -> None:
    sent = json.loads(build_send(None, "NL.abc", "text", {"body": "Hoi"}))

    assert sent["recipient"] == "NL.abc"
    assert not sent.keys() & {"to", "context", "biz_opaque_callback_data"}


def test_a_number_wins_over_a_user_id() -> None:
    sent = json.loads(build_send("31600000001", "NL.abc", "text", {"body": "Hoi"}))

    assert (sent["to"], "recipient" in sent) == ("31600000001", False)


@pytest.mark.parametrize("before", [("31600000001", None), (None, "NL.abc")])
@pytest.mark.parametrize("after", [("31600000002", None), (None, "NL.def")])
def test_a_send_to_another_address_is_the_same_for_the_rest(
    before: tuple[str | None, str | None], after: tuple[str | None, str | None]
) -> None:
    rest = ("text", {"body": "Hoi"}, "ours", "wamid.A")
    readdressed = readdress_send(build_send(*before, *rest), *after)

    assert json.loads(readdressed) == json.loads(build_send(*after, *rest))


def test_a_message_can_be_marked_as_read_without_typing() -> None:
    assert json.loads(mark_as_read("wamid.A")) == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.A",
    }
