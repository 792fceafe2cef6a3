"""Why a template stands as it does: on the list, its page, in its history and with the numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.conftest import SignedIn

from bode.conversations.numbers import Numbers
from bode.conversations.recording import record
from bode.licensing.models import PhoneNumber, Template
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import TemplateStatus

pytestmark = pytest.mark.usefixtures("no_jobs")

NOON = datetime(2026, 11, 27, 11, 0, tzinfo=UTC)  # in Amsterdam


@pytest.fixture
def town(alice: Person, number: PhoneNumber, signed_in: SignedIn) -> Client:
    return signed_in(alice)


def tell(number: PhoneNumber, event: str, at: datetime = NOON, **told: Any) -> None:
    """A webhook tells what became of the template."""
    of_it = {"template_id": "7001", "name": "afspraak_herinnering", "language": "nl"}
    status = TemplateStatus(
        waba_id=number.account_id,
        told_at=at,
        event=event,
        raw=f"{event} {at}".encode(),
        **of_it,
        **told,
    )
    record(status, Numbers(number.provider.code))


def pages(browser: Client) -> dict[str, str]:
    addresses = {
        "list": reverse("message_templates"),
        "page": reverse("edit_template", args=["afspraak_herinnering"]),
        "numbers": reverse("numbers"),
    }
    return {name: browser.get(address).content.decode() for name, address in addresses.items()}


@pytest.fixture
def asked_long_ago(number: PhoneNumber) -> None:
    """The platform was last asked before it told anything."""
    with every_tenant("a test's world"):
        Template.objects.update(synced_at=datetime(2026, 11, 1, tzinfo=UTC))


@pytest.mark.usefixtures("asked_long_ago")
@pytest.mark.parametrize(
    ("title", "words", "until"),
    [
        ("FIRST_PAUSE", "WhatsApp pauzeert dit sjabloon 3 uur", "Tot 27 november 15:00."),
        ("SECOND_PAUSE", "WhatsApp pauzeert dit sjabloon 6 uur", "Tot 27 november 18:00."),
        ("RATE_LIMITING_PAUSE", "WhatsApp remt het af", ""),
    ],
)
def test_a_pause_is_explained_where_templates_are_managed(
    town: Client, number: PhoneNumber, title: str, words: str, until: str
) -> None:
    tell(number, "PAUSED", title=title)

    shown = pages(town)

    assert all(words in page for page in shown.values())
    assert until in shown["list"]
    assert until in shown["page"]
    assert "Wat WhatsApp meldde" in shown["page"]


@pytest.mark.usefixtures("asked_long_ago")
@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("DISABLED", "WhatsApp heeft dit sjabloon uitgezet"),
        ("REJECTED", "WhatsApp heeft dit sjabloon afgekeurd"),
        ("FLAGGED", "Inwoners zijn niet blij met dit sjabloon"),
        ("PENDING_DELETION", "WhatsApp verwijdert dit sjabloon"),
        ("LIMIT_EXCEEDED", "Het account heeft te veel sjablonen"),
        ("LOCKED", "WhatsApp heeft dit sjabloon op slot gezet"),
    ],
)
def test_whatever_befell_a_template_is_explained(
    town: Client, number: PhoneNumber, event: str, words: str
) -> None:
    tell(number, event, recommendation="Say why you write.")

    shown = pages(town)

    assert all(words in page for page in shown.values())
    assert "Say why you write." in shown["page"]


@pytest.mark.usefixtures("asked_long_ago")
def test_nothing_is_explained_any_more_once_it_may_be_sent_again(
    town: Client, number: PhoneNumber
) -> None:
    tell(number, "PAUSED", title="FIRST_PAUSE")
    tell(number, "APPROVED", NOON.replace(hour=15), title="UNPAUSE")

    shown = pages(town)

    assert "sjabloon 3 uur" not in shown["list"]
    assert "Er is niets dat aandacht vraagt" in shown["numbers"]
    assert "sjabloon 3 uur" in shown["page"].split("Wat WhatsApp meldde")[1]


@pytest.mark.usefixtures("asked_long_ago")
def test_one_for_crises_is_told_on_every_page(town: Client, number: PhoneNumber) -> None:
    with every_tenant("a test's world"):
        Template.objects.update(purpose="crisis_response")
    assert "sjabloon voor crises" not in pages(town)["numbers"]

    tell(number, "PAUSED", title="FIRST_PAUSE")

    assert "sjabloon voor crises" in town.get(reverse("desk")).content.decode()
