"""That a template would not leave is told when it is chosen, before it is filled in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bode.basics import now
from bode.conversations.models import Conversation
from bode.licensing.models import Licence, Template
from bode.organisations.tenancy import every_tenant

CANNOT = "Dit sjabloon kan nu niet weg."


def choose(browser: Client, conversation: Conversation) -> str:
    """Choose the reminder of an appointment; what then stands where one fills it in."""
    with every_tenant("a test's world"):
        template = Template.objects.get()
    address = reverse("template_fields", args=[conversation.id])
    return browser.get(address, {"template": str(template.id)}).content.decode()


def become(model: type[Any], **facts: object) -> None:
    with every_tenant("a test's world"):
        model.objects.update(**facts)


def say(browser: Client, conversation: Conversation, says: str) -> None:
    """The citizen tells at the counter whether they want to hear about appointments."""
    form = {"purpose": "appointments", "how": "counter", "wording": "Een herinnering?"}
    browser.post(reverse("consents", args=[conversation.id]), form | {"says": says})


@pytest.fixture
def over(browser: Client, conversation: Conversation) -> Conversation:
    """Closed, and the citizen wrote longer than a day ago: it would be we who begin."""
    browser.post(reverse("close_conversation", args=[conversation.id]))
    become(Conversation, last_inbound_at=now() - timedelta(hours=25))
    return conversation


def test_to_who_asks_something_it_may_go(browser: Client, conversation: Conversation) -> None:
    fields = choose(browser, conversation)

    assert 'name="body_' in fields
    assert CANNOT not in fields


def test_without_consent_it_leads_to_where_that_is_recorded(
    browser: Client, over: Conversation
) -> None:
    fields = choose(browser, over)

    assert CANNOT in fields
    assert "heeft niet om berichten met dit doel gevraagd" in fields
    assert f'href="{reverse("consents", args=[over.id])}#new"' in fields


def test_with_consent_there_is_nothing_to_say(browser: Client, over: Conversation) -> None:
    say(browser, over, "yes")

    assert CANNOT not in choose(browser, over)


def test_what_whatsapp_sees_as_marketing_is_asked_for_while_the_citizen_can_be_asked(
    browser: Client, conversation: Conversation
) -> None:
    become(Template, category="MARKETING")

    fields = choose(browser, conversation)

    assert "Daarvoor is toestemming nodig" in fields
    assert f'href="{reverse("consents", args=[conversation.id])}#ask"' in fields


def test_who_said_no_is_not_asked_again(browser: Client, over: Conversation) -> None:
    say(browser, over, "no")

    fields = choose(browser, over)

    assert "Deze inwoner wil geen berichten met dit doel meer." in fields
    assert reverse("consents", args=[over.id]) not in fields


def test_of_one_for_a_purpose_outside_the_licence_it_is_said_too(
    browser: Client, conversation: Conversation
) -> None:
    become(Licence, purposes=["permits"])

    assert "Dit doel staat niet in de vergunning" in choose(browser, conversation)


def send(browser: Client, over: Conversation, **filled: str) -> str:
    """Send the reminder with these blanks filled in; what then stands in the reply box."""
    with every_tenant("a test's world"):
        template = Template.objects.get()
    form = {"template": str(template.id), "purpose": "appointments"} | filled
    return browser.post(reverse("reply_with_template", args=[over.id]), form).content.decode()


def test_what_was_refused_is_not_said_twice_and_leads_to_where_consent_is_recorded(
    browser: Client, over: Conversation
) -> None:
    refused = send(browser, over, body_naam="mevrouw Jansen", body_datum="1 mei", body_tijd="10.30")

    assert refused.count("heeft niet om berichten met dit doel gevraagd") == 1
    assert f'href="{reverse("consents", args=[over.id])}#new"' in refused
    assert "mevrouw Jansen" in refused


def test_it_is_said_still_when_a_blank_was_left_open(browser: Client, over: Conversation) -> None:
    refused = send(browser, over, body_naam="mevrouw Jansen")

    assert "is leeg" in refused
    assert CANNOT in refused
    assert f'href="{reverse("consents", args=[over.id])}#new"' in refused
