"""What is doubtful is looked at first; what is blocked goes when a second person lets it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conversations.street import PHONE, Citizen
from tests.people import actor_of, join

from bode.basics import new_id, now
from bode.conversations import overrides, overriding, purposes, queries
from bode.conversations.deciding import send_again
from bode.conversations.errors import (
    ContentDoubtful,
    NothingToOverride,
    OverrideDecided,
    OverrideOfOneself,
    OverrideWrong,
    PurposeReasonMissing,
    ReasonMissing,
    SendRefused,
)
from bode.conversations.models import ContentOverride, Conversation, Message
from bode.conversations.sending import Outgoing, send
from bode.conversations.states import OVERRIDE_STEPS, OverrideStatus
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, OrganisationKind
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending
from bode.privacy.audit import list_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]

USER_ID = "NL.new456"
FORBIDDEN = "Stem op lijst 3, staat er op het bord dat u meldde. Wij halen het weg."
DOUBTFUL = "Kom gezellig winkelen in onze binnenstad!"


@pytest.fixture
def second(municipality: Organisation) -> Actor:
    """A colleague who may decide."""
    return actor_of(join(municipality, "Eva", "approver"))


def says(body: str, **facts: Any) -> Outgoing:
    [conversation] = queries.list_conversations()
    given = {"type": "text", "content": {"body": body}, "purpose": "permits"}
    return Outgoing(**(given | {"conversation_id": conversation.id} | facts))


def ask(agent: Actor, body: str = FORBIDDEN) -> ContentOverride:
    return overriding.request_override(agent, says(body), "Het gaat om een melding.")


def deeds() -> list[str]:
    return [entry.what for entry in reversed(list_entries())]


def test_what_is_doubtful_leaves_once_its_writer_has_looked(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    with pytest.raises(ContentDoubtful) as doubtful:
        send(agent, says(DOUBTFUL))
    assert [each.kind for each in doubtful.value.findings] == ["promotion"]
    assert not Message.objects.filter(direction="out").exists()

    message = send(agent, says(DOUBTFUL, confirmed=doubtful.value.fingerprint))

    assert message.status == "queued"
    [entry] = list_entries()
    assert (entry.what, entry.subject_id) == ("message.confirm", str(message.id))
    assert entry.facts == {"kinds": ["promotion"]}


def test_who_confirms_one_thing_has_not_seen_another(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    with pytest.raises(ContentDoubtful) as doubtful:
        send(agent, says(DOUBTFUL))

    with pytest.raises(ContentDoubtful):
        send(agent, says("Win een fiets!", confirmed=doubtful.value.fingerprint))


def test_a_program_has_nobody_to_look(citizen: Citizen, municipality: Organisation) -> None:
    citizen.write()
    program = Actor(
        organisation_id=municipality.id,
        organisation_kind=OrganisationKind.MUNICIPALITY,
        name="Zaaksysteem",
        scopes=frozenset({"messages"}),
    )

    assert send(program, says(DOUBTFUL)).status == "queued"
    with pytest.raises(SendRefused):
        send(program, says(FORBIDDEN))


def test_what_its_writer_confirmed_is_sent_again_but_what_nobody_saw_is_asked(
    citizen: Citizen, agent: Actor, municipality: Organisation
) -> None:
    citizen.write()
    with pytest.raises(ContentDoubtful) as doubtful:
        send(agent, says(DOUBTFUL))
    seen = send(agent, says(DOUBTFUL, confirmed=doubtful.value.fingerprint))
    Message.objects.filter(id=seen.id).update(status="failed", error_code="131026")
    Sending.objects.all().delete()
    assert send_again(agent, seen.id).status == "queued"
    assert deeds() == ["message.confirm", "message.confirm"]

    # As when the rules found something else then, or nothing yet.
    other = send(agent, says(DOUBTFUL, confirmed=doubtful.value.fingerprint))
    Message.objects.filter(id=other.id).update(
        status="failed", error_code="131026", confirmed="something else"
    )
    Sending.objects.all().delete()
    with pytest.raises(ContentDoubtful):
        send_again(agent, other.id)
    assert len(deeds()) == 3


def test_what_is_blocked_goes_once_after_a_second_person_allowed_it(
    citizen: Citizen, agent: Actor, second: Actor
) -> None:
    citizen.write()
    with pytest.raises(SendRefused):
        send(agent, says(FORBIDDEN, confirmed="whatever was seen"))

    override = ask(agent)
    overriding.allow_override(second, override.id, "Klopt")
    message = overriding.send_allowed(agent, override.id)

    assert message.text == FORBIDDEN
    assert overriding.send_allowed(agent, override.id) == message  # pressed twice
    override.refresh_from_db()
    assert (override.status, override.message) == ("used", message)
    assert deeds() == ["override.request", "override.allow", "override.use"]
    assert FORBIDDEN not in str([entry.facts for entry in list_entries()])


@pytest.mark.parametrize(
    "other",
    [
        {"content": {"body": "Stem op lijst 4."}},
        {"purpose": "appointments"},
        {"override_id": new_id()},
    ],
)
def test_nothing_but_what_was_allowed_goes_with_it(
    citizen: Citizen, agent: Actor, second: Actor, other: dict[str, Any]
) -> None:
    citizen.write()
    override = ask(agent)
    overriding.allow_override(second, override.id)

    with pytest.raises(OverrideWrong):
        send(agent, replace(says(FORBIDDEN), **({"override_id": override.id} | other)))


def test_it_does_not_go_before_it_is_allowed_nor_by_another_nor_when_it_was_refused(
    citizen: Citizen, agent: Actor, second: Actor, municipality: Organisation
) -> None:
    citizen.write()
    override = ask(agent)
    with pytest.raises(OverrideWrong):
        overriding.send_allowed(agent, override.id)
    overriding.allow_override(second, override.id)
    with pytest.raises(OverrideWrong):
        overriding.send_allowed(actor_of(join(municipality, "Frits", "agent")), override.id)
    overriding.send_allowed(agent, override.id)

    refused = ask(agent, "Stem op lijst 5.")
    overriding.refuse_override(second, refused.id, "Dit is campagne.")
    with pytest.raises(OverrideWrong):
        overriding.send_allowed(agent, refused.id)


def test_after_an_hour_it_is_over(citizen: Citizen, agent: Actor, second: Actor) -> None:
    citizen.write()
    override = ask(agent)
    ContentOverride.objects.update(expires_at=now() - timedelta(seconds=1))

    with pytest.raises(OverrideDecided):
        overriding.allow_override(second, override.id)
    with every_tenant("as the job does"):
        assert overrides.expire_overrides() == 1
    override.refresh_from_db()
    assert override.status == "expired"
    assert deeds() == ["override.request", "override.expire"]


def test_each_ends_in_a_transaction_of_its_own_which_holds_one_trail(
    citizen: Citizen, agent: Actor, municipality: Organisation
) -> None:
    citizen.write()
    ask(agent)
    ask(actor_of(join(municipality, "Frits", "agent")))
    ContentOverride.objects.update(expires_at=now() - timedelta(seconds=1))

    with every_tenant("as the job does"):
        assert overrides.expire_overrides() == 2

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM conversations_contentoverride")
        assert cursor.fetchone() == (2,)


def test_the_same_asked_twice_is_one_request_and_another_stands_beside_it(
    citizen: Citizen, agent: Actor, second: Actor
) -> None:
    citizen.write()
    first = ask(agent)
    assert ask(agent) == first
    other = ask(agent, "Stem op lijst 7.")

    assert list(queries.list_overrides_waiting()) == [first, other]
    for each in (other, first):
        overriding.allow_override(second, each.id)
        assert overriding.send_allowed(agent, each.id).text == each.text


def test_nobody_is_their_own_second_person(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    override = ask(agent)

    with pytest.raises(OverrideOfOneself):
        overriding.allow_override(agent, override.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContentOverride.objects.update(
            status="allowed", decided_by=agent.person_id, decided_at=now()
        )


def test_who_may_not_answer_may_neither_ask_nor_decide(
    citizen: Citizen, agent: Actor, bob: Any, charlie: Any
) -> None:
    citizen.write()
    override = ask(agent)

    for stranger in (bob,):
        with pytest.raises(NotAllowed):
            ask(actor_of(stranger))
        with pytest.raises(NotAllowed):
            overriding.allow_override(actor_of(stranger), override.id)
    elsewhere = actor_of(charlie)
    with scope(elsewhere.organisation_id), pytest.raises(ContentOverride.DoesNotExist):
        overriding.allow_override(elsewhere, override.id)


def test_it_is_asked_with_a_reason_and_only_where_it_is_needed(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()

    with pytest.raises(ReasonMissing):
        overriding.request_override(agent, says(FORBIDDEN), " ")
    with pytest.raises(NothingToOverride):
        overriding.request_override(agent, says("Uw vergunning is klaar."), "Zomaar")
    with pytest.raises(SendRefused) as refused:
        overriding.request_override(agent, says(FORBIDDEN, purpose="tourism"), "Zomaar")
    assert refused.value.refusal.code == "purpose_not_licensed"


def test_about_something_else_it_is_asked_with_that_reason_too_which_is_kept(
    citizen: Citizen, agent: Actor, second: Actor
) -> None:
    citizen.write()
    send(agent, says("Uw vergunning is klaar."))
    another = says(FORBIDDEN, purpose="municipal_services")
    with pytest.raises(PurposeReasonMissing):
        overriding.request_override(agent, another, "Het gaat om een melding.")

    another = replace(another, purpose_reason="De inwoner meldt nu een bord.")
    override = overriding.request_override(agent, another, "Het gaat om een melding.")
    overriding.allow_override(second, override.id)
    overriding.send_allowed(agent, override.id)

    [conversation] = queries.list_conversations()
    assert conversation.purpose == "municipal_services"


def test_asked_again_once_the_conversation_is_about_something_else_it_takes_that_reason(
    citizen: Citizen, agent: Actor, second: Actor
) -> None:
    citizen.write()
    send(agent, says("Uw vergunning is klaar."))
    override = ask(agent)
    overriding.allow_override(second, override.id)
    [conversation] = queries.list_conversations()
    purposes.set_purpose(agent, conversation.id, "municipal_services", "Nu een melding.")
    send(agent, says("Wij kijken.", purpose="municipal_services"))
    with pytest.raises(PurposeReasonMissing):
        overriding.send_allowed(agent, override.id)

    another = says(FORBIDDEN, purpose_reason="Toch weer over de vergunning.")
    again = overriding.request_override(agent, another, "Het gaat om een melding.")
    overriding.allow_override(second, again.id)
    assert overriding.send_allowed(agent, again.id).text == FORBIDDEN


def test_other_rules_hold_for_what_was_allowed(
    citizen: Citizen, agent: Actor, second: Actor
) -> None:
    citizen.write()
    override = ask(agent)
    overriding.allow_override(second, override.id)
    Conversation.objects.update(last_inbound_at=now() - timedelta(days=2))

    with pytest.raises(SendRefused) as refused:
        overriding.send_allowed(agent, override.id)

    assert refused.value.refusal.code == "window_closed"


def test_after_a_year_the_text_is_forgotten(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    ask(agent)
    ContentOverride.objects.update(requested_at=now() - timedelta(days=366))

    assert overrides.forget_overrides() == 1
    assert deeds() == ["override.request"]


def test_when_two_conversations_become_one_the_requests_of_both_stay(
    citizen: Citizen, agent: Actor, second: Actor
) -> None:
    citizen.write()
    kept, asked = ask(agent), says(FORBIDDEN)
    Citizen(None, user_id=USER_ID).write()
    other = Conversation.objects.exclude(id=kept.conversation_id).get()
    asked = replace(asked, conversation_id=other.id)
    used = overriding.request_override(agent, asked, "Het gaat om een melding.")
    overriding.allow_override(second, used.id)
    overriding.send_allowed(agent, used.id)
    asked = replace(asked, content={"body": "Stem op lijst 5."})
    overriding.request_override(agent, asked, "Nog een melding.")

    Citizen(PHONE, user_id=USER_ID).write()

    [conversation] = queries.list_conversations()
    found = ContentOverride.objects.filter(conversation=conversation).order_by("id")
    assert sorted(each.status for each in found) == ["requested", "requested", "used"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does(
    citizen: Citizen, agent: Actor, second: Actor, municipality: Organisation
) -> None:
    citizen.write()
    override = ask(agent)
    third = actor_of(join(municipality, "Gerda", "agent"))

    def decide(turn: tuple[Callable[..., Any], Actor]) -> bool:
        act, actor = turn
        try:
            with scope(municipality.id):
                act(actor, override.id)
        except OverrideDecided:
            return False
        else:
            return True
        finally:
            connections.close_all()

    turns = [(overriding.allow_override, second), (overriding.refuse_override, third)]
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, turns)) == [False, True]


STEPS = {
    "allow": overriding.allow_override,
    "refuse": overriding.refuse_override,
    "send": overriding.send_allowed,
}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from([*STEPS, "expire"]), max_size=5))
def test_whatever_is_tried_its_state_follows_from_the_steps_before(
    citizen: Citizen, agent: Actor, second: Actor, steps: list[str]
) -> None:
    citizen.write()
    override = ask(agent, f"Stem op lijst {new_id().int % 10**9}.")
    status = OverrideStatus.REQUESTED
    for step in steps:
        if step == "expire":
            ContentOverride.objects.filter(id=override.id).update(expires_at=now())
            overrides.expire_overrides()
        else:
            with contextlib.suppress(OverrideDecided, OverrideWrong):
                STEPS[step](agent if step == "send" else second, override.id)
        override.refresh_from_db()
        now_is = OverrideStatus(override.status)
        assert now_is == status or now_is in OVERRIDE_STEPS[status]
        status = now_is
    assert (status == OverrideStatus.USED) == (override.message_id is not None)
