"""Every message of ours has one purpose, and conversations, templates and tokens are held to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from tests.conversations.street import PHONE, Citizen
from tests.conversations.test_sending import consent, program_of, reminder, text
from tests.people import actor_of

from bode.conversations import actions, queries
from bode.conversations.errors import PurposeNotLicensed, PurposeReasonMissing, SendRefused
from bode.conversations.explaining import explain_error
from bode.conversations.models import Conversation, Message, PurposeChange
from bode.conversations.purposes import set_purpose
from bode.conversations.sending import send
from bode.licensing.models import Template
from bode.licensing.template_purposes import declare_purpose
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope
from bode.outbox.models import Sending
from bode.privacy import audit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]


@pytest.fixture
def program(municipality: Organisation) -> Actor:
    return program_of(municipality)


def the_conversation() -> Conversation:
    [conversation] = queries.list_conversations()
    return conversation


class TestAConversation:
    def test_has_the_purpose_of_the_answer_with_which_it_began(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        citizen.write()
        send(agent, text())

        found = the_conversation()
        assert (found.purpose, found.purpose_from) == ("permits", "agent")

    def test_has_the_purpose_of_the_template_with_which_it_began(self, agent: Actor) -> None:
        consent(agent)
        send(agent, reminder())

        found = the_conversation()
        assert (found.purpose, found.purpose_from) == ("appointments", "template")

    def test_keeps_it_when_a_program_sends_for_another(
        self, citizen: Citizen, agent: Actor, program: Actor
    ) -> None:
        citizen.write()
        send(agent, text())
        notice = send(program, text(purpose="appointments"))

        assert (the_conversation().purpose, notice.purpose) == ("permits", "appointments")

    def test_that_is_only_chosen_may_be_chosen_again(self, citizen: Citizen, agent: Actor) -> None:
        citizen.write()
        for purpose in ("appointments", "", "permits"):
            set_purpose(agent, the_conversation().id, purpose)

        assert the_conversation().purpose == "permits"
        assert not PurposeChange.objects.exists()

    def test_is_about_something_else_only_for_a_reason(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        citizen.write()
        send(agent, text())
        with pytest.raises(PurposeReasonMissing):
            send(agent, text(purpose="appointments"))
        assert Message.objects.filter(direction="out").count() == 1

        send(agent, text(purpose="appointments", purpose_reason="Wil nu een afspraak"))

        assert the_conversation().purpose == "appointments"
        [change] = PurposeChange.objects.all()
        assert (change.purpose_before, change.from_before, change.reason, change.actor) == (
            "permits",
            "agent",
            "Wil nu een afspraak",
            "Alice",
        )
        [entry] = audit.list_entries()
        assert (entry.what, entry.purpose) == ("conversation.purpose", "appointments")
        assert "afspraak" not in str(entry.facts)

    def test_that_goes_on_after_it_was_closed_begins_anew(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        citizen.write()
        send(agent, text())
        actions.close_conversation(agent, the_conversation().id)

        send(agent, text(purpose="appointments"))

        assert not PurposeChange.objects.exists()
        assert the_latest().purpose == "appointments"

    def test_is_never_about_what_the_licence_does_not_hold(
        self, citizen: Citizen, agent: Actor
    ) -> None:
        citizen.write()
        send(agent, text())
        with pytest.raises(PurposeNotLicensed):
            set_purpose(agent, the_conversation().id, "tourism", "Museum")
        with pytest.raises(SendRefused):
            send(agent, text(purpose="tourism", purpose_reason="Museum"))

        assert the_conversation().purpose == "permits"

    def test_is_re_assigned_by_agents_of_its_own_municipality(
        self,
        citizen: Citizen,
        agent: Actor,
        bob: Person,
        charlie: Person,
        other_municipality: Organisation,
    ) -> None:
        citizen.write()
        found = the_conversation()
        with pytest.raises(NotAllowed):
            set_purpose(actor_of(bob), found.id, "permits")
        with scope(other_municipality.id), pytest.raises(Conversation.DoesNotExist):
            set_purpose(actor_of(charlie), found.id, "permits")


def the_latest() -> Conversation:
    return queries.list_conversations()[0]


class TestATemplate:
    def test_is_not_sent_by_hand_for_another_purpose(self, citizen: Citizen, agent: Actor) -> None:
        citizen.write()
        with pytest.raises(SendRefused) as refused:
            send(agent, reminder(purpose="permits"))

        assert refused.value.refusal.code == "template_mismatch"
        assert "Afspraken" in refused.value.refusal.reason_nl

    def test_without_a_purpose_is_not_sent_by_hand(self, citizen: Citizen, agent: Actor) -> None:
        citizen.write()
        Template.objects.update(purpose="", purpose_from="")
        with pytest.raises(SendRefused) as refused:
            send(agent, reminder())

        assert refused.value.refusal.reason_nl == "Dit sjabloon heeft nog geen doel."

    def test_that_nobody_declared_goes_by_what_the_program_states(
        self, citizen: Citizen, program: Actor
    ) -> None:
        citizen.write()

        assert send(program, reminder(purpose="permits")).purpose == "permits"

    def test_that_was_declared_binds_programs_too(
        self, citizen: Citizen, agent: Actor, program: Actor
    ) -> None:
        citizen.write()
        declare_purpose(agent, "afspraak_herinnering", "appointments")
        with pytest.raises(SendRefused) as refused:
            send(program, reminder(purpose="permits"))

        assert refused.value.refusal.code == "template_mismatch"

    def test_that_is_for_something_else_now_fails_what_waits_for_the_old_purpose(
        self, citizen: Citizen, agent: Actor, program: Actor
    ) -> None:
        citizen.write()
        old, other = send(program, reminder()), send(program, reminder(purpose="permits"))

        declare_purpose(agent, "afspraak_herinnering", "permits")

        old.refresh_from_db()
        assert (old.status, old.error_code) == ("failed", "template_mismatch")
        assert explain_error("template_mismatch").title_nl
        assert [row.message_id for row in Sending.objects.all()] == [other.id]


class TestAToken:
    def test_for_one_purpose_sends_for_no_other(self, citizen: Citizen, program: Actor) -> None:
        citizen.write()
        bound = replace(program, bound_to="permits")

        assert send(bound, text()).purpose == "permits"
        with pytest.raises(SendRefused) as refused:
            send(bound, text(purpose="appointments"))
        assert refused.value.refusal.code == "token_purpose"

    def test_hears_first_what_the_licence_lacks(self, citizen: Citizen, program: Actor) -> None:
        citizen.write()
        with pytest.raises(SendRefused) as refused:
            send(replace(program, bound_to="permits"), text(purpose="tourism"))

        assert refused.value.refusal.code == "purpose_not_licensed"


def test_postgresql_keeps_no_message_of_ours_without_a_purpose(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    message = send(agent, text(to=PHONE))
    for purpose in ("", "promotion"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(id=message.id).update(purpose=purpose)
