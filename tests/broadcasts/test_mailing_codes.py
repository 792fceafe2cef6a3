"""The code by which a citizen confirms an e-mail address is mailed, and keeps nobody waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.broadcasts.giving import (
    MAILBOX,
    OTHER,
    answers,
    karim,
    listed,
    waiting,
    write,
)
from tests.broadcasts.reaching import MINUTES, Phones, let_pass, switch, warn
from tests.conversations.street import Citizen

from bode.basics import now
from bode.broadcasts.models import SecondChannel, SecondMessage
from bode.broadcasts.second_channel.sending import reach_all
from bode.broadcasts.second_channel.states import EmailBy
from bode.conversations.giving_email import MOST_ANSWERS, MOST_CODES, forget_unconfirmed
from bode.conversations.models import Contact, EmailAsked, MailboxAsked
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant


def test_a_crisis_of_any_municipality_goes_before_a_code(
    charlie: Person,
    other_municipality: Organisation,
    mailing: Phones,
    erik: Person,
    municipality: Organisation,
) -> None:
    switch(charlie, order="email", email_by=EmailBy.SMTP, subject="Waarschuwing")
    with every_tenant("a test's world"):
        # The last that changed comes last.
        SecondChannel.objects.filter(municipality=municipality).update(minutes=MINUTES)
        EmailAsked.objects.create(
            contact=Contact.objects.create(municipality=other_municipality),
            municipality=other_municipality,
            purpose="crisis_response",
            email=OTHER,
            code="123456",
            language="nl",
            asked_at=now(),
        )
    listed(erik)
    warn(erik, municipality)
    let_pass(MINUTES)
    reach_all()

    with every_tenant("a test looks at everything"):
        [mailed_at] = EmailAsked.objects.values_list("mailed_at", flat=True)
        [warned_at] = SecondMessage.objects.filter(way="email").values_list("asked_at", flat=True)
    assert warned_at < mailed_at


@pytest.mark.parametrize("mailbox", [MAILBOX, "sanne+a-1.1.1.2.2.2.3.3.3@mail.example"])
def test_whatever_stands_in_the_address_it_counts(
    mailing: Phones, sanne: Citizen, mailbox: str
) -> None:
    mailboxes = [f"{letter}{mailbox}" for letter in "abcdefgh"]
    assert len(mailboxes) > MOST_ANSWERS
    for each in mailboxes:
        write(sanne, f"EMAIL {each}")
        reach_all()

    mailed = sum(len(mailing.mail(each)) for each in mailboxes)
    assert mailed == len(answers()) == MOST_ANSWERS


def test_a_mailbox_gets_few_codes_in_a_day_whoever_asks(mailing: Phones, sanne: Citizen) -> None:
    for _ in range(MOST_CODES):
        write(sanne, f"EMAIL {MAILBOX}")
        reach_all()
    write(karim(), f"EMAIL {MAILBOX.upper()}")
    reach_all()
    assert len(mailing.mail(MAILBOX)) == len(answers()) == MOST_CODES

    with every_tenant("a test's world"):
        MailboxAsked.objects.update(at=now() - timedelta(days=1))
        forget_unconfirmed()
        assert not MailboxAsked.objects.exists()
    write(karim(), f"EMAIL {MAILBOX}")
    reach_all()
    assert len(mailing.mail(MAILBOX)) == MOST_CODES + 1


def test_a_mail_server_that_is_busy_gets_it_a_minute_later(mailing: Phones, sanne: Citizen) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    mailing.trouble("smtp_busy")
    reach_all()
    assert mailing.mail(MAILBOX) == []

    mailing.no_trouble()
    reach_all()
    reach_all()
    assert len(mailing.mail(MAILBOX)) == 1


def test_an_address_that_the_mail_server_refuses_is_forgotten(
    mailing: Phones, sanne: Citizen
) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    mailing.trouble("smtp_refuse")
    reach_all()

    assert waiting() == []


@pytest.mark.parametrize("code", ["450", "501", "556"])
def test_a_mailbox_in_trouble_keeps_nobody_else_waiting(
    mailing: Phones, sanne: Citizen, code: str
) -> None:
    write(sanne, f"EMAIL smtp-{code}@mail.example")
    write(karim(), f"EMAIL {MAILBOX}")
    reach_all()

    assert len(mailing.mail(MAILBOX)) == 1
    with every_tenant("a test looks at everything"):
        assert SecondChannel.objects.get().email_refused == ""


def test_who_was_not_tried_yet_goes_before_who_was(
    mailing: Phones, sanne: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bode.broadcasts.second_channel.confirming.TURN", 1)
    write(sanne, "EMAIL smtp-450@mail.example")
    write(karim(), f"EMAIL {MAILBOX}")
    reach_all()
    reach_all()

    assert len(mailing.mail(MAILBOX)) == 1


def test_an_address_that_no_mail_can_bear_keeps_nobody_else_waiting(
    mailing: Phones, sanne: Citizen
) -> None:
    write(sanne, f"EMAIL {OTHER}")
    with every_tenant("a test's world"):
        EmailAsked.objects.update(email=f"sanne@mail.{'x' * 64}.example")
    write(karim(), f"EMAIL {MAILBOX}")
    reach_all()
    reach_all()

    assert len(mailing.mail(MAILBOX)) == 1
    assert waiting() == [MAILBOX]


def test_a_mail_server_that_refuses_the_sender_is_told(mailing: Phones, sanne: Citizen) -> None:
    write(sanne, f"EMAIL {MAILBOX}")
    mailing.trouble("smtp_refuse_sender")
    reach_all()

    with every_tenant("a test looks at everything"):
        assert SecondChannel.objects.get().email_refused == "SMTP 550"
    assert waiting() == [MAILBOX]
