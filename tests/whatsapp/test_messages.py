"""What citizens send, by type of message."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bode.whatsapp import (
    ButtonReply,
    CardPhone,
    ChangedIdentity,
    Context,
    Edit,
    Identity,
    InboundMessage,
    InteractiveReply,
    Location,
    Media,
    MessageEcho,
    Order,
    OrderItem,
    Product,
    Reaction,
    Referral,
    Revoke,
    System,
    Text,
    Unknown,
    UnknownContent,
    Unsupported,
)


def test_a_text_names_sender_moment_account_and_number(webhooks: Any) -> None:
    event = webhooks.read_message(type="text", text={"body": "Hoi"})

    assert isinstance(event, InboundMessage)
    assert (event.waba_id, event.phone_number_id) == ("400000000000001", "300000000000001")
    assert (event.wamid, event.type) == ("wamid.M1", "text")
    assert event.sender == Identity(phone="31600000001")
    assert event.timestamp == datetime.fromtimestamp(1_795_500_000, UTC)
    assert event.content == Text(body="Hoi")
    assert b'"Hoi"' in event.raw


@pytest.mark.parametrize("kind", ["image", "video", "audio", "document", "sticker"])
def test_a_file_comes_with_what_is_needed_to_fetch_it(webhooks: Any, kind: str) -> None:
    event = webhooks.read_message(
        type=kind, **{kind: {"id": "900", "mime_type": "x/y", "sha256": "aGFzaA=="}}
    )

    assert event.content == Media(kind=kind, id="900", mime_type="x/y", sha256="aGFzaA==")


def test_a_file_keeps_its_caption_name_and_nature(webhooks: Any) -> None:
    letter = {"id": 900, "caption": "Mijn brief", "filename": "brief.pdf", "url": "https://x"}
    document = webhooks.read_message(type="document", document=letter)
    spoken = webhooks.read_message(type="audio", audio={"id": "901", "voice": True})
    moving = webhooks.read_message(type="sticker", sticker={"id": "902", "animated": True})

    assert (document.content.id, document.content.caption) == ("900", "Mijn brief")
    assert (document.content.filename, document.content.url) == ("brief.pdf", "https://x")
    assert spoken.content.voice
    assert moving.content.animated


def test_a_place_is_read_in_degrees(webhooks: Any) -> None:
    event = webhooks.read_message(
        type="location", location={"latitude": 52, "longitude": 4.9, "name": "Stadhuis"}
    )

    assert event.content == Location(latitude=52.0, longitude=4.9, name="Stadhuis")


def test_a_place_that_is_not_on_earth_is_kept_unread(webhooks: Any) -> None:
    event = webhooks.read_message(type="location", location={"latitude": 91, "longitude": 0})

    assert isinstance(event.content, UnknownContent)
    assert event.content.raw == b'{"latitude": 91, "longitude": 0}'


def test_what_is_too_long_to_be_an_id_is_none(webhooks: Any) -> None:
    event = webhooks.read_message(id="w" * 301, text={"body": "x"})
    assert (type(event), event.reason) == (Unknown, "id is too long")

    event = webhooks.read_message(from_user_id="u" * 201, text={"body": "x"})
    assert (event.sender.phone, event.sender.user_id) == ("31600000001", None)


def test_a_card_with_an_odd_number_tells_no_number(webhooks: Any) -> None:
    card = {"phones": [{"phone": "06", "wa_id": "odd"}], "origin": "contact_request"}

    [read] = webhooks.read_message(type="contacts", contacts=[card]).content.cards

    assert read.phones == (CardPhone(phone="06"),)


def test_contact_cards_tell_a_number_given_on_request(webhooks: Any) -> None:
    card = {
        "name": {"formatted_name": "Noor Proef", "first_name": "Noor"},
        "phones": [{"phone": "+31 6 0000 0001", "wa_id": "31600000001", "type": "CELL"}],
        "emails": [{"email": "noor@proefstad.example"}],
        "org": {"company": "Bakkerij"},
        "origin": "contact_request",
        "birthday": "2000-01-01",
    }

    [read] = webhooks.read_message(type="contacts", contacts=[card]).content.cards

    assert (read.formatted_name, read.organisation) == ("Noor Proef", "Bakkerij")
    assert read.origin == "contact_request"
    assert read.phones == (CardPhone(phone="+31 6 0000 0001", wa_id="31600000001", type="CELL"),)
    assert read.emails[0].email == "noor@proefstad.example"


@pytest.mark.parametrize(
    ("reaction", "emoji"),
    [({"emoji": "👍"}, "👍"), ({"emoji": ""}, ""), ({}, "")],
    ids=["put", "taken away", "taken away without the key"],
)
def test_a_reaction_points_at_a_message(
    webhooks: Any, reaction: dict[str, str], emoji: str
) -> None:
    event = webhooks.read_message(type="reaction", reaction={"message_id": "wamid.A"} | reaction)

    assert event.content == Reaction(message_id="wamid.A", emoji=emoji)


@pytest.mark.parametrize("context", [{"from": "31850000091", "id": "wamid.A"}, None])
def test_a_pressed_quick_reply_may_come_without_its_context(
    webhooks: Any, context: dict[str, str] | None
) -> None:
    event = webhooks.read_message(
        type="button", button={"payload": "JA", "text": "Ja, graag"}, context=context
    )

    assert event.content == ButtonReply(payload="JA", text="Ja, graag")
    assert event.context.reply_to == ("wamid.A" if context else None)


@pytest.mark.parametrize(
    ("interactive", "expected"),
    [
        (
            {"type": "button_reply", "button_reply": {"id": "ja", "title": "Ja"}},
            InteractiveReply(kind="button_reply", id="ja", title="Ja"),
        ),
        (
            {
                "type": "list_reply",
                "list_reply": {"id": "b1", "title": "Balie 1", "description": "Begane grond"},
            },
            InteractiveReply(
                kind="list_reply", id="b1", title="Balie 1", description="Begane grond"
            ),
        ),
        (
            {
                "type": "nfm_reply",
                "nfm_reply": {"name": "flow", "body": "Sent", "response_json": '{"a": 1}'},
            },
            InteractiveReply(kind="nfm_reply", title="Sent", response_json='{"a": 1}'),
        ),
        (
            {"type": "call_permission_reply", "call_permission_reply": {"response": "accept"}},
            InteractiveReply(kind="call_permission_reply", title="accept"),
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_an_answer_to_an_interactive_message_is_read(
    webhooks: Any, interactive: dict[str, Any], expected: InteractiveReply
) -> None:
    assert webhooks.read_message(type="interactive", interactive=interactive).content == expected


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("interactive", "null"),
        ("interactive", "{}"),
        ("interactive", '{"type":"new_reply","new_reply":{"title":"Ja"}}'),
        ("interactive", '{"type":"button_reply"}'),
        ("interactive", '{"type":"list_reply","list_reply":{"id":"b1"}}'),
        ("text", "{}"),
        ("text", '{"body":""}'),
        ("image", "{}"),
        ("location", '{"name":"Stadhuis"}'),
        ("contacts", "[]"),
        ("contacts", "[{}]"),
        ("button", "{}"),
        ("order", '{"catalog_id":"1"}'),
    ],
)
def test_what_arrives_with_nothing_to_read_is_kept_unread(
    webhooks: Any, kind: str, raw: str
) -> None:
    event = webhooks.read_message(type=kind, **{kind: json.loads(raw)})

    assert isinstance(event.content, UnknownContent)
    assert json.loads(event.content.raw) == json.loads(raw)


def test_an_order_lists_what_is_asked(webhooks: Any) -> None:
    item = {"product_retailer_id": "P1", "quantity": 2, "item_price": 1.5, "currency": "EUR"}
    event = webhooks.read_message(type="order", order={"catalog_id": 5, "product_items": [item]})

    assert event.content == Order(
        catalog_id="5",
        items=(OrderItem(product_retailer_id="P1", quantity=2, item_price=1.5, currency="EUR"),),
    )


def test_a_new_phone_number_is_told_of_the_old_one(webhooks: Any) -> None:
    event = webhooks.read_message(
        type="system",
        system={"type": "user_changed_number", "body": "…", "wa_id": "31600000002"},
    )

    assert event.sender == Identity(phone="31600000001")
    assert event.content == System(kind="user_changed_number", body="…", new_phone="31600000002")


def test_a_new_user_id_is_told_of_the_old_one_even_without_a_phone(webhooks: Any) -> None:
    event = webhooks.read_message(
        **{"from": None},
        type="system",
        system={
            "type": "user_changed_user_id",
            "user_id": "NL.new",
            "previous_user_id": "NL.old",
        },
    )

    assert event.sender == Identity(user_id="NL.old")
    assert event.content.user_id == "NL.new"


def test_an_edit_holds_the_new_words(webhooks: Any) -> None:
    event = webhooks.read_message(
        type="edit",
        edit={
            "original_message_id": "wamid.A",
            "message": {"type": "text", "text": {"body": "Beter"}},
        },
    )

    assert event.content == Edit(
        original_message_id="wamid.A", type="text", content=Text(body="Beter")
    )


def test_an_edit_of_an_edit_is_kept_unread(webhooks: Any) -> None:
    inner = {"type": "edit", "edit": {"original_message_id": "wamid.B"}}
    event = webhooks.read_message(
        type="edit", edit={"original_message_id": "wamid.A", "message": inner}
    )

    assert isinstance(event.content, UnknownContent)


def test_a_message_can_be_taken_back(webhooks: Any) -> None:
    event = webhooks.read_message(type="revoke", revoke={"original_message_id": "wamid.A"})

    assert event.content == Revoke(original_message_id="wamid.A")


@pytest.mark.parametrize("type_", ["unsupported", "unknown"])
def test_what_the_platform_could_not_pass_on_says_why(webhooks: Any, type_: str) -> None:
    event = webhooks.read_message(
        type=type_, errors=[{"code": 131051, "title": "t"}], unsupported={"type": "poll"}
    )

    assert isinstance(event.content, Unsupported)
    assert event.content.kind == "poll"
    assert [error.code for error in event.content.errors] == [131051]


def test_a_type_from_the_future_is_a_message_all_the_same(webhooks: Any) -> None:
    event = webhooks.read_message(type="hologram", hologram={"depth": 3})

    assert isinstance(event, InboundMessage)
    assert event.type == "hologram"
    assert event.content == UnknownContent(raw=b'{"depth": 3}')


def test_a_known_type_with_odd_content_is_a_message_all_the_same(webhooks: Any) -> None:
    event = webhooks.read_message(type="text", text={"body": 5})

    assert isinstance(event, InboundMessage)
    assert isinstance(event.content, UnknownContent)
    assert event.content.reason != "unknown type"


def test_a_context_tells_what_is_answered_or_forwarded(webhooks: Any) -> None:
    def context_of(context: dict[str, Any]) -> Context:
        message = webhooks.read_message(text={"body": "x"}, context=context)
        assert isinstance(message.context, Context)
        return message.context

    assert context_of({"from": "31850000091", "id": "wamid.A"}) == Context(reply_to="wamid.A")
    assert context_of({"forwarded": True}) == Context(forwarded=True)
    assert context_of({"frequently_forwarded": True}) == Context(frequently_forwarded=True)


def test_an_advertisement_that_led_here_is_told(webhooks: Any) -> None:
    event = webhooks.read_message(
        text={"body": "x"},
        referral={"source_type": "ad", "source_id": 7, "welcome_message": {"text": "Welkom"}},
    )

    assert event.referral == Referral(source_type="ad", source_id="7", welcome_text="Welkom")


def test_an_odd_advertisement_does_not_harm_the_message(webhooks: Any) -> None:
    event = webhooks.read_message(text={"body": "x"}, referral={"source_url": 5}, errors="odd")

    assert event.content == Text(body="x")
    assert (event.referral, event.errors) == (None, ())


def test_a_message_may_be_about_a_product(webhooks: Any) -> None:
    product = {"catalog_id": "5", "product_retailer_id": "P1"}
    event = webhooks.read_message(text={"body": "x"}, context={"referred_product": product})

    assert event.context.product == Product(catalog_id="5", product_retailer_id="P1")


def test_a_changed_security_code_is_told_beside_the_system_message(webhooks: Any) -> None:
    event = webhooks.read_message(
        type="system",
        system={"type": "customer_identity_changed", "body": "…"},
        identity={"acknowledged": True, "created_timestamp": "1795500000", "hash": "aGFzaA=="},
    )

    assert event.content.identity == ChangedIdentity(
        hash="aGFzaA==",
        created_at=datetime.fromtimestamp(1_795_500_000, UTC),
        acknowledged=True,
    )


def test_name_and_ids_come_from_the_contact_beside_the_message(webhooks: Any) -> None:
    event = webhooks.read_one(
        contacts=[
            {"wa_id": "31600000009", "profile": {"name": "Een ander"}},
            {
                "wa_id": "31600000001",
                "user_id": "NL.abc",
                "parent_user_id": "NL.ENT.abc",
                "profile": {"name": "Noor", "username": "noor"},
            },
        ],
        messages=[webhooks.message(text={"body": "x"})],
    )

    assert event.sender == Identity(
        phone="31600000001",
        user_id="NL.abc",
        parent_user_id="NL.ENT.abc",
        username="noor",
        name="Noor",
    )


def test_a_citizen_with_a_username_needs_no_phone_number(webhooks: Any) -> None:
    event = webhooks.read_one(
        contacts=[{"user_id": "NL.abc", "profile": {"name": "Noor", "username": "noor"}}],
        messages=[webhooks.message(**{"from": None}, from_user_id="NL.abc", text={"body": "x"})],
    )

    assert event.sender == Identity(user_id="NL.abc", username="noor", name="Noor")


def test_a_lean_contact_without_a_profile_is_enough(webhooks: Any) -> None:
    event = webhooks.read_one(
        contacts=[{"wa_id": "31600000001"}], messages=[webhooks.message(text={"body": "x"})]
    )

    assert event.sender == Identity(phone="31600000001")


def test_a_message_from_nobody_is_kept_as_unknown(webhooks: Any) -> None:
    event = webhooks.read_message(**{"from": None}, text={"body": "x"})

    assert isinstance(event, Unknown)
    assert event.reason == "the sender is missing"


@pytest.mark.parametrize("missing", ["id", "timestamp", "type"])
def test_a_message_without_what_identifies_it_is_kept_as_unknown(
    webhooks: Any, missing: str
) -> None:
    event = webhooks.read_message(**{missing: None}, text={"body": "x"})

    assert isinstance(event, Unknown)
    assert (event.field, event.phone_number_id) == ("messages", "300000000000001")
    assert event.reason.startswith(missing)


def test_what_staff_sent_from_the_app_is_an_echo_and_never_inbound(webhooks: Any) -> None:
    echo = webhooks.message(**{"from": "31850000091"}, to="31600000001", text={"body": "Dag"})

    event = webhooks.read_one(field="smb_message_echoes", message_echoes=[echo])

    assert isinstance(event, MessageEcho)
    assert event.recipient == Identity(phone="31600000001")
    assert event.content == Text(body="Dag")
