"""In a crisis, who has not got the message by WhatsApp in time gets it by SMS, once."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.db import IntegrityError, connection, transaction
from pytest_django.fixtures import Settings
from tests.broadcasting import feed_all, let_ask, run_broadcast
from tests.broadcasts.reaching import (
    FIRST,
    MINUTES,
    PHONES,
    SECOND,
    Phones,
    deliver,
    let_pass,
    states,
    switch,
    warn,
)
from tests.conversations.street import report
from tests.people import actor_of, join

from bode.background.beating import beat
from bode.background.states import Part
from bode.basics import now
from bode.broadcasts import actions
from bode.broadcasts.audiences import Audience
from bode.broadcasts.models import Broadcast, SecondChannel, SecondMessage
from bode.broadcasts.second_channel.counting import count_untold, count_ways
from bode.broadcasts.second_channel.sending import reach_all
from bode.conversations.models import Message
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import NumberCircuit
from bode.simulator import NOTIFY_KEY


@pytest.mark.usefixtures("crisis", "switched_on")
class TestInTime:
    def test_after_so_many_minutes_they_get_the_text_by_sms(self, phones: Phones) -> None:
        let_pass(MINUTES)
        reach_all()

        assert [phones.sms(each) for each in PHONES] == [["Let op: rook. Blijf binnen."]] * 3

    def test_before_that_nobody_gets_one(self, phones: Phones) -> None:
        let_pass(MINUTES - 1)
        reach_all()

        assert phones.sms(FIRST) == []

    def test_whoever_has_it_by_whatsapp_gets_no_sms(
        self, crisis: Broadcast, phones: Phones
    ) -> None:
        deliver(crisis, FIRST)
        let_pass(MINUTES)
        reach_all()

        assert (phones.sms(FIRST), len(phones.sms(SECOND))) == ([], 1)

    def test_whoever_gets_it_by_whatsapp_before_the_sms_left_needs_none(
        self, crisis: Broadcast, phones: Phones
    ) -> None:
        phones.trouble("sms_http_429")
        let_pass(MINUTES)
        reach_all()
        deliver(crisis, FIRST)
        phones.no_trouble()
        reach_all()

        assert (phones.sms(FIRST), len(phones.sms(SECOND))) == ([], 1)
        assert states() == {"sent"}

    def test_a_message_that_failed_is_followed_by_sms(
        self, crisis: Broadcast, phones: Phones
    ) -> None:
        with every_tenant("a test looks at everything"):
            message_id = crisis.recipients.get(address=FIRST).message_id
        failure = [{"code": 131026, "title": "Message undeliverable"}]
        report("wamid.1", "failed", now(), message_id, recipient_id=FIRST, errors=failure)
        let_pass(MINUTES)
        reach_all()

        assert len(phones.sms(FIRST)) == 1


@pytest.mark.usefixtures("switched_on")
class TestForWhom:
    def test_of_other_broadcasts_nobody_gets_an_sms(
        self, erik: Person, municipality: Organisation, phones: Phones
    ) -> None:
        run_broadcast(erik, join(municipality, "Fatima", "approver"), PHONES)
        let_pass(MINUTES)
        reach_all()

        assert phones.sms(FIRST) == []

    @pytest.mark.parametrize("halt", [actions.pause, actions.stop])
    def test_what_was_paused_or_stopped_goes_to_nobody_by_sms(
        self, halt: Any, erik: Person, crisis: Broadcast, phones: Phones
    ) -> None:
        with scope(crisis.municipality_id):
            halt(actor_of(erik), crisis.id)
        let_pass(MINUTES)
        reach_all()

        assert phones.sms(FIRST) == []

    def test_after_a_pause_whatsapp_gets_its_minutes_again(
        self, erik: Person, crisis: Broadcast, phones: Phones
    ) -> None:
        with scope(crisis.municipality_id):
            actions.pause(actor_of(erik), crisis.id)
            let_pass(MINUTES)
            with scope(crisis.municipality_id):
                actions.resume(actor_of(erik), crisis.id)
        reach_all()
        assert phones.sms(FIRST) == []

        let_pass(MINUTES)
        reach_all()
        assert len(phones.sms(FIRST)) == 1

    def test_what_started_a_day_ago_is_over(self, crisis: Broadcast, phones: Phones) -> None:
        with every_tenant("a test's world"):
            Broadcast.objects.update(started_at=now() - timedelta(hours=25))
        let_pass(25 * 60)
        reach_all()

        assert phones.sms(FIRST) == []


@pytest.mark.usefixtures("crisis")
class TestSwitchedOff:
    def test_where_it_was_never_set_nobody_gets_an_sms(self, phones: Phones) -> None:
        let_pass(MINUTES)
        reach_all()

        assert phones.sms(FIRST) == []

    def test_where_it_is_off_nobody_gets_an_sms(self, alice: Person, phones: Phones) -> None:
        switch(alice, on=False)
        let_pass(MINUTES)
        reach_all()

        assert (phones.sms(FIRST), states()) == ([], set())

    def test_that_another_municipality_has_it_on_changes_nothing(
        self, charlie: Person, phones: Phones
    ) -> None:
        switch(charlie)
        let_pass(MINUTES)
        reach_all()

        assert (phones.sms(FIRST), states()) == ([], set())


@pytest.mark.usefixtures("switched_on")
class TestOutage:
    """WhatsApp fails: the outbox lets nothing leave but a message on trial."""

    @pytest.fixture
    def many(self, erik: Person) -> list[str]:
        phones = [f"3161240{each:04}" for each in range(200)]
        let_ask(erik, phones, "crisis_response")
        return phones

    def test_also_who_would_have_had_their_turn_later_gets_it_in_time(
        self, many: list[str], erik: Person, municipality: Organisation, phones: Phones
    ) -> None:
        crisis = warn(erik, municipality, audience=Audience(phones=many))
        lose_number(crisis)
        for _ in range(3):
            feed_all()
        let_pass(MINUTES)
        reach_all()

        assert [len(phones.sms(each)) for each in (many[0], many[-1])] == [1, 1]

    def test_once_whatsapp_answers_again_whose_turn_comes_gets_no_sms(
        self, many: list[str], erik: Person, municipality: Organisation, phones: Phones
    ) -> None:
        crisis = warn(erik, municipality, audience=Audience(phones=many))
        lose_number(crisis)
        for _ in range(3):
            feed_all()
        find_number(crisis)
        beat(Part.SENDING)
        let_pass(MINUTES)
        reach_all()
        assert states() == set()

        lose_number(crisis)
        reach_all()
        assert [len(phones.sms(each)) for each in (many[0], many[-1])] == [1, 1]

    def test_what_whatsapp_takes_late_has_a_minute_to_arrive(
        self, crisis: Broadcast, phones: Phones
    ) -> None:
        let_pass(MINUTES)
        with every_tenant("a test's world"):
            taken = Message.objects.filter(id=crisis.recipients.get(address=FIRST).message_id)
            taken.update(accepted_at=now())
        reach_all()
        assert (phones.sms(FIRST), len(phones.sms(SECOND))) == ([], 1)

        with every_tenant("a test's world"):
            taken.update(accepted_at=now() - timedelta(seconds=61))
        reach_all()
        assert len(phones.sms(FIRST)) == 1

    def test_what_is_no_crisis_waits_until_whatsapp_answers(
        self, many: list[str], erik: Person, municipality: Organisation
    ) -> None:
        let_ask(erik, many)
        made = run_broadcast(erik, join(municipality, "Fatima", "approver"), many)
        lose_number(made)
        for _ in range(3):
            feed_all()

        with every_tenant("a test looks at everything"):
            assert made.recipients.filter(state="waiting").exists()


def lose_number(broadcast: Broadcast) -> None:
    """WhatsApp answers nothing that is sent from its number."""
    with every_tenant("a test's world"):
        NumberCircuit.objects.create(
            number_id=broadcast.number_id,
            municipality_id=broadcast.municipality_id,
            state="open",
            trials=1,
            next_at=now(),
        )


def find_number(broadcast: Broadcast) -> None:
    """WhatsApp answers again."""
    with every_tenant("a test's world"):
        NumberCircuit.objects.filter(number_id=broadcast.number_id).delete()


def of_another_service() -> str:
    return f"elders-{uuid4()}-{uuid4()}"


@pytest.mark.usefixtures("crisis", "switched_on")
class TestTrouble:
    def test_a_municipality_that_fails_keeps_no_other_from_its_turn(
        self, crisis: Broadcast, charlie: Person
    ) -> None:
        switch(charlie, api_key="refused")
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE broadcasts_secondmessage"
                " ADD CONSTRAINT not_of_one CHECK (municipality_id <> %s)",
                [crisis.municipality_id],
            )
        let_pass(MINUTES)
        reach_all()

        with every_tenant("a test looks at everything"):
            told = SecondChannel.objects.exclude(municipality_id=crisis.municipality_id).get()
        assert told.sms_refused == "api key"

    @pytest.mark.parametrize("kind", ["sms_http_429", "sms_http_500"])
    def test_it_is_tried_again_after_trouble(self, kind: str, phones: Phones) -> None:
        phones.trouble(kind)
        let_pass(MINUTES)
        reach_all()
        assert phones.sms(FIRST) == []

        phones.no_trouble()
        let_pass(2)
        reach_all()
        assert len(phones.sms(FIRST)) == 1

    def test_a_lost_answer_does_not_send_it_twice(self, phones: Phones) -> None:
        phones.trouble("sms_accept_then_drop")
        let_pass(MINUTES)
        reach_all()
        assert states() == {"unsettled"}

        phones.no_trouble()
        let_pass(2)
        reach_all()
        assert (len(phones.sms(FIRST)), states()) == (1, {"delivered"})

    def test_what_one_service_may_have_another_is_not_asked_and_a_person_decides(
        self, alice: Person, phones: Phones
    ) -> None:
        phones.trouble("sms_accept_then_drop")
        let_pass(MINUTES)
        reach_all()
        phones.no_trouble()
        switch(alice, api_key=of_another_service())
        let_pass(2)
        reach_all()

        assert (len(phones.sms(FIRST)), states()) == (1, {"asks"})

    def test_what_one_service_took_another_is_not_asked_about(
        self, alice: Person, phones: Phones
    ) -> None:
        let_pass(MINUTES)
        reach_all()
        switch(alice, api_key=of_another_service())
        let_pass(2)
        reach_all()

        with every_tenant("a test looks at everything"):
            assert SecondChannel.objects.get().sms_refused == ""  # by who does not know this key
        assert (len(phones.sms(FIRST)), states()) == (1, {"sent"})

    def test_what_one_service_took_is_told_apart_once_another_is_set(
        self, alice: Person, crisis: Broadcast, phones: Phones, municipality: Organisation
    ) -> None:
        def untold() -> int:
            with scope(municipality.id):
                return count_untold(crisis)

        let_pass(MINUTES)
        reach_all()
        assert (states(), untold()) == ({"sent"}, 0)

        switch(alice, api_key=of_another_service())
        assert untold() == len(PHONES)

    @pytest.mark.parametrize(
        ("state", "asked_of", "then"),
        [
            ("sending", "", "asks"),
            ("unsettled", "", "asks"),
            ("unsettled", "smtp", "unsettled"),
            ("sent", "", "sent"),
        ],
    )
    def test_of_whom_it_was_asked_before_that_was_kept_a_person_decides(
        self, state: str, asked_of: str, then: str, crisis: Broadcast
    ) -> None:
        migration = import_module("bode.broadcasts.migrations.0049_asked_of_unknown")
        with every_tenant("a migration serves all municipalities"):
            SecondMessage.objects.create(
                municipality_id=crisis.municipality_id,
                broadcast=crisis,
                address=FIRST,
                state=state,
                asked_of=asked_of,
                asked_at=now(),
            )
            with connection.cursor() as cursor:
                cursor.execute(migration.ASK)

        assert states() == {then}

    def test_where_nothing_left_no_key_is_read(self, alice: Person, settings: Settings) -> None:
        switch(alice, on=False)
        settings.ENCRYPTION_KEYS = (Fernet.generate_key().decode(),)
        reach_all()

        with every_tenant("a test looks at everything"):
            assert SecondChannel.objects.get().sms_refused == ""

    def test_another_key_of_the_same_service_looks_it_up(
        self, alice: Person, phones: Phones
    ) -> None:
        phones.trouble("sms_accept_then_drop")
        let_pass(MINUTES)
        reach_all()
        phones.no_trouble()
        switch(alice, api_key=f"nieuw{NOTIFY_KEY}")
        let_pass(2)
        reach_all()

        assert (len(phones.sms(FIRST)), states()) == (1, {"delivered"})

    def test_one_that_was_on_the_wire_in_a_crash_is_looked_up_before_it_is_sent_again(
        self, phones: Phones
    ) -> None:
        let_pass(MINUTES)
        reach_all()
        with every_tenant("a test's world"):
            SecondMessage.objects.update(state="sending")
        let_pass(2)
        reach_all()

        assert (len(phones.sms(FIRST)), states()) == (1, {"delivered"})

    def test_a_refused_key_is_told_and_keeps_everyone_waiting(
        self, alice: Person, phones: Phones
    ) -> None:
        switch(alice, api_key=NOTIFY_KEY.replace("bbb", "abc"))
        let_pass(MINUTES)
        reach_all()
        with every_tenant("a test looks at everything"):
            assert "API key" in SecondChannel.objects.get().sms_refused
        assert states() == {"waiting"}

        switch(alice)
        reach_all()
        assert len(phones.sms(FIRST)) == 1

    def test_what_the_provider_could_not_deliver_has_failed(self, phones: Phones) -> None:
        phones.trouble("sms_fail")
        let_pass(MINUTES)
        reach_all()
        reach_all()

        assert states() == {"failed"}


@pytest.mark.usefixtures("switched_on", "phones")
def test_everyone_counts_once_by_the_way_along_which_they_were_reached(crisis: Broadcast) -> None:
    deliver(crisis, FIRST)
    let_pass(MINUTES)
    reach_all()
    with scope(crisis.municipality_id):
        assert count_ways(crisis) == {"whatsapp": 1, "sms": 0, "email": 0, "nothing": 2}

    reach_all()
    deliver(crisis, SECOND)  # after all
    with scope(crisis.municipality_id):
        assert count_ways(crisis) == {"whatsapp": 2, "sms": 1, "email": 0, "nothing": 0}


@pytest.mark.usefixtures("switched_on", "phones")
def test_the_database_holds_one_sms_for_each_person(crisis: Broadcast) -> None:
    let_pass(MINUTES)
    reach_all()

    with scope(crisis.municipality_id), transaction.atomic(), pytest.raises(IntegrityError):
        SecondMessage.objects.create(
            municipality_id=crisis.municipality_id, broadcast=crisis, address=FIRST
        )
