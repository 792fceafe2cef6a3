"""A conversation that is no more leads on, with what was written."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.people import join
from tests.web.conftest import SignedIn

from bode.conversations.joining import plan_joining
from bode.conversations.models import Contact, Conversation, MovedConversation
from bode.desk.models import Draft
from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant


@pytest.fixture
def gone(browser: Client, conversation: Conversation) -> UUID:
    """The conversation with someone who turned out to be the citizen of the other one."""
    Citizen("31612345699", name="Sanne").write("text", {"body": "Met mijn werktelefoon"})
    with every_tenant("a test looks at everything"):
        other = Contact.objects.exclude(id=conversation.contact_id).get()
        gone = other.conversations.get().id
        seen = plan_joining(conversation.contact_id, other.id).seen
    address = reverse("join_contacts", args=[conversation.id, other.id])
    browser.post(address, {"seen": seen, "reason": "Belde zelf."})
    return gone


def at(name: str, conversation_id: UUID) -> str:
    return reverse(name, args=[conversation_id])


class TestAConversationThatBecameOneWithAnother:
    def test_is_led_to_where_it_goes_on(
        self, browser: Client, gone: UUID, conversation: Conversation
    ) -> None:
        answer = browser.get(at("conversation", gone))

        assert answer.headers["Location"] == at("conversation", conversation.id)

    def test_says_so_on_a_page_that_has_it_open(
        self, browser: Client, gone: UUID, conversation: Conversation
    ) -> None:
        answer = browser.get(at("thread", gone), headers={"HX-Request": "true"})

        assert "Dit gesprek bestaat niet meer." in answer.content.decode()
        assert at("conversation", conversation.id) in answer.content.decode()

    def test_keeps_an_answer_unsent_where_it_goes_on(
        self, browser: Client, gone: UUID, conversation: Conversation
    ) -> None:
        form = {"body": "Dag Sanne", "purpose": "permits"}
        answer = browser.post(at("reply", gone), form, headers={"HX-Request": "true"})

        assert at("conversation", conversation.id) in answer.headers["HX-Location"]
        page = browser.get(at("conversation", conversation.id)).content.decode()
        assert "Dag Sanne</textarea>" in page
        assert "Dit is niet gelukt: het gesprek gaat hier verder." in page

    def test_keeps_a_draft_of_what_was_just_typed(
        self, browser: Client, gone: UUID, conversation: Conversation
    ) -> None:
        assert browser.post(at("save_draft", gone), {"body": "Half af"}).status_code == 204

        page = browser.get(at("conversation", conversation.id)).content.decode()
        assert "Half af</textarea>" in page

    def test_tells_a_stranger_nothing(self, gone: UUID, signed_in: SignedIn) -> None:
        elsewhere = Organisation.objects.create(kind="municipality", code="GM9999", name="Elders")
        charlie = signed_in(join(elsewhere, "Charlie", "agent"))

        assert charlie.get(at("conversation", gone)).status_code == 404

    def test_is_known_by_nobody_who_asks_for_what_never_was(self, browser: Client) -> None:
        never = UUID("018f0000-0000-7000-8000-000000000000")

        assert browser.get(at("conversation", never)).status_code == 404


def test_a_colleague_is_led_back_from_what_was_begun_and_taken_back(
    browser: Client, municipality: Organisation, signed_in: SignedIn, conversation: Conversation
) -> None:
    browser.post(at("close_conversation", conversation.id))
    browser.post(at("reply", conversation.id), {"body": "Nog iets", "purpose": "permits"})
    with every_tenant("a test looks at everything"):
        begun = Conversation.objects.exclude(id=conversation.id).get().id
        sent = Draft.objects.exclude(leaves_at=None).get()
    browser.post(reverse("undo", args=[begun, sent.id]))
    sam = signed_in(join(municipality, "Sam de Wit", "agent"))

    answer = sam.get(at("conversation", begun))

    assert answer.headers["Location"] == at("conversation", conversation.id)
    with every_tenant("a test looks at everything"):
        assert MovedConversation.objects.get().to_id == conversation.id
