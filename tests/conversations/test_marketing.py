"""Who stops marketing in WhatsApp gets no template that is marketing; all else goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from tests.conversations.street import PHONE, Citizen, record, report
from tests.conversations.test_sending import consent, reminder

from bode.basics import now
from bode.conversations import queries
from bode.conversations.errors import SendRefused
from bode.conversations.models import Contact
from bode.conversations.sending import send
from bode.licensing.models import PhoneNumber, Template
from bode.licensing.platform_templates import store_templates
from bode.licensing.queries import template_shape
from bode.organisations.actors import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "citizen")]


def choose(value: str, /, at: datetime | None = None, **more: Any) -> None:
    told = {
        "wa_id": PHONE,
        "category": "marketing_messages",
        "value": value,
        "timestamp": int((at or now()).timestamp()),
    }
    record(field="user_preferences", user_preferences=[told | more])


@pytest.fixture
def marketing(in_scope: None, number: PhoneNumber) -> None:
    """The reminder is marketing, as the platform sees it."""
    store_templates(
        number, [replace(template_shape(Template.objects.get()), category="MARKETING")], now()
    )


def is_refused(agent: Actor) -> bool:
    try:
        send(agent, reminder())
    except SendRefused as refused:
        return refused.refusal.code == "no_consent"
    return False


@pytest.mark.usefixtures("marketing")
def test_who_stopped_gets_no_marketing_whatever_they_agreed_to(agent: Actor) -> None:
    consent(agent)
    choose("stop")
    assert is_refused(agent)

    choose("resume", at=now() + timedelta(seconds=2))
    assert not is_refused(agent)


def test_who_stopped_still_gets_what_is_no_marketing(agent: Actor) -> None:
    consent(agent)
    choose("stop")

    assert send(agent, reminder()).status == "queued"


@pytest.mark.usefixtures("marketing")
def test_the_latest_choice_counts_in_whatever_order_it_comes(agent: Actor) -> None:
    consent(agent)
    choose("resume", at=now())
    choose("stop", at=now() - timedelta(minutes=5))

    assert not is_refused(agent)


@pytest.mark.usefixtures("marketing")
def test_a_refusal_of_the_platform_stops_marketing_too(agent: Actor) -> None:
    consent(agent)
    errors = [{"code": 131050, "title": "…"}]
    for _ in range(2):
        report("wamid.M", "failed", now(), None, errors=errors)

    assert is_refused(agent)
    assert [event.kind for event in queries.list_contact_events(Contact.objects.get().id)] == [
        "marketing_stopped"
    ]


@pytest.mark.usefixtures("marketing")
def test_another_failure_says_nothing_of_what_the_citizen_wants(agent: Actor) -> None:
    consent(agent)
    report("wamid.M", "failed", now(), None, errors=[{"code": 131026, "title": "…"}])

    assert not is_refused(agent)


@pytest.mark.parametrize("more", [{"category": "other"}, {"value": "pause"}])
@pytest.mark.usefixtures("marketing")
def test_a_choice_that_nobody_knows_changes_nothing(agent: Actor, more: dict[str, str]) -> None:
    consent(agent)
    choose("stop", **more)

    assert not is_refused(agent)


@pytest.mark.usefixtures("marketing")
def test_a_choice_survives_that_two_contacts_become_one(agent: Actor) -> None:
    consent(agent)
    choose("stop")
    Citizen(None, user_id="NL.abc").write()
    Citizen(PHONE, user_id="NL.abc").write()

    assert is_refused(agent)


def test_a_template_that_is_marketing_needs_consent_whatever_the_citizen_wrote(
    citizen: Citizen, agent: Actor, number: PhoneNumber
) -> None:
    shape = template_shape(Template.objects.get())
    citizen.write()
    assert send(agent, reminder()).status == "queued"

    store_templates(number, [replace(shape, category="MARKETING")], now())
    with pytest.raises(SendRefused) as refused:
        send(agent, reminder())
    assert refused.value.refusal.code == "no_consent"
    assert "reclame" in refused.value.refusal.reason_nl

    consent(agent)
    assert send(agent, reminder()).status == "queued"
