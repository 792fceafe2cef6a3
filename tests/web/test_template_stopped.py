"""A template that stops while an agent fills it in."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from tests.web.conftest import the_messages

from bode.conversations.models import Conversation
from bode.licensing.models import Template
from bode.organisations.tenancy import every_tenant


def test_what_was_filled_in_stays_and_the_rule_says_why(
    browser: Client, conversation: Conversation
) -> None:
    with every_tenant("a test's world"):
        template = Template.objects.get()
        Template.objects.update(status="PAUSED")
    form = {"template": template.id, "purpose": "appointments", "body_naam": "mevrouw Jansen"}

    answer = browser.post(reverse("reply_with_template", args=[conversation.id]), form)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="mevrouw Jansen"' in page
    assert "Dit sjabloon mag niet meer weg" in page
    assert "Dit bericht is niet verstuurd." in page
    assert the_messages("out") == []
