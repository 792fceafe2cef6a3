"""A drill happens in a world of its own: nothing in it is real, and nothing real is in it.

That nothing of it leaves the house while it runs is in `tests/processes/test_drill.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model
from pytest_django.fixtures import Settings
from tests.broadcasting import feed_all, run_broadcast
from tests.broadcasts.reaching import FILLED, MINUTES, PHONES, Phones, let_pass, switch
from tests.drills import PURPOSE, counts, exercise, inside, prepare, process_of, send
from tests.people import actor_of
from tests.simulator.running import serve

from bode.basics import INVENTED, new_drill_id, now
from bode.broadcasts import proving
from bode.broadcasts.audiences import Audience
from bode.broadcasts.drills.preparing import NewDrill, begin
from bode.broadcasts.errors import DrillRefused
from bode.broadcasts.late import close_audience
from bode.broadcasts.models import Broadcast, Drill, Recipient, SecondChannel, SecondMessage
from bode.broadcasts.models import TestNumber as NumberForTests
from bode.broadcasts.queries import count_recipients
from bode.broadcasts.second_channel.sending import reach_all
from bode.conversations.errors import SendRefused
from bode.conversations.models import Consent, ConsentArea, ConsentEmail, Contact, ContactIdentity
from bode.conversations.sending import Outgoing
from bode.conversations.sending import send as send_one
from bode.licensing.errors import WrongWorld
from bode.licensing.models import Licence, PhoneNumber, Template
from bode.licensing.reaching import access_of
from bode.organisations import mailing
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Mail, Membership, Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending
from bode.outbox.sweeping import Sweeper
from bode.simulator import create_app, demo_config

FIRST = PHONES[0]
SOMEONE = f"{INVENTED}000000001"


@pytest.fixture
def its_number(drill: Drill) -> PhoneNumber:
    with scope(drill.world_id):
        return PhoneNumber.objects.select_related("licence").get()


def states_after_sweeping(drill: Drill, folder: Path) -> set[str]:
    """Of what is in the outbox of a drill, once a worker has looked at what waits too long."""
    sweeper = Sweeper(60.0, now, folder)

    async def sweep() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(sweeper.run(), 0.6)

    asyncio.run(sweep())
    with scope(drill.world_id):
        return set(Sending.objects.values_list("state", flat=True))


class TestItsWorld:
    def test_for_each_who_asked_there_is_one_invented_person(self, drill: Drill) -> None:
        with scope(drill.world_id):
            invented = sorted(Recipient.objects.values_list("address", flat=True))

        assert invented == [f"{INVENTED}{each:09}" for each in (1, 2, 3)]
        assert drill.invented == 3

    def test_nobody_of_a_drill_is_added_later_and_it_ends(
        self, erik: Person, fatima: Person, drill: Drill
    ) -> None:
        sent = send(erik, fatima, drill)

        close_audience(str(drill.world_id), str(sent.id))

        with scope(drill.world_id):
            assert Broadcast.objects.get().audience_closed

    def test_they_ask_for_the_same_areas_and_want_the_same_language(
        self, erik: Person, municipality: Organisation
    ) -> None:
        with scope(municipality.id):
            anna = Contact.objects.create(municipality=municipality, name="Anna", language="en")
            ContactIdentity.objects.create(
                municipality=municipality, contact=anna, kind="phone", value=FIRST
            )
            ConsentArea.objects.create(
                municipality=municipality,
                consent=Consent.objects.get(address=FIRST, purpose=PURPOSE),
                area="1234",
                wording="Ja, graag.",
                given_at=now(),
            )
        drill = exercise(erik)

        with scope(drill.world_id):
            [area] = ConsentArea.objects.select_related("consent")
            [theirs] = ContactIdentity.objects.filter(value=area.consent.address)
            speaking = list(Contact.objects.filter(language="en").values_list("id", "name"))
        assert area.area == "1234"
        assert speaking == [(theirs.contact_id, "")]

    def test_no_address_of_a_citizen_is_anywhere_in_it(self, drill: Drill) -> None:
        with scope(drill.world_id):
            found = {
                *Consent.objects.values_list("address", flat=True),
                *ContactIdentity.objects.values_list("value", flat=True),
                *Recipient.objects.values_list("address", flat=True),
            }

        assert found
        assert found.isdisjoint(PHONES)

    def test_their_mail_addresses_lead_nowhere(
        self, erik: Person, municipality: Organisation
    ) -> None:
        with scope(municipality.id):
            ConsentEmail.objects.create(
                municipality=municipality,
                address=FIRST,
                purpose=PURPOSE,
                email="anna@voorbeeld.example",
                given_at=now(),
            )
        drill = exercise(erik)

        with scope(drill.world_id):
            [kept] = ConsentEmail.objects.all()
            assert kept.email == f"{kept.address}@oefening.invalid"
            with transaction.atomic(), pytest.raises(IntegrityError):
                ConsentEmail.objects.update(email="anna@voorbeeld.example")

    def test_a_list_of_numbers_is_copied_with_who_did_not_ask(self, erik: Person) -> None:
        source = prepare(erik, audience=Audience(phones=[f"+{FIRST}", "+31612345899", "abc"]))
        drill = exercise(erik, source=source)

        with scope(drill.world_id):
            listed = set(Recipient.objects.values_list("address", flat=True))
            asked = set(Consent.objects.values_list("address", flat=True))
        assert (len(listed), len(listed & asked), len(asked)) == (2, 1, 3)

    def test_pace_and_templates_are_those_of_the_real_number(
        self, drill: Drill, number: PhoneNumber, its_number: PhoneNumber
    ) -> None:
        with scope(drill.world_id):
            names = set(Template.objects.values_list("name", flat=True))

        assert names == {"afspraak_herinnering", "crisis_melding"}
        assert its_number.messages_per_second == number.messages_per_second
        assert its_number.access_token != number.access_token

    @pytest.mark.usefixtures("alice")
    def test_people_have_the_roles_in_it_that_they_have_there(self, drill: Drill) -> None:
        roles = Membership.objects.filter(organisation=drill.world)

        assert set(roles.values_list("person__name", "role")) == {
            ("Alice", "agent"),
            ("Erik", "broadcaster"),
            ("Fatima", "approver"),
        }

    @pytest.mark.usefixtures("drill")
    def test_whoever_signs_in_starts_with_what_is_real(
        self, erik: Person, municipality: Organisation
    ) -> None:
        assert actor_of(erik).organisation_id == municipality.id

    @pytest.mark.usefixtures("drill")
    def test_there_is_one_at_a_time(self, erik: Person) -> None:
        with pytest.raises(DrillRefused):
            exercise(erik)

    def test_there_is_none_within_a_drill(self, drill: Drill, erik: Person) -> None:
        with scope(drill.world_id), pytest.raises(DrillRefused):
            begin(inside(erik, drill), NewDrill(name="Nog een"))


class TestNothingRealIsTouched:
    def test_another_municipality_sees_nothing_of_it(
        self, drill: Drill, other_municipality: Organisation
    ) -> None:
        with scope(other_municipality.id):
            assert list(Drill.objects.all()) == []
            assert list(Broadcast.objects.all()) == []

    def test_a_worker_for_everyone_sees_neither_its_number_nor_its_message(
        self, drill: Drill, erik: Person, fatima: Person
    ) -> None:
        send(erik, fatima, drill)

        assert feed_all() == 0
        with every_tenant("a test looks as a worker does"):
            real = PhoneNumber.objects.values_list("municipality_id", flat=True)
            licensed = Licence.objects.values_list("municipality_id", flat=True)
            assert {*real, *licensed} == {drill.municipality_id}
            assert not Broadcast.objects.filter(municipality=drill.world).exists()

    def test_the_process_of_the_drill_sees_nothing_else(
        self,
        drill: Drill,
        erik: Person,
        fatima: Person,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        send(erik, fatima, drill)
        with process_of(drill, monkeypatch):
            assert feed_all() == 3
            with every_tenant("a test looks as that process does"):
                owners = set(PhoneNumber.objects.values_list("municipality_id", flat=True))
                owners |= set(Contact.objects.values_list("municipality_id", flat=True))

        assert owners == {drill.world_id}
        assert counts(drill)["queued"] == 3

    @pytest.mark.django_db(transaction=True)
    def test_only_that_process_decides_what_never_got_a_status(
        self,
        drill: Drill,
        erik: Person,
        fatima: Person,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        send(erik, fatima, drill)
        with process_of(drill, monkeypatch):
            feed_all()
        with scope(drill.world_id):
            Sending.objects.update(state="unsettled", due_at=now() - timedelta(minutes=5))

        assert states_after_sweeping(drill, tmp_path) == {"unsettled"}
        with process_of(drill, monkeypatch):
            assert states_after_sweeping(drill, tmp_path) == {"queued"}

    def test_its_key_can_be_used_nowhere_else_and_no_other_key_in_it(
        self,
        drill: Drill,
        number: PhoneNumber,
        its_number: PhoneNumber,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with pytest.raises(WrongWorld):
            access_of(its_number)
        with process_of(drill, monkeypatch):
            assert access_of(its_number).token == its_number.access_token
            with pytest.raises(WrongWorld):
                access_of(number)

    def test_who_had_it_in_a_drill_gets_it_when_it_is_real(
        self,
        erik: Person,
        fatima: Person,
        municipality: Organisation,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        drill = exercise(erik, source=prepare(erik, incident="rook"))
        send(erik, fatima, drill)
        with process_of(drill, monkeypatch):
            feed_all()
        real = run_broadcast(
            erik, fatima, PHONES, purpose=PURPOSE, template=FILLED, incident="rook"
        )

        with scope(municipality.id):
            assert count_recipients(real)["queued"] == 3

    def test_the_public_reads_nothing_of_it(
        self, drill: Drill, erik: Person, fatima: Person, django_capture_on_commit_callbacks: object
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            send(erik, fatima, drill)

        assert not (settings.CRISIS_PAGES / drill.world.code).exists()

    def test_nobody_gets_mail_of_it(self, drill: Drill) -> None:
        roles = ["broadcaster", "approver"]

        assert mailing.notify(drill.world_id, roles=roles, subject="", text="", path="/") == 0

    def test_a_citizen_can_not_be_written_to_in_it(
        self, drill: Drill, alice: Person, erik: Person
    ) -> None:
        outgoing = Outgoing(to=f"+{FIRST}", type="template", content=FILLED, purpose=PURPOSE)
        with scope(drill.world_id), pytest.raises(SendRefused) as refused:
            send_one(inside(erik, drill), outgoing)

        assert refused.value.refusal.code == "recipient_invalid"

    def test_numbers_that_are_typed_in_it_are_left_out(self, drill: Drill, erik: Person) -> None:
        typed = Audience(phones=[f"+{FIRST}", f"+{SOMEONE}"])
        made = prepare(erik, drill, audience=typed)

        with scope(drill.world_id):
            kept = dict(made.recipients.values_list("address", "state"))
        assert kept == {f"+{FIRST}": "excluded", SOMEONE: "waiting"}

    def test_the_phone_of_a_colleague_gets_no_test(self, drill: Drill, erik: Person) -> None:
        with scope(drill.world_id), pytest.raises(NotAllowed):
            proving.ask_code(inside(erik, drill))


class TestSms:
    @pytest.fixture
    def outside(self, tmp_path: object, settings: Settings) -> Iterator[Phones]:
        """The provider of SMS of the real municipality, who knows its key."""
        config = demo_config("http://127.0.0.1:1", tmp_path)  # type: ignore[arg-type]
        with serve(create_app(config)) as url:
            settings.NOTIFY_URL = url
            yield Phones(url)

    def test_in_a_drill_no_provider_outside_is_asked(
        self,
        alice: Person,
        erik: Person,
        fatima: Person,
        outside: Phones,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        switch(alice)
        drill = exercise(erik, source=prepare(erik))
        send(erik, fatima, drill)
        with process_of(drill, monkeypatch):
            feed_all()
            let_pass(MINUTES)
        reach_all()

        with scope(drill.world_id):
            assert not SecondMessage.objects.exists()
            channel = SecondChannel.objects.get()
        assert channel.minutes == MINUTES
        assert [outside.sms(each) for each in (FIRST, SOMEONE)] == [[], []]


class TestTheDatabaseRefuses:
    """Whatever the program would do."""

    def refuse(self, make: Callable[[], Model]) -> None:
        with every_tenant("a test tries"), transaction.atomic(), pytest.raises(IntegrityError):
            make()

    def test_a_message_of_a_drill_from_a_real_number(
        self, drill: Drill, number: PhoneNumber
    ) -> None:
        with scope(drill.world_id):
            ready = Broadcast.objects.get()
            ready.number = number
            with transaction.atomic(), pytest.raises(IntegrityError):
                ready.save()

    def test_a_real_message_from_the_number_of_a_drill(
        self, erik: Person, its_number: PhoneNumber
    ) -> None:
        real = prepare(erik)
        real.number = its_number
        with scope(real.municipality_id), transaction.atomic(), pytest.raises(IntegrityError):
            real.save()

    @pytest.mark.parametrize(
        ("owner", "from_number", "to"),
        [
            ("drill", "drill", FIRST),
            ("drill", "drill", "NL.1234"),
            ("drill", "real", SOMEONE),
            ("real", "drill", FIRST),
            ("real", "real", SOMEONE),
        ],
    )
    def test_what_would_leave_for_another_world(
        self,
        owner: str,
        from_number: str,
        to: str,
        drill: Drill,
        number: PhoneNumber,
        its_number: PhoneNumber,
    ) -> None:
        self.refuse(
            lambda: Sending.objects.create(
                message_id=uuid4(),
                municipality_id=drill.world_id if owner == "drill" else number.municipality_id,
                number=its_number if from_number == "drill" else number,
                lane=0,
                purpose=PURPOSE,
                recipient=to,
                payload=b"{}",
            )
        )

    def test_a_real_number_in_a_drill(self, drill: Drill, number: PhoneNumber) -> None:
        # Row security is the first to refuse it, the constraint would be the second.
        with scope(number.municipality_id), transaction.atomic(), pytest.raises(DatabaseError):
            PhoneNumber.objects.filter(id=number.id).update(municipality=drill.world)

    def test_a_number_of_a_drill_at_a_real_provider(
        self, drill: Drill, its_number: PhoneNumber, provider: Organisation
    ) -> None:
        with scope(drill.world_id), transaction.atomic(), pytest.raises(IntegrityError):
            PhoneNumber.objects.filter(id=its_number.id).update(provider=provider)

    def test_a_citizen_among_its_people(self, drill: Drill) -> None:
        with scope(drill.world_id):
            contact, ready = Contact.objects.all()[0], Broadcast.objects.get()
        self.refuse(
            lambda: ContactIdentity.objects.create(
                municipality=drill.world, contact=contact, kind="phone", value=FIRST
            )
        )
        self.refuse(
            lambda: Recipient.objects.create(
                municipality=drill.world, broadcast=ready, address=FIRST, state="waiting"
            )
        )
        with scope(drill.world_id):
            self.refuse_sms(drill, ready)

    def refuse_sms(self, drill: Drill, ready: Broadcast) -> None:
        with transaction.atomic(), pytest.raises(IntegrityError):
            SecondMessage.objects.create(municipality=drill.world, broadcast=ready, address=FIRST)

    def test_mail_and_the_phone_of_a_colleague(self, drill: Drill, erik: Person) -> None:
        self.refuse(
            lambda: Mail.objects.create(
                organisation=drill.world, address=erik.email, subject="", text="", is_secret=False
            )
        )
        self.refuse(
            lambda: NumberForTests.objects.create(
                municipality=drill.world, person=erik, address=FIRST
            )
        )

    def test_a_drill_in_a_real_organisation(
        self, municipality: Organisation, other_municipality: Organisation
    ) -> None:
        self.refuse(
            lambda: Drill.objects.create(
                municipality=municipality, world=other_municipality, name="Mis"
            )
        )

    @pytest.mark.usefixtures("db")
    def test_an_organisation_of_a_drill_that_is_nobodys(self) -> None:
        self.refuse(
            lambda: Organisation.objects.create(
                id=new_drill_id(), kind="municipality", code="mis", name="Mis"
            )
        )
