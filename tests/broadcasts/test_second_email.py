"""In a crisis, who has not got the message in time gets it by e-mail, alone or beside SMS."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings
from tests.broadcasts.reaching import (
    FIRST,
    MINUTES,
    SECOND,
    Phones,
    let_pass,
    states,
    switch,
)
from tests.people import actor_of

from bode.basics import now
from bode.broadcasts.models import Broadcast, SecondChannel, SecondMessage
from bode.broadcasts.second_channel.counting import count_ways
from bode.broadcasts.second_channel.deciding import decide_uncertain
from bode.broadcasts.second_channel.sending import reach_all
from bode.broadcasts.second_channel.states import EmailBy
from bode.conversations.consents import record_consents
from bode.conversations.models import ConsentEmail
from bode.conversations.withdrawing import withdraw_consent
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope

MAILBOX = "inwoner-een@mail.example"
OTHER = "inwoner-twee@mail.example"
EMAIL_TEMPLATE_ID = UUID("0f0e0d0c-4444-4ddd-8ddd-000000000004")


@pytest.fixture
def mailbox(erik: Person) -> str:
    """The first citizen gave an e-mail address with their yes."""
    give(erik, FIRST, MAILBOX)
    return MAILBOX


def give(sender: Person, phone: str, email: str) -> None:
    actor = actor_of(sender)
    with scope(actor.organisation_id):
        record_consents(
            actor,
            phones=[phone],
            purpose="crisis_response",
            wording="Ja, graag.",
            given_at=now(),
            source="balie",
            emails={phone: email},
        )


@pytest.fixture
def by_mail_server(alice: Person) -> None:
    switch(alice, order="email", email_by=EmailBy.SMTP, subject="Waarschuwing")


def ways_of(broadcast: Broadcast) -> dict[str, int]:
    with scope(broadcast.municipality_id):
        return count_ways(broadcast)


@pytest.mark.usefixtures("mailbox", "crisis")
class TestByEmail:
    @pytest.mark.usefixtures("by_mail_server")
    def test_a_mail_server_takes_the_text(self, phones: Phones) -> None:
        let_pass(MINUTES)
        reach_all()

        assert [(each["subject"], each["body"]) for each in phones.mail(MAILBOX)] == [
            ("Waarschuwing", "Let op: rook. Blijf binnen.")
        ]
        assert phones.sms(FIRST) == []

    def test_notify_takes_the_text(self, alice: Person, phones: Phones) -> None:
        switch(alice, order="email", email_template_id=EMAIL_TEMPLATE_ID)
        let_pass(MINUTES)
        reach_all()
        reach_all()

        assert [each["body"] for each in phones.mail(MAILBOX)] == ["Let op: rook. Blijf binnen."]
        assert states() == {"delivered"}

    @pytest.mark.usefixtures("by_mail_server")
    def test_who_gave_no_address_gets_none(self, crisis: Broadcast, phones: Phones) -> None:
        let_pass(MINUTES)
        reach_all()

        assert len(phones.mail(MAILBOX)) == 1
        assert ways_of(crisis) == {"whatsapp": 0, "sms": 0, "email": 1, "nothing": 2}

    @pytest.mark.usefixtures("by_mail_server")
    def test_who_says_no_meanwhile_gets_none(self, erik: Person, phones: Phones) -> None:
        actor = replace(actor_of(erik), roles=frozenset({"agent"}))
        with scope(actor.organisation_id):
            withdraw_consent(actor, phone=FIRST, purpose="crisis_response")
        let_pass(MINUTES)
        reach_all()

        assert phones.mail(MAILBOX) == []
        with every_tenant("a test looks at everything"):
            assert not ConsentEmail.objects.exists()


@pytest.mark.usefixtures("mailbox", "by_mail_server")
class TestMailServerInTrouble:
    def test_a_server_that_is_busy_is_tried_again(self, crisis: Broadcast, phones: Phones) -> None:
        phones.trouble("smtp_busy")
        let_pass(MINUTES)
        reach_all()
        assert (phones.mail(MAILBOX), states()) == ([], {"waiting"})

        phones.no_trouble()
        reach_all()
        assert (len(phones.mail(MAILBOX)), ways_of(crisis)["email"]) == (1, 1)

    @pytest.mark.usefixtures("crisis")
    def test_what_the_server_refuses_has_failed(self, phones: Phones) -> None:
        phones.trouble("smtp_refuse")
        let_pass(MINUTES)
        reach_all()

        assert states() == {"failed"}

    @pytest.mark.usefixtures("crisis")
    @pytest.mark.parametrize("address", ["smtp-556@mail.example", f"a@mail.{'x' * 64}.example"])
    def test_an_address_that_no_mail_reaches_has_failed_alone(
        self, erik: Person, phones: Phones, address: str
    ) -> None:
        give(erik, SECOND, OTHER)
        with every_tenant("a test's world"):
            ConsentEmail.objects.filter(address=FIRST).update(email=address)
        let_pass(MINUTES)
        reach_all()

        assert (len(phones.mail(OTHER)), states()) == (1, {"failed", "delivered"})
        with every_tenant("a test looks at everything"):
            assert SecondChannel.objects.get().email_refused == ""

    @pytest.mark.usefixtures("crisis")
    def test_a_server_that_refuses_the_sender_is_told_and_keeps_everyone_waiting(
        self, phones: Phones
    ) -> None:
        phones.trouble("smtp_refuse_sender")
        let_pass(MINUTES)
        reach_all()

        with every_tenant("a test looks at everything"):
            assert SecondChannel.objects.get().email_refused == "SMTP 550"
        assert states() == {"waiting"}

    def test_when_the_connection_breaks_off_after_the_text_a_person_decides(
        self, erik: Person, crisis: Broadcast, phones: Phones
    ) -> None:
        phones.trouble("smtp_accept_then_drop")
        let_pass(MINUTES)
        reach_all()
        assert states() == {"unsettled"}
        phones.no_trouble()
        let_pass(2)
        reach_all()
        assert (len(phones.mail(MAILBOX)), states()) == (1, {"asks"})

        with scope(crisis.municipality_id):
            assert decide_uncertain(actor_of(erik), crisis, again=False) == 1
        reach_all()
        assert (len(phones.mail(MAILBOX)), states()) == (1, {"failed"})

    def test_it_is_sent_again_when_a_person_says_so(
        self, erik: Person, crisis: Broadcast, phones: Phones
    ) -> None:
        phones.trouble("smtp_accept_then_drop")
        let_pass(MINUTES)
        reach_all()
        phones.no_trouble()
        let_pass(2)
        reach_all()
        with scope(crisis.municipality_id):
            decide_uncertain(actor_of(erik), crisis, again=True)
        reach_all()

        assert (len(phones.mail(MAILBOX)), states()) == (2, {"delivered"})

    @pytest.mark.usefixtures("crisis")
    def test_one_that_was_on_the_wire_in_a_crash_is_not_sent_again_by_itself(
        self, phones: Phones
    ) -> None:
        let_pass(MINUTES)
        reach_all()
        with every_tenant("a test's world"):
            SecondMessage.objects.update(state="sending")
        let_pass(2)
        reach_all()

        assert (len(phones.mail(MAILBOX)), states()) == (1, {"asks"})

    @pytest.mark.usefixtures("crisis")
    def test_also_when_notify_takes_over_a_person_decides_about_what_the_server_may_have(
        self, alice: Person, phones: Phones
    ) -> None:
        phones.trouble("smtp_accept_then_drop")
        let_pass(MINUTES)
        reach_all()
        phones.no_trouble()
        switch(alice, order="email", email_template_id=EMAIL_TEMPLATE_ID)
        let_pass(2)
        reach_all()

        assert (len(phones.mail(MAILBOX)), states()) == (1, {"asks"})

    @pytest.mark.usefixtures("crisis")
    def test_without_a_mail_server_the_administrator_is_told(self, settings: Settings) -> None:
        settings.CITIZEN_MAIL_SERVER = None
        let_pass(MINUTES)
        reach_all()

        with every_tenant("a test looks at everything"):
            assert "mail server" in SecondChannel.objects.get().email_refused
        assert states() == {"waiting"}


@pytest.mark.usefixtures("mailbox")
class TestOneAfterAnother:
    @pytest.fixture
    def email_first(self, alice: Person) -> None:
        switch(alice, order="email,sms", email_by=EmailBy.SMTP, subject="Waarschuwing")

    @pytest.fixture
    def sms_first(self, alice: Person) -> None:
        switch(alice, order="sms,email", email_by=EmailBy.SMTP, subject="Waarschuwing")

    @pytest.mark.usefixtures("email_first")
    def test_who_gave_no_address_gets_the_next_way_at_once(
        self, crisis: Broadcast, phones: Phones
    ) -> None:
        let_pass(MINUTES)
        reach_all()

        assert (len(phones.mail(MAILBOX)), phones.sms(FIRST)) == (1, [])
        assert len(phones.sms(SECOND)) == 1
        reach_all()
        assert ways_of(crisis) == {"whatsapp": 0, "sms": 2, "email": 1, "nothing": 0}

    @pytest.mark.usefixtures("email_first", "crisis")
    def test_what_fails_is_followed_by_the_next_way_at_once(self, phones: Phones) -> None:
        phones.trouble("smtp_refuse")
        let_pass(MINUTES)
        reach_all()

        assert len(phones.sms(FIRST)) == 1

    @pytest.mark.usefixtures("sms_first", "crisis")
    def test_what_is_not_delivered_in_its_minutes_is_followed_by_the_next_way(
        self, phones: Phones
    ) -> None:
        phones.trouble("sms_http_429")
        let_pass(MINUTES)
        reach_all()
        assert phones.mail(MAILBOX) == []

        let_pass(MINUTES)
        reach_all()
        assert len(phones.mail(MAILBOX)) == 1

    @pytest.mark.usefixtures("sms_first")
    def test_whoever_is_reached_along_one_way_needs_no_other(
        self, crisis: Broadcast, phones: Phones
    ) -> None:
        let_pass(MINUTES)
        reach_all()
        reach_all()
        let_pass(MINUTES * 2)
        reach_all()

        assert phones.mail(MAILBOX) == []
        assert ways_of(crisis) == {"whatsapp": 0, "sms": 3, "email": 0, "nothing": 0}
