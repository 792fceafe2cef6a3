"""What waits to be sent with a template obeys it when the platform changes it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction
from msgspec.structs import replace
from tests.conversations.street import PHONE, Citizen
from tests.conversations.test_marketing import choose
from tests.conversations.test_sending import consent, program_of, reminder, text

from bode.basics import now
from bode.conversations.consents import record_consents
from bode.conversations.explaining import explain_error
from bode.conversations.models import Message
from bode.conversations.sending import send
from bode.conversations.withdrawing import withdraw_consent
from bode.licensing.models import PhoneNumber, Template
from bode.licensing.platform_templates import (
    set_template_category,
    set_template_status,
    store_templates,
)
from bode.licensing.queries import template_shape
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "citizen", "number")]
OTHER_PHONE = "31612345679"
NAMED = ("400000000000001", "afspraak_herinnering", "nl")


@pytest.fixture
def queued(citizen: Citizen, agent: Actor) -> Message:
    """A reminder in answer to a citizen's question: they never agreed to more."""
    citizen.write()
    return send(agent, reminder())


def reread(number: PhoneNumber, **changed: str) -> None:
    """Have the hourly look at the platform find the template like this."""
    store_templates(number, [replace(template_shape(Template.objects.get()), **changed)], now())


def tell(event: str) -> Callable[[PhoneNumber], object]:
    return lambda _: set_template_status(*NAMED, event, now())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (tell("PAUSED"), "template_paused"),
        (tell("DISABLED"), "template_disabled"),
        (tell("REJECTED"), "template_rejected"),
        (tell("DELETED"), "template_deleted"),
        (tell("LOCKED"), "template_not_approved"),
        (lambda number: reread(number, status="PENDING"), "template_pending"),
        (lambda number: store_templates(number, [], now()), "template_deleted"),
        (lambda _: set_template_category(*NAMED, "MARKETING", now()), "no_consent"),
        (lambda number: reread(number, category="MARKETING"), "no_consent"),
        (
            lambda _: set_template_status(*NAMED, "APPROVED", now(), category="MARKETING"),
            "no_consent",
        ),
    ],
    ids=["paused", "disabled", "rejected", "deleted", "locked", "found pending", "gone",
         "marketing", "found marketing", "approved as marketing"],
)  # fmt: skip
def test_what_is_queued_fails_at_once_and_says_why(
    queued: Message, number: PhoneNumber, change: Callable[[PhoneNumber], object], code: str
) -> None:
    change(number)

    queued.refresh_from_db()
    assert (queued.status, queued.error_code) == ("failed", code)
    assert queued.failed_at is not None
    assert not Sending.objects.exists()
    explained = explain_error(code)
    assert explained is not None
    assert "sjabloon" in explained.title_nl


def send_during(agent: Actor, change: Callable[[], None]) -> Message:
    """The reminder, after a change that began while it was being sent and waited for that."""

    def change_elsewhere() -> None:
        change()
        connections.close_all()

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            message = send(agent, reminder())
            changing = pool.submit(change_elsewhere)
            with pytest.raises(TimeoutError):
                changing.result(0.1)
        changing.result(5)
    message.refresh_from_db()
    return message


@pytest.mark.parametrize("event", ["APPROVED", "FLAGGED", "UNPAUSE"])
def test_a_template_that_may_be_used_stops_nothing(queued: Message, event: str) -> None:
    set_template_status(*NAMED, event, now())

    assert Sending.objects.get().message_id == queued.id


def test_marketing_still_goes_to_those_who_agreed_and_did_not_stop_it(
    citizen: Citizen, agent: Actor
) -> None:
    consent(agent)
    record_consents(
        agent,
        phones=[OTHER_PHONE],
        purpose="appointments",
        wording="Ja",
        given_at=now(),
        source="Balie",
    )
    citizen.write()
    choose("stop")
    stopped, agreed = send(agent, reminder()), send(agent, reminder(to=OTHER_PHONE))

    set_template_category(*NAMED, "MARKETING", now())

    assert [row.message_id for row in Sending.objects.all()] == [agreed.id]
    assert Message.objects.get(id=stopped.id).error_code == "no_consent"


def test_who_agreed_to_another_purpose_gets_no_marketing(queued: Message, agent: Actor) -> None:
    consent(agent, purpose="permits")

    set_template_category(*NAMED, "MARKETING", now())

    assert Message.objects.get(id=queued.id).status == "failed"


def test_free_text_goes_on(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    answer = send(agent, text())

    set_template_status(*NAMED, "PAUSED", now())

    assert Message.objects.get(id=answer.id).status == "queued"


@pytest.mark.parametrize(
    ("refuse", "why"),
    [
        (
            lambda agent: withdraw_consent(agent, phone=PHONE, purpose="appointments"),
            "consent_withdrawn",
        ),
        (lambda _: choose("stop"), "no_consent"),
    ],
    ids=["consent withdrawn", "marketing stopped"],
)
@pytest.mark.parametrize("state", ["queued", "withheld"])
def test_marketing_that_waits_obeys_a_citizen_who_wants_no_more(
    citizen: Citizen, agent: Actor, refuse: Callable[[Actor], None], why: str, state: str
) -> None:
    citizen.write()
    consent(agent)
    set_template_category(*NAMED, "MARKETING", now())
    message, answer = send(agent, reminder()), send(agent, text(purpose="appointments"))
    Sending.objects.filter(message_id=message.id).update(state=state)

    refuse(agent)

    message.refresh_from_db()
    assert (message.status, message.error_code) == ("failed", why)
    assert [row.message_id for row in Sending.objects.all()] == [answer.id]


def test_a_notice_that_waits_obeys_who_wants_no_more_with_its_purpose(
    citizen: Citizen, agent: Actor, municipality: Organisation
) -> None:
    consent(agent)
    consent(agent, purpose="permits")
    notice = send(agent, reminder())
    other = send(program_of(municipality), reminder(purpose="permits"))

    withdraw_consent(agent, phone=PHONE, purpose="appointments")

    notice.refresh_from_db()
    assert (notice.status, notice.error_code) == ("failed", "consent_withdrawn")
    assert [row.message_id for row in Sending.objects.all()] == [other.id]


@pytest.mark.parametrize("state", ["sending", "unsettled", "asks"])
def test_what_may_be_on_its_way_goes_no_second_time_to_who_wants_no_more(
    citizen: Citizen, agent: Actor, state: str
) -> None:
    citizen.write()
    consent(agent)
    set_template_category(*NAMED, "MARKETING", now())
    send(agent, reminder())
    Sending.objects.update(state=state)

    withdraw_consent(agent, phone=PHONE, purpose="appointments")

    assert Sending.objects.get().barred == "consent_withdrawn"


@pytest.mark.django_db(transaction=True)
def test_who_wants_no_more_waits_for_who_is_sending_to_them(
    citizen: Citizen, agent: Actor, number: PhoneNumber
) -> None:
    citizen.write()
    consent(agent)
    set_template_category(*NAMED, "MARKETING", now())

    def withdraw() -> None:
        with scope(number.municipality_id):
            withdraw_consent(agent, phone=PHONE, purpose="appointments")

    message = send_during(agent, withdraw)
    assert (message.status, message.error_code) == ("failed", "consent_withdrawn")


@pytest.mark.parametrize("state", ["sending", "unsettled", "asks"])
def test_what_may_be_on_its_way_is_not_sent_once_more(queued: Message, state: str) -> None:
    Sending.objects.update(state=state)

    set_template_status(*NAMED, "PAUSED", now())

    assert Sending.objects.get().barred == "template_paused"
    assert Message.objects.get(id=queued.id).status == "queued"


@pytest.mark.django_db(transaction=True)
def test_a_change_waits_for_who_is_sending_with_the_template(
    citizen: Citizen, agent: Actor
) -> None:
    citizen.write()

    def pause() -> None:
        with every_tenant("the platform tells"):
            set_template_status(*NAMED, "PAUSED", now())

    assert send_during(agent, pause).status == "failed"
