"""For every webhook about a citizen: what it does to contact, conversation or message."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ObjectDoesNotExist
from tests.account_samples import Json
from tests.conversations.street import PROVIDER, Citizen
from tests.webhook_samples import (
    NEW_USER_ID,
    NUMBER,
    OURS,
    PARENT_ID,
    PHONE,
    SAMPLES,
    USER_ID,
    webhook,
)

from bode.basics import now
from bode.conversations import queries, recording
from bode.conversations.contacts import identity_of
from bode.conversations.marketing import stopped_marketing
from bode.conversations.models import Contact, Conversation, Message
from bode.conversations.numbers import Numbers
from bode.conversations.sending import Outgoing, send
from bode.conversations.withdrawing import choose_marketing
from bode.licensing.models import Application, Licence, PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant, scope
from bode.whatsapp import parse_webhook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked_and_answered")]

NEW_PHONE = "31612345679"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def asked_and_answered(in_scope: None, number: PhoneNumber, agent: Actor) -> None:
    """Noor asked something just now; we answered, in Bode and on the phone."""
    Citizen(PHONE, user_id=USER_ID, name="Noor Bos").write(wamid="wamid.FIRST")
    answer = Outgoing(type="text", content={"body": "Ja"}, purpose="permits", to=PHONE)
    Message.objects.filter(id=send(agent, answer).id).update(wamid=OURS, accepted_at=now())
    told = {"from": "31850000091", "to": PHONE, "id": "wamid.ECHO1", "type": "text"}
    told |= {"timestamp": str(int(now().timestamp())), "text": {"body": "Tot dan"}}  # type: ignore[dict-item]
    metadata = {"phone_number_id": NUMBER, "display_phone_number": "31850000091"}
    take_in("smb_message_echoes", {"metadata": metadata, "message_echoes": [told]})


@pytest.fixture
def of_another(number: PhoneNumber, other_municipality: Organisation) -> PhoneNumber:
    """A number of another municipality, in an account of its own, through the same provider."""
    with every_tenant("a test's world"):
        application = Application.objects.create(
            municipality=other_municipality,
            provider=number.provider,
            route="bsp",
            status="approved",
        )
        licence = Licence.objects.create(
            municipality=other_municipality,
            provider=number.provider,
            application=application,
            purposes=["permits"],
            status="active",
            valid_from=now(),
        )
        return PhoneNumber.objects.create(
            municipality=other_municipality,
            provider=number.provider,
            licence=licence,
            platform_id="300000000000002",
            account_id="400000000000002",
            display_number="+31850000092",
            access_token="simulator-token",
        )


def take_in(field: str, value: dict[str, object]) -> None:
    for event in parse_webhook(webhook((field, value))):
        recording.record(event, Numbers(PROVIDER))


def message(wamid: str = "wamid.IN") -> Message:
    return Message.objects.get(wamid=wamid)


def ours() -> Message:
    return message(OURS)


def noor() -> Contact:
    return Contact.objects.get()


def conversation() -> Conversation:
    return Conversation.objects.get()


def reads(kind: str, text: str = "") -> Callable[[], bool]:
    return lambda: (message().type, message().text) == (kind, text)


def is_now(status: str, error: str = "") -> Callable[[], bool]:
    return lambda: (ours().status, ours().error_code) == (status, error)


def is_called(phone: str, user_id: str) -> Callable[[], bool]:
    def holds() -> bool:
        identity = identity_of(noor())
        has_history = bool(queries.list_contact_events(noor().id))
        return (identity.phone, identity.user_id) == (phone, user_id) and has_history

    return holds


EFFECTS: dict[str, Callable[[], bool]] = {
    "messages.text": lambda: conversation().unread_count == 1 and conversation().status == "open",
    "messages.text_username_only": lambda: noor().username == "noor.bos",
    "messages.text_forwarded": lambda: message().forwarded == "some",
    "messages.text_with_all_beside_it": lambda: (
        noor().identities.filter(value=PARENT_ID).exists() and message().text == "Stuur door"
    ),
    "messages.text_from_ad": reads("text", "Hoe meld ik me aan?"),
    "messages.text_about_a_product": reads("text", "Is deze er nog?"),
    "messages.image": lambda: message().media.platform_id == "9001",
    "messages.image_with_address": lambda: message().media.platform_id == "9001",
    "messages.video": lambda: message().media.state == "pending",
    "messages.audio": lambda: message().media.state == "pending",
    "messages.document": lambda: message().media.filename == "aanvraag.pdf",
    "messages.sticker": lambda: message().media.state == "pending",
    "messages.location": reads("location"),
    "messages.own_number_on_request": lambda: identity_of(noor()).phone == PHONE,
    "messages.reaction": lambda: [each.emoji for each in ours().reactions.all()] == ["👍"],
    "messages.reaction_removed": lambda: [each.emoji for each in ours().reactions.all()] == [""],
    "messages.button": lambda: message().reply_to == ours(),
    "messages.button_without_context": reads("button", "Ja graag"),
    "messages.button_reply": reads("interactive", "Ja"),
    "messages.list_reply": reads("interactive", "Afval"),
    "messages.form": reads("interactive", "Sent"),
    "messages.call_permission": reads("interactive", "accept"),
    "messages.interactive_empty": reads("unsupported"),
    "messages.order": reads("order", "Twee"),
    "messages.new_number": is_called(NEW_PHONE, USER_ID),
    "messages.new_number_and_user_id": is_called(NEW_PHONE, NEW_USER_ID),
    "messages.new_user_id": is_called(PHONE, NEW_USER_ID),
    "messages.new_security_code": lambda: (
        message().text == "Changed" and conversation().unread_count == 0
    ),
    "messages.edit": lambda: message("wamid.FIRST").versions.count() == 2,
    "messages.revoke": lambda: message("wamid.FIRST").revoked_at is not None,
    "messages.unsupported": reads("unsupported"),
    "messages.unsupported_here": reads("unsupported"),
    "messages.unsupported_file": lambda: message().media.state == "failed",
    "messages.unsupported_unknown": reads("unknown"),
    "messages.request_welcome": reads("request_welcome"),
    "messages.ephemeral": reads("ephemeral"),
    "messages.hologram": reads("hologram"),
    "statuses.sent": is_now("sent"),
    "statuses.delivered": is_now("delivered"),
    "statuses.read": is_now("read"),
    "statuses.played": is_now("read"),
    "statuses.sent_with_conversation": is_now("sent"),
    "statuses.sent_marketing": is_now("sent"),
    "statuses.sent_free": is_now("sent"),
    "statuses.failed_window": is_now("failed", "131047"),
    "statuses.failed_marketing_stopped": lambda: stopped_marketing(noor()),
    "statuses.failed_identity": is_now("failed", "137000"),
    "statuses.failed_after_sent": is_now("failed", "131026"),
    "user_preferences.stop": lambda: stopped_marketing(noor()),
    "user_preferences.resume": lambda: not stopped_marketing(noor()),
    "smb_message_echoes.text": lambda: message("wamid.ECHO").direction == "out",
    "smb_message_echoes.edit": lambda: message("wamid.ECHO1").text == "Verbeterd",
    "smb_message_echoes.revoke": lambda: message("wamid.ECHO1").revoked_at is not None,
    "history.messages": lambda: message("wamid.OLD2").direction == "out",
}
BEFORE: dict[str, Callable[[], object]] = {
    "messages.own_number_on_request": lambda: noor().identities.filter(kind="phone").delete(),
    "user_preferences.resume": lambda: choose_marketing(noor(), wanted=False, at=LONG_AGO),
}
"""What must be otherwise first, for the effect to be seen."""

WITHOUT_EFFECT = {
    "statuses.deleted",  # no longer told by the platform
    "history.refused",  # there is no history to show
    "smb_app_state_sync",  # what staff call people on their own phone stays there
}


def holds(name: str) -> bool:
    """Whether the effect is there; what it is to be seen in may not be there yet."""
    try:
        return EFFECTS[name]()
    except ObjectDoesNotExist:
        return False


def test_every_webhook_about_citizens_is_looked_at() -> None:
    about_citizens = {
        name
        for name, (field, _) in SAMPLES.items()
        if field in ("messages", "user_preferences", "history") or field.startswith("smb_")
    }

    assert EFFECTS.keys() | WITHOUT_EFFECT == about_citizens


@pytest.mark.parametrize("name", EFFECTS)
def test_a_webhook_has_its_effect_and_twice_the_same(name: str) -> None:
    BEFORE.get(name, bool)()
    assert not holds(name)
    take_in(*SAMPLES[name])
    assert EFFECTS[name]()
    take_in(*SAMPLES[name])
    assert EFFECTS[name]()


def test_a_batch_reaches_everyone_whom_it_tells_of(of_another: PhoneNumber) -> None:
    elsewhere: Json = json.loads(webhook(SAMPLES["messages.text"]))["entry"][0]
    told = elsewhere["changes"][0]["value"]
    told["metadata"]["phone_number_id"] = of_another.platform_id
    told["messages"][0]["id"] = "wamid.ELSEWHERE"
    here = json.loads(webhook(SAMPLES["messages.image"], SAMPLES["statuses.read"]))
    here["entry"].append(elsewhere | {"id": of_another.account_id})
    for event in parse_webhook(json.dumps(here).encode()):
        recording.record(event, Numbers(PROVIDER))

    assert (message().type, ours().status) == ("image", "read")
    assert conversation().unread_count == 1
    with scope(of_another.municipality_id):
        assert message("wamid.ELSEWHERE").conversation.number == of_another


@pytest.mark.parametrize("name", sorted(WITHOUT_EFFECT))
def test_some_webhooks_change_nothing(name: str) -> None:
    before = Message.objects.count(), Contact.objects.count()
    take_in(*SAMPLES[name])

    assert (Message.objects.count(), Contact.objects.count()) == before
