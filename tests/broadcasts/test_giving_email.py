"""A citizen says in the chat where they may be mailed in a crisis, and proves that it is theirs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from tests.broadcasts.giving import (
    MAILBOX,
    OTHER,
    answers,
    ask,
    code_in,
    give,
    karim,
    kept,
    listed,
    waiting,
    write,
)
from tests.broadcasts.reaching import MINUTES, Phones, let_pass, switch, warn
from tests.conversations.street import Citizen
from tests.people import actor_of

from bode.basics import now
from bode.broadcasts.second_channel.sending import reach_all
from bode.conversations.consent_history import consent_history
from bode.conversations.giving_email import forget_unconfirmed
from bode.conversations.joining import join_contacts, plan_joining
from bode.conversations.models import Consent, Contact, Conversation, EmailAsked
from bode.conversations.states import PurposeFrom
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy.models import AuditEntry

EMAIL_TEMPLATE_ID = UUID("0f0e0d0c-4444-4ddd-8ddd-000000000004")


def test_an_address_counts_once_its_code_comes_back(mailing: Phones, sanne: Citizen) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    assert len(answers()) == 1
    assert answers()[0].startswith("Wij sturen een code naar het e-mailadres dat u stuurde.")
    assert (kept(), waiting()) == ([], [MAILBOX])

    code = code_in(mailing)
    [letter] = mailing.mail(MAILBOX)
    assert letter["subject"] == "Uw code / Your code"
    assert letter["body"].startswith("Dit is geen waarschuwing.")
    write(sanne, code)

    assert (kept(), waiting()) == ([MAILBOX], [])
    assert len(answers()) == 2
    assert answers()[1].startswith("Dank u wel.")
    assert not any(MAILBOX in each for each in answers())


def test_what_was_confirmed_gets_the_crisis_message(
    mailing: Phones, sanne: Citizen, erik: Person, municipality: Organisation
) -> None:
    give(sanne, mailing)
    warn(erik, municipality)
    let_pass(MINUTES)
    reach_all()

    assert mailing.mail(MAILBOX)[-1]["body"] == "Let op: rook. Blijf binnen."


def test_what_was_not_confirmed_gets_nothing_but_its_code(
    mailing: Phones, sanne: Citizen, erik: Person, municipality: Organisation
) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    warn(erik, municipality)
    let_pass(MINUTES)
    reach_all()
    reach_all()

    [letter] = mailing.mail(MAILBOX)
    assert "code" in letter["body"]


def test_notify_mails_the_code_too(alice: Person, sanne: Citizen, phones: Phones) -> None:
    switch(alice, order="email", email_template_id=EMAIL_TEMPLATE_ID)
    give(sanne, phones)

    assert kept() == [MAILBOX]


@pytest.mark.parametrize(
    "text",
    [
        f"e-mail {MAILBOX}",
        f"Mail: {MAILBOX}",
        f"Mijn e-mail is {MAILBOX}.",
        f"Mijn e-mailadres is {MAILBOX}",
        f"My email address is {MAILBOX}",
    ],
)
def test_people_say_it_in_their_own_way(mailing: Phones, sanne: Citizen, text: str) -> None:
    write(sanne, text)

    assert waiting() == [MAILBOX]


@pytest.mark.parametrize(
    "text",
    [
        "Mail mij even terug",
        "Mijn e-mail is weg",
        f"Mail {MAILBOX} of bel mij",
        f"EMAIL {MAILBOX} {OTHER}",
        f"Is {MAILBOX} uw adres?",
        "123456",
        "EMAIL",
    ],
)
def test_anything_else_is_for_people_to_read(mailing: Phones, sanne: Citizen, text: str) -> None:
    write(sanne, text)

    assert (answers(), kept(), waiting()) == ([], [], [])


def test_what_answers_a_colleague_is_for_them(
    mailing: Phones, sanne: Citizen, alice: Person
) -> None:
    write(sanne, "Ik wil graag een bewijs")
    with scope(actor_of(alice).organisation_id):
        ask(actor_of(alice), "Wat is uw e-mailadres?")
    write(sanne, f"Mijn e-mailadres is {MAILBOX}")
    assert (answers(), waiting()) == (["Wat is uw e-mailadres?"], [])

    write(sanne, f"EMAIL {MAILBOX}")
    assert waiting() == [MAILBOX]


@pytest.mark.parametrize(
    "address",
    [
        *("sanne@", "sanne@mail", "sanne @mail.example", "a@b@c.nl"),
        *(
            f"{MAILBOX}\u202c",
            f"{MAILBOX}\u200e",
            "sanne@\u200bmail.example",
            "sanne@ma\ufffcil.example",
        ),
    ],
)
def test_an_address_with_a_mistake_is_told(mailing: Phones, sanne: Citizen, address: str) -> None:
    write(sanne, f"EMAIL {address}")

    [answer] = answers()
    assert answer.startswith("Dit e-mailadres klopt niet")
    assert waiting() == []


def test_another_code_confirms_nothing(mailing: Phones, sanne: Citizen) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    wrong = f"{(int(code_in(mailing)) + 1) % 1_000_000:06}"
    write(sanne, f"EMAIL {wrong}")

    assert answers()[-1].startswith("Deze code klopt niet.")
    assert (kept(), waiting()) == ([], [MAILBOX])


def test_the_code_of_an_earlier_address_no_longer_counts(mailing: Phones, sanne: Citizen) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    earlier = code_in(mailing)
    write(sanne, f"EMAIL {OTHER}")
    write(sanne, earlier)

    assert (kept(), waiting()) == ([], [OTHER])


def test_a_code_is_of_one_citizen(mailing: Phones, sanne: Citizen) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    write(Citizen("31612345802"), f"EMAIL {code_in(mailing)}")

    assert kept() == []


@pytest.mark.parametrize("other_too", [False, True])
def test_who_turns_out_to_be_another_contact_keeps_the_address(
    mailing: Phones, sanne: Citizen, alice: Person, other_too: bool
) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    write(karim(), f"EMAIL {OTHER}" if other_too else "Hallo")
    actor = actor_of(alice)
    with scope(actor.organisation_id):
        gone, kept_one = Contact.objects.get(name="Sanne"), Contact.objects.get(name="Karim")
        seen = plan_joining(kept_one.id, gone.id).seen
        join_contacts(actor, kept_one.id, gone.id, reason="Belde erover.", seen=seen)

    assert waiting() == [OTHER if other_too else MAILBOX]


def test_who_wants_no_mail_any_more_gets_none(mailing: Phones, sanne: Citizen) -> None:
    give(sanne, mailing)
    write(sanne, f"EMAIL {OTHER}")
    write(sanne, "email weg")

    assert answers()[-1].startswith("Wij sturen u geen e-mail bij een crisis.")
    assert (kept(), waiting()) == ([], [])


def test_a_list_from_before_does_not_bring_it_back(
    mailing: Phones, sanne: Citizen, erik: Person
) -> None:
    listed(erik)
    assert kept() == [MAILBOX]
    before = now()
    write(sanne, "EMAIL WEG")
    listed(erik, before)
    assert kept() == []

    listed(erik)
    assert kept() == [MAILBOX]


@pytest.mark.parametrize("times", [1, 2])
def test_nor_does_it_bring_the_first(
    mailing: Phones, sanne: Citizen, erik: Person, times: int
) -> None:
    for _ in range(times):
        before = now()
        write(sanne, "EMAIL WEG")
    listed(erik, before)

    assert kept() == []


def test_stop_takes_the_address_along(mailing: Phones, sanne: Citizen) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    write(sanne, "STOP")

    assert waiting() == []


def test_in_english_it_answers_and_mails_in_english(mailing: Phones, sanne: Citizen) -> None:
    write(sanne, f"My email is {MAILBOX}")
    code_in(mailing)

    assert answers()[0].startswith("We are sending a code")
    assert mailing.mail(MAILBOX)[0]["body"].startswith("This is not a warning.")


@pytest.mark.parametrize("order", ["off", "sms"])
def test_where_nobody_is_mailed_nothing_is_kept(alice: Person, sanne: Citizen, order: str) -> None:
    switch(alice, on=order != "off", order="sms")
    write(sanne, f"EMAIL {MAILBOX}")

    [answer] = answers()
    assert answer.startswith("Wij sturen geen e-mail bij een crisis.")
    assert waiting() == []


def test_who_did_not_ask_for_crisis_messages_is_told_how(mailing: Phones, sanne: Citizen) -> None:
    write(Citizen("31612345899"), f"EMAIL {MAILBOX}")

    [answer] = answers()
    assert "Stuur START CRISIS." in answer
    assert waiting() == []


def test_what_do_i_get_tells_the_address(mailing: Phones, sanne: Citizen) -> None:
    give(sanne, mailing)
    write(sanne, f"EMAIL {OTHER}")
    write(sanne, "Wat krijg ik?")

    assert f"Uw e-mailadres: {MAILBOX}." in answers()[-1]
    assert f"Nog niet bevestigd: {OTHER}." in answers()[-1]


def test_the_citizens_page_and_the_audit_trail_tell_it(mailing: Phones, sanne: Citizen) -> None:
    give(sanne, mailing)
    with every_tenant("a test looks at everything"):
        contact = Contact.objects.get()
        steps = consent_history(contact)
        assert MAILBOX in {step.email for step in steps if step.purpose == "crisis_response"}
        assert {step.email for step in steps if step.purpose != "crisis_response"} == {""}
    write(sanne, "EMAIL WEG")

    with every_tenant("a test looks at everything"):
        told = AuditEntry.objects.filter(what__startswith="consent.email")
        assert [(each.what, each.actor, each.subject_id) for each in told.order_by("position")] == [
            ("consent.email", "Bode", str(contact.id)),
            ("consent.email_remove", "Bode", str(contact.id)),
        ]
        assert not any(MAILBOX in str(each.facts) for each in told)


def test_an_address_that_nobody_confirms_is_forgotten_after_a_week(
    mailing: Phones, sanne: Citizen
) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    with every_tenant("a test's world"):
        EmailAsked.objects.update(asked_at=now() - timedelta(days=6, hours=23))
        assert forget_unconfirmed() == 0
        EmailAsked.objects.update(asked_at=now() - timedelta(days=7))
        assert forget_unconfirmed() == 1


def test_what_can_not_be_answered_is_not_done(mailing: Phones, sanne: Citizen) -> None:
    write(sanne, "Hallo")
    with every_tenant("a test's world"):
        # Which the licence does not hold.
        Conversation.objects.update(purpose="tourism", purpose_from=PurposeFrom.AGENT)
    write(sanne, f"EMAIL {MAILBOX}")

    assert (answers(), waiting()) == ([], [])


def test_it_is_no_work_for_the_desk(mailing: Phones, sanne: Citizen) -> None:
    give(sanne, mailing)
    write(sanne, "email weg")

    with every_tenant("a test looks at everything"):
        conversation = Conversation.objects.get()
    assert (conversation.status, conversation.unread_count) == ("closed", 0)


def test_without_the_yes_a_code_confirms_nothing(
    mailing: Phones, sanne: Citizen, erik: Person
) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    code = code_in(mailing)
    with every_tenant("a test's world"):
        # As when a list says no at this very moment; STOP would have let the code go, too.
        Consent.objects.filter(purpose="crisis_response").update(withdrawn_at=now())
    write(sanne, f"EMAIL {code}")

    assert answers()[-1].startswith("U krijgt van ons nog geen berichten bij een crisis.")
    assert (kept(), waiting()) == ([], [])


def test_the_last_word_is_the_one_that_was_confirmed_last(
    mailing: Phones, sanne: Citizen, erik: Person
) -> None:
    listed(erik, email=OTHER)
    give(sanne, mailing)

    assert kept() == [MAILBOX]
