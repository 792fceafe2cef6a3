"""One broadcast in several languages: each citizen gets it in theirs."""

from __future__ import annotations

from typing import Any

import pytest
from tests.api.programs import Program, let_ask
from tests.api.test_broadcasts import TEMPLATE, make, run
from tests.broadcasting import feed_all
from tests.conftest import REMINDER

from bode.basics import now
from bode.conversations.contacts import contact_for
from bode.conversations.models import Message
from bode.licensing.models import PhoneNumber, Template
from bode.licensing.platform_templates import store_templates
from bode.organisations.tenancy import every_tenant
from bode.outbox.models import Sending
from bode.whatsapp import Identity, TemplateShape

ENGLISH_SHAPE = TemplateShape(
    id="7003",
    name=REMINDER.name,
    language="en_US",
    category="UTILITY",
    status="APPROVED",
    parameter_format="NAMED",
    components=[
        {"type": "BODY", "text": "Dear {{naam}}, you have an appointment on {{datum}} at {{tijd}}."}
    ],
)
ENGLISH = TEMPLATE | {"language": {"code": "en_US"}}
ERIN, NOA, STRANGER = "+31612345041", "+31612345042", "+31612345043"
DUTCH_TEXT = "Beste inwoner, u heeft op 1 juli om 9.30 uur een afspraak bij ons."
ENGLISH_TEXT = "Dear inwoner, you have an appointment on 1 juli at 9.30 uur."


@pytest.fixture
def number(number: PhoneNumber) -> PhoneNumber:
    """With the template in English too."""
    with every_tenant("a test's world"):
        store_templates(number, [REMINDER, ENGLISH_SHAPE], now())
        Template.objects.update(purpose="appointments", purpose_from="proposed")
    return number


@pytest.fixture
def asked(alices: Program, number: PhoneNumber) -> None:
    """Erin wants English and Noa Turkish; of the third citizen nothing is known."""
    let_ask(alices, [ERIN, NOA, STRANGER])
    with every_tenant("a test's world"):
        for phone, language in ((ERIN, "en"), (NOA, "tr")):
            contact = contact_for(number.municipality_id, Identity(phone=phone.lstrip("+")))
            contact.language = language
            contact.save()


def texts() -> dict[str, str]:
    """By phone what was handed over to be sent, as it reads."""
    with every_tenant("a test looks at everything"):
        recipients = dict(Sending.objects.values_list("message_id", "recipient"))
        return {
            f"+{recipients[message.id]}": message.text
            for message in Message.objects.filter(id__in=recipients)
        }


def languages() -> dict[str, str]:
    """By phone in which language the platform is asked to send it."""
    with every_tenant("a test looks at everything"):
        known = dict(Template.objects.values_list("id", "language"))
        used = Sending.objects.values_list("recipient", "template_id")
        return {f"+{recipient}": known[template_id] for recipient, template_id in used}


@pytest.mark.usefixtures("asked")
def test_each_citizen_gets_it_in_their_language_else_in_the_usual_one(
    alices: Program, approvers: Program
) -> None:
    run(alices, approvers, audience={"phones": [ERIN, NOA, STRANGER]}, translations=[ENGLISH])

    feed_all()

    assert texts() == {ERIN: ENGLISH_TEXT, NOA: DUTCH_TEXT, STRANGER: DUTCH_TEXT}
    assert languages() == {ERIN: "en_US", NOA: "nl", STRANGER: "nl"}


@pytest.mark.usefixtures("asked")
def test_without_translations_everyone_gets_the_same(alices: Program, approvers: Program) -> None:
    run(alices, approvers, audience={"phones": [ERIN, NOA]})

    feed_all()

    assert set(texts().values()) == {DUTCH_TEXT}


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("translation", "code"),
    [
        (ENGLISH | {"components": []}, "template_mismatch"),
        (ENGLISH | {"language": {"code": "de"}}, "template_not_approved"),
        (TEMPLATE, "invalid"),
    ],
)
def test_a_translation_is_judged_as_the_template_is(
    alices: Program, translation: dict[str, Any], code: str
) -> None:
    body = {
        "name": "Herinnering",
        "purpose": "appointments",
        "template": TEMPLATE,
        "translations": [translation],
        "audience": {"phones": [ERIN]},
    }

    refused = alices.post("/broadcasts", body)

    assert (refused.status_code, refused.json()["code"]) == (422, code)  # type: ignore[attr-defined]
    assert alices.get("/broadcasts").json()["results"] == []  # type: ignore[attr-defined]


@pytest.mark.usefixtures("asked")
def test_a_translation_that_was_paused_halts_all_of_it(alices: Program, approvers: Program) -> None:
    made = run(alices, approvers, audience={"phones": [ERIN, NOA]}, translations=[ENGLISH])
    with every_tenant("the platform pauses it"):
        Template.objects.filter(language="en_US").update(status="PAUSED")

    feed_all()

    assert texts() == {}
    told = alices.get(f"/broadcasts/{made['id']}").json()  # type: ignore[attr-defined]
    assert told["status"] == "paused"


@pytest.mark.usefixtures("asked")
def test_the_forecast_counts_who_gets_it_once(alices: Program) -> None:
    made = make(alices, audience={"phones": [ERIN, NOA]}, translations=[ENGLISH])

    told = alices.get(f"/broadcasts/{made['id']}/forecast").json()  # type: ignore[attr-defined]

    assert told["total"] == 2
