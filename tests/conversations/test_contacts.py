"""One citizen is one contact, whatever the platform calls them; its history says why."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from tests.conversations.street import PHONE, Citizen

from bode.basics import now
from bode.conversations import actions, queries
from bode.conversations.contacts import identity_of
from bode.conversations.models import Contact, ContactEvent, Conversation
from bode.conversations.purposes import set_purpose
from bode.conversations.sending import Outgoing, send
from bode.organisations.actors import Actor
from bode.outbox.models import Sending
from bode.whatsapp import Identity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]

NEW_PHONE = "31612345699"
OLD_ID, NEW_ID = "NL.old123", "NL.new456"
AGO = timedelta(minutes=10)
ASKED = "contact_request"


def the_contact() -> Contact:
    return Contact.objects.get()


def history(contact: Contact | None = None) -> list[tuple[str, str]]:
    events = queries.list_contact_events((contact or the_contact()).id)
    return [(event.kind, event.value) for event in events]


def changed_number(**more: Any) -> dict[str, Any]:
    return {"type": "user_changed_number", "body": "…", "wa_id": NEW_PHONE} | more


def test_a_new_number_is_added_and_used_from_then_on(citizen: Citizen) -> None:
    citizen.write()
    citizen.write("system", changed_number())

    assert identity_of(the_contact()).phone == NEW_PHONE
    assert history() == [("identity_added", NEW_PHONE), ("identity_left", PHONE)]


def test_the_next_owner_of_a_number_is_someone_else(citizen: Citizen) -> None:
    citizen.write()
    for _ in range(2):
        citizen.write("system", changed_number(), wamid="wamid.SAME")
    Citizen(PHONE, name="Noor").write()

    assert identity_of(Contact.objects.get(name="Sanne")).phone == NEW_PHONE
    assert identity_of(Contact.objects.get(name="Noor")).phone == PHONE
    assert Contact.objects.count() == Conversation.objects.count() == 2


def test_another_user_id_at_a_known_number_is_its_next_owner() -> None:
    Citizen(PHONE, user_id=OLD_ID, name="Daan").write()
    for _ in range(2):
        Citizen(PHONE, user_id=NEW_ID, name="Noor").write(wamid="wamid.SAME")

    daan, noor = Contact.objects.get(name="Daan"), Contact.objects.get(name="Noor")
    assert (identity_of(daan).phone, identity_of(daan).user_id) == (None, OLD_ID)
    assert (identity_of(noor).phone, identity_of(noor).user_id) == (PHONE, NEW_ID)
    assert Conversation.objects.filter(contact=noor).count() == 1


def test_a_new_user_id_that_is_told_is_no_next_owner_of_the_number() -> None:
    told = {"type": "user_changed_user_id", "user_id": NEW_ID, "previous_user_id": OLD_ID}
    Citizen(PHONE, user_id=OLD_ID).write()
    Citizen(PHONE, user_id=NEW_ID).write("system", told)
    Citizen(PHONE, user_id=NEW_ID).write()

    assert identity_of(the_contact()).user_id == NEW_ID


def test_a_citizen_who_goes_back_to_an_earlier_number_is_reached_there() -> None:
    Citizen().write("system", changed_number())
    back = {"type": "user_changed_number", "body": "…", "wa_id": PHONE}
    Citizen(NEW_PHONE).write("system", back)

    assert identity_of(the_contact()).phone == PHONE


def test_a_new_user_id_keeps_the_contact_without_any_phone() -> None:
    told = {"type": "user_changed_user_id", "user_id": NEW_ID, "previous_user_id": OLD_ID}
    citizen = Citizen(None, user_id=OLD_ID)
    citizen.write()
    citizen.write("system", told)
    Citizen(None, user_id=NEW_ID).write()

    assert identity_of(the_contact()).user_id == NEW_ID
    assert history() == [("identity_added", NEW_ID)]


def test_who_wrote_from_the_new_number_before_it_was_told_becomes_one(citizen: Citizen) -> None:
    citizen.write("text", {"body": "Van mijn oude nummer"}, at=now() - AGO)
    Citizen(NEW_PHONE, name="Sanne Nieuw").write("text", {"body": "Van mijn nieuwe nummer"})
    citizen.write("system", changed_number(), at=now() - AGO)

    assert history() == [("merged", "Sanne Nieuw"), ("identity_left", PHONE)]
    [conversation] = queries.list_conversations()
    texts = {each.text for each in queries.list_messages(conversation.id)}
    assert texts >= {"Van mijn oude nummer", "Van mijn nieuwe nummer"}
    assert conversation.unread_count == 2


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_whatever_comes_first_it_is_one_citizen_in_the_end(order: tuple[int, ...]) -> None:
    before, changed, after = now() - 2 * AGO, now() - AGO, now()
    told = [
        lambda: Citizen(user_id=OLD_ID).write("text", {"body": "Voor"}, at=before),
        lambda: Citizen(user_id=OLD_ID).write(
            "system", changed_number(user_id=NEW_ID, previous_user_id=OLD_ID), at=changed
        ),
        lambda: Citizen(NEW_PHONE, user_id=NEW_ID).write("text", {"body": "Na"}, at=after),
    ]
    for place in order:
        told[place]()

    identity = identity_of(the_contact())
    assert (identity.phone, identity.user_id) == (NEW_PHONE, NEW_ID)
    assert Conversation.objects.count() == 1


def test_who_had_the_number_before_stays_someone_else(citizen: Citizen) -> None:
    Citizen(NEW_PHONE, name="Daan").write(at=now() - AGO)
    citizen.write()
    citizen.write("system", changed_number())

    daan = Contact.objects.get(name="Daan")
    assert history(daan) == [("identity_lost", NEW_PHONE)]
    assert ("identity_added", NEW_PHONE) in history(Contact.objects.get(name="Sanne"))
    assert Conversation.objects.filter(contact=daan).count() == 1


def test_a_number_that_got_another_owner_goes_with_its_owner() -> None:
    Citizen(PHONE, user_id=OLD_ID, name="Daan").write()
    Citizen(None, user_id=NEW_ID, name="Noor").write()
    Citizen(PHONE, user_id=NEW_ID, name="Noor").write()

    assert identity_of(Contact.objects.get(name="Noor")).phone == PHONE
    assert history(Contact.objects.get(name="Daan")) == [("identity_lost", PHONE)]


def test_number_and_user_id_told_together_make_one_of_two_contacts() -> None:
    Citizen(PHONE, name="Sanne").write("text", {"body": "Met nummer"})
    Citizen(None, user_id=NEW_ID, name="Sanne").write("text", {"body": "Met gebruikersnaam"})
    Citizen(PHONE, user_id=NEW_ID, name="Sanne").write("text", {"body": "Met allebei"})

    assert history() == [("merged", "Sanne")]
    [conversation] = queries.list_conversations()
    assert (len(queries.list_messages(conversation.id)), conversation.unread_count) == (3, 3)


def test_a_merge_keeps_the_open_window_the_purpose_and_closed_conversations(agent: Actor) -> None:
    Citizen(PHONE).write(at=now() - AGO)
    [closed] = queries.list_conversations()
    actions.close_conversation(agent, closed.id)
    Conversation.objects.update(closed_at=now() - timedelta(days=2))
    Citizen(PHONE).write()
    [running, _] = queries.list_conversations()
    set_purpose(agent, running.id, "permits")
    Citizen(None, user_id=NEW_ID).write(at=now() - AGO)

    Citizen(PHONE, user_id=NEW_ID).write()

    [merged, earlier] = queries.find_conversations(user_id=NEW_ID)
    assert (merged.status, merged.purpose, earlier.id) == ("open", "permits", closed.id)
    assert merged.last_inbound_at is not None
    assert merged.last_inbound_at > now() - AGO


def test_the_number_that_a_citizen_gives_on_request_is_theirs() -> None:
    card = {
        "name": {"formatted_name": "Sanne"},
        "phones": [{"phone": f"+{PHONE}", "wa_id": PHONE}],
        "origin": ASKED,
    }
    Citizen(None, user_id=NEW_ID).write("contacts", [card])

    assert identity_of(the_contact()).phone == PHONE
    assert history() == [("identity_added", PHONE)]


def test_who_gives_the_number_under_which_they_wrote_before_is_one_citizen(
    agent: Actor,
) -> None:
    Citizen(PHONE).write(at=now() - AGO)
    [conversation] = queries.list_conversations()
    said = {"type": "text", "content": {"body": "Bijna klaar"}, "purpose": "permits"}
    waiting = send(agent, Outgoing(conversation_id=conversation.id, **said))  # type: ignore[arg-type]

    under_a_name = Citizen(None, user_id=NEW_ID, username="sanne.wit")
    under_a_name.write()
    given = {"phones": [{"phone": f"+{PHONE}", "wa_id": PHONE}], "origin": ASKED}
    under_a_name.write("contacts", [{"name": {"formatted_name": "Sanne"}} | given])

    assert identity_of(the_contact()) == Identity(phone=PHONE, user_id=NEW_ID)
    assert queries.access_message(waiting.id).status == "queued"
    assert [each.recipient for each in Sending.objects.all()] == [PHONE]


def test_news_of_a_number_that_was_left_since_changes_nothing(citizen: Citizen) -> None:
    third = "31612345688"
    citizen.write(at=now() - 3 * AGO)
    Citizen(NEW_PHONE).write("system", changed_number(wa_id=third), at=now() - AGO)
    citizen.write("system", changed_number(), at=now() - 2 * AGO)

    assert identity_of(the_contact()).phone == third
    assert queries.list_conversations()[0].contact == the_contact()


@pytest.mark.parametrize("written", [f"+{PHONE}", "06 1234 5678", "+31 (0)6-12345678"])
def test_a_number_given_on_request_is_read_in_any_notation(written: str) -> None:
    phones = [{"phone": "14 030"}, {}, {"phone": written}]
    Citizen(None, user_id=NEW_ID).write("contacts", [{"phones": phones, "origin": ASKED}])

    assert identity_of(the_contact()).phone == PHONE


def test_what_is_given_on_request_and_is_no_number_says_nothing() -> None:
    phones = [{"phone": "bij de buren"}, {"phone": ""}]
    Citizen(None, user_id=NEW_ID).write("contacts", [{"phones": phones, "origin": ASKED}])

    assert identity_of(the_contact()).phone is None


def test_the_card_of_someone_else_says_nothing_of_who_sends_it() -> None:
    card = {"phones": [{"phone": f"+{PHONE}", "wa_id": PHONE}], "origin": "other"}
    Citizen(None, user_id=NEW_ID).write("contacts", [card])

    assert identity_of(the_contact()).phone is None


def test_the_same_news_twice_is_told_once(citizen: Citizen) -> None:
    for _ in range(2):
        citizen.write("system", changed_number(), wamid="wamid.SAME")

    assert ContactEvent.objects.count() == 2  # the new number, and the earlier one
