"""An agent says that two contacts are one person; from then on they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conversations.street import PHONE, Citizen
from tests.people import actor_of

from bode.basics import now
from bode.conversations import actions, queries
from bode.conversations.consents import list_last_words
from bode.conversations.contacts import identity_of
from bode.conversations.errors import JoiningChanged, JoiningReasonMissing, JoiningSelf
from bode.conversations.joining import join_contacts, plan_joining
from bode.conversations.models import Consent, Contact, ContactEvent, Conversation, Message
from bode.conversations.past import find_contacts, find_namesakes, list_earlier
from bode.conversations.states import ConsentHow
from bode.conversations.withdrawing import withdraw_told
from bode.desk import notes
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.organisations.tenancy import scope
from bode.privacy.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]

SECOND = "31612345699"
AGO = timedelta(minutes=10)
home = Citizen(PHONE, name="Sanne")
work = Citizen(SECOND, name="Sanne Werk")


@pytest.fixture
def both() -> tuple[Contact, Contact]:
    """One person with two phones, who wrote from the second one last."""
    home.write("text", {"body": "Van huis"}, at=now() - AGO)
    work.write("text", {"body": "Van het werk"})
    return Contact.objects.get(name="Sanne"), Contact.objects.get(name="Sanne Werk")


def join(agent: Actor, kept: Contact, gone: Contact) -> Contact:
    seen = plan_joining(kept.id, gone.id).seen
    return join_contacts(agent, kept.id, gone.id, reason="Belde erover.", seen=seen)


def test_two_running_conversations_become_one_with_what_stands_beside_them(
    agent: Actor, both: tuple[Contact, Contact]
) -> None:
    for each in Conversation.objects.all():
        notes.write_note(agent, each.id, "Kijk hier.")
    assert plan_joining(both[0].id, both[1].id).running_into_one == 1

    join(agent, *both)

    [conversation] = queries.list_conversations()
    said = [each.text for each in queries.list_messages(conversation.id)]
    assert said == ["Van huis", "Van het werk"]
    assert (conversation.notes.count(), conversation.unread_count) == (2, 2)
    assert [each.kind for each in conversation.events.all()] == ["merged"]


def test_it_says_who_joined_them_and_why_and_the_trail_holds_no_words(
    agent: Actor, both: tuple[Contact, Contact]
) -> None:
    contact = join(agent, *both)

    event = ContactEvent.objects.get(contact=contact, kind="joined")
    assert (event.actor, event.reason, event.value) == ("Alice", "Belde erover.", "Sanne Werk")
    entry = AuditEntry.objects.get(what="contact.join")
    assert (entry.actor, entry.facts) == ("Alice", {"conversations": 1})


def test_answers_go_to_the_phone_from_which_they_wrote_last(
    agent: Actor, both: tuple[Contact, Contact]
) -> None:
    contact = join(agent, *both)
    assert identity_of(contact).phone == SECOND

    home.write(at=now() + timedelta(seconds=1))

    assert identity_of(Contact.objects.get()).phone == PHONE


def test_who_writes_under_a_user_id_alone_is_answered_there(agent: Actor) -> None:
    Citizen(PHONE).write(at=now() - AGO)
    under_a_name = Citizen(None, user_id="NL.abc123", name="Wit")
    under_a_name.write()
    phone, name = Contact.objects.get(name="Sanne"), Contact.objects.get(name="Wit")

    identity = identity_of(join(agent, phone, name))

    assert (identity.phone, identity.user_id) == (None, "NL.abc123")


def test_a_second_phone_stays_theirs_when_the_first_gets_another_number(
    agent: Actor, both: tuple[Contact, Contact]
) -> None:
    join(agent, *both)
    told = {"type": "user_changed_number", "body": "…", "wa_id": "31687654321"}
    home.write("system", told)
    work.write()

    assert Contact.objects.count() == 1


def test_the_first_user_id_of_the_second_phone_splits_nobody_off(agent: Actor) -> None:
    Citizen(PHONE, user_id="NL.one", name="Sanne").write(at=now() - AGO)
    work.write()
    join(agent, Contact.objects.get(name="Sanne"), Contact.objects.get(name="Sanne Werk"))

    Citizen(SECOND, user_id="NL.two", name="Sanne").write()
    assert Contact.objects.count() == 1

    Citizen(SECOND, user_id="NL.three", name="Daan").write()  # the next owner of the number
    assert Contact.objects.count() == 2


def test_a_no_from_one_phone_holds_for_the_other_and_a_later_yes_stays(
    agent: Actor, both: tuple[Contact, Contact]
) -> None:
    kept, gone = both
    yes = {"municipality_id": kept.municipality_id, "address": SECOND, "wording": "Ja"}
    Consent.objects.create(**yes, purpose="permits", given_at=now() - AGO, source="brief")
    for purpose in ("permits", "appointments"):
        withdraw_told(agent, kept, purpose, how=ConsentHow.PHONE)
    later = now() + timedelta(seconds=1)
    Consent.objects.create(**yes, purpose="appointments", given_at=later, source="brief")

    contact = join(agent, kept, gone)

    words = {each.purpose: each.withdrawn_at is None for each in list_last_words(contact)}
    assert words == {"permits": False, "appointments": True}
    assert not Consent.objects.filter(purpose="permits", withdrawn_at=None).exists()


def test_closed_conversations_are_found_under_the_one_contact(
    agent: Actor, both: tuple[Contact, Contact]
) -> None:
    [running, other] = queries.list_conversations()
    actions.close_conversation(agent, other.id)

    join(agent, *both)

    [earlier] = list_earlier(queries.access_conversation(running.id))
    assert (earlier.id, earlier.first_words) == (other.id, "Van huis")  # type: ignore[attr-defined]


def test_what_changed_since_it_was_shown_is_shown_again_first(
    agent: Actor, both: tuple[Contact, Contact]
) -> None:
    seen = plan_joining(both[0].id, both[1].id).seen
    [latest, _] = queries.list_conversations()
    actions.close_conversation(agent, latest.id)

    with pytest.raises(JoiningChanged):
        join_contacts(agent, both[0].id, both[1].id, reason="Belde.", seen=seen)

    assert Contact.objects.count() == 2


def test_it_takes_a_reason_another_contact_and_an_agent_of_the_municipality(
    agent: Actor, bob: Person, charlie: Person, both: tuple[Contact, Contact]
) -> None:
    kept, gone = both
    with pytest.raises(JoiningReasonMissing):
        join_contacts(agent, kept.id, gone.id, reason=" ", seen="")
    with pytest.raises(JoiningSelf):
        plan_joining(kept.id, kept.id)
    with pytest.raises(NotAllowed):
        join_contacts(actor_of(bob), kept.id, gone.id, reason="Zo.", seen="")
    with scope(actor_of(charlie).organisation_id), pytest.raises(Contact.DoesNotExist):
        plan_joining(kept.id, gone.id)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("written", ["+31 6 12345699", "sanne w", "SANNE WERK", "werk"])
def test_the_other_contact_is_found_by_number_or_part_of_a_name(
    both: tuple[Contact, Contact], written: str
) -> None:
    kept, gone = both

    assert find_contacts(written, besides=kept.id) == [gone]


def test_namesakes_are_offered(both: tuple[Contact, Contact]) -> None:
    kept, gone = both
    Contact.objects.filter(id=gone.id).update(name="sanne")

    assert find_namesakes(kept) == [gone]
