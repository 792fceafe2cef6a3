"""At the desk: what a template and a conversation are for, and what a citizen agreed to."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.conversations.street import PHONE, Citizen
from tests.people import actor_of
from tests.web.conftest import read, reply, the_conversation, the_messages

from bode.basics import now
from bode.conversations.consents import record_consents
from bode.conversations.models import Consent, Conversation
from bode.licensing.models import Template
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope


def test_a_template_brings_its_own_purpose_and_asks_why_it_is_another(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation)
    with every_tenant("a test's world"):
        template = Template.objects.get()
    address = reverse("template_fields", args=[conversation.id])

    page = browser.get(address, {"template": str(template.id)}).content.decode()

    assert '<option value="appointments" selected>' in page
    assert '<span class="write__why">' in page


def test_a_template_that_has_no_purpose_yet_says_so(
    browser: Client, conversation: Conversation
) -> None:
    with every_tenant("a test's world"):
        Template.objects.update(purpose="", purpose_from="")
        template = Template.objects.get()
    form = {"template": template.id, "purpose": "permits", "body_naam": "mevrouw Jansen"}
    fields = browser.get(reverse("template_fields", args=[conversation.id]), form)
    refused = browser.post(reverse("reply_with_template", args=[conversation.id]), form)

    assert "Dit sjabloon heeft nog geen doel." in fields.content.decode()
    assert refused.status_code == 422
    assert "Dit sjabloon heeft nog geen doel." in refused.content.decode()


def test_no_purpose_is_offered_that_the_licence_has_not(
    browser: Client, conversation: Conversation
) -> None:
    page = read(browser, conversation)

    offered = page.split('id="write-purpose"')[1].split("</select>")[0]
    assert '<option value="permits">' in offered
    assert "tourism" not in offered
    assert "<option disabled>Andere doelen staan niet in uw vergunning</option>" in offered


class TestAnotherPurpose:
    """What a conversation is about changes with a reason alone."""

    @pytest.fixture(autouse=True)
    def about_permits(self, browser: Client, conversation: Conversation) -> None:
        reply(browser, conversation)

    def test_an_answer_for_it_asks_why_and_keeps_what_was_typed(
        self, browser: Client, conversation: Conversation
    ) -> None:
        refused = reply(browser, conversation, purpose="appointments")

        page = refused.content.decode()
        assert (refused.status_code, len(the_messages("out"))) == (422, 1)
        assert "Schrijf waarom." in page
        assert "Morgen." in page

    def test_an_answer_with_the_reason_gives_the_conversation_that_purpose(
        self, browser: Client, conversation: Conversation
    ) -> None:
        why = "De inwoner wil nu een afspraak."
        reply(browser, conversation, purpose="appointments", purpose_reason=why)

        [_, sent] = the_messages("out")
        assert (sent.purpose, the_conversation().purpose) == ("appointments", "appointments")
        page = browser.get(reverse("change_purpose", args=[conversation.id])).content.decode()
        assert why in page

    def test_the_next_answer_for_the_purpose_of_before_asks_why_at_once(
        self, browser: Client, conversation: Conversation
    ) -> None:
        given = {"body": "Dat kan.", "purpose": "appointments", "purpose_reason": "Andere vraag"}
        address = reverse("reply", args=[conversation.id])
        box = browser.post(address, given, headers={"HX-Request": "true"}).content.decode()

        assert 'data-kept="appointments"' in box
        assert 'data-kept="permits"' not in box

    def test_a_choice_alone_is_not_taken(self, browser: Client, conversation: Conversation) -> None:
        address = reverse("set_purpose", args=[conversation.id])
        quiet = {"HX-Request": "true"}
        assert browser.post(address, {"purpose": "permits"}, headers=quiet).status_code == 204

        refused = browser.post(address, {"purpose": "appointments"}, headers=quiet)

        assert (refused.status_code, the_conversation().purpose) == (422, "permits")

    def test_it_is_said_on_its_own_page_too(
        self, browser: Client, conversation: Conversation
    ) -> None:
        address = reverse("change_purpose", args=[conversation.id])
        missing = browser.post(address, {"purpose": "appointments", "reason": " "})
        assert "Schrijf waarom dit gesprek een ander doel krijgt." in missing.content.decode()

        done = browser.post(address, {"purpose": "appointments", "reason": "Andere vraag"})
        assert done.status_code == 302
        assert the_conversation().purpose == "appointments"

    def test_one_that_is_not_licensed_is_no_choice(
        self, browser: Client, conversation: Conversation
    ) -> None:
        address = reverse("change_purpose", args=[conversation.id])
        refused = browser.post(address, {"purpose": "tourism", "reason": "Museum"})

        assert "niet in de vergunning" in refused.content.decode()
        assert the_conversation().purpose == "permits"


class TestConsent:
    """What a citizen tells an agent is kept with its proof."""

    def test_yes_and_no_show_with_wording_and_way(
        self, browser: Client, conversation: Conversation
    ) -> None:
        address = reverse("consents", args=[conversation.id])
        told = {"purpose": "permits", "how": "counter", "wording": "Stuur mij bericht."}
        browser.post(address, told | {"says": "yes"})
        browser.post(address, {"purpose": "permits", "how": "phone", "says": "no"})

        page = browser.get(address).content.decode()
        for words in ("Stuur mij bericht.", "aan de balie", "wil dit niet meer", "Alice"):
            assert words in page

    def test_the_areas_that_a_citizen_chose_show_in_the_panel_and_in_the_history(
        self, browser: Client, conversation: Conversation, alice: Person
    ) -> None:
        with scope(conversation.municipality_id):
            record_consents(
                actor_of(alice),
                phones=[PHONE],
                purpose="permits",
                wording="Ja",
                given_at=now(),
                source="balie",
                area="Havenkwartier",
            )

        assert "Vergunningen (Havenkwartier)" in read(browser, conversation)
        page = browser.get(reverse("consents", args=[conversation.id])).content.decode()
        assert "Voor: Havenkwartier" in page

    def test_a_yes_is_for_a_purpose_of_the_licence(
        self, browser: Client, conversation: Conversation
    ) -> None:
        address = reverse("consents", args=[conversation.id])
        told = {"purpose": "tourism", "how": "counter", "wording": "Stuur mij nieuws."}
        refused = browser.post(address, told | {"says": "yes"})

        page = refused.content.decode()
        assert refused.status_code == 422
        assert "Dit doel staat niet in de vergunning." in page
        assert '<option value="tourism"' not in page

    def test_a_no_shows_in_the_conversation_and_is_not_asked_away(
        self, browser: Client, conversation: Conversation
    ) -> None:
        address = reverse("consents", args=[conversation.id])
        ask = reverse("ask_for_consent", args=[conversation.id])
        browser.post(address, {"purpose": "permits", "how": "phone", "says": "no"})
        told = browser.post(ask, {"purpose": "permits"}, follow=True).content.decode()

        page = browser.get(reverse("conversation", args=[conversation.id])).content.decode()
        assert "Deze inwoner wil geen berichten die u zelf begint over: Vergunningen." in page
        assert "Vraag het pas als die u weer schrijft." in told
        assert not the_messages("out")

    @pytest.mark.parametrize(("says", "proof"), [("yes", "given_in"), ("no", "withdrawn_in")])
    def test_what_was_said_in_the_conversation_has_the_chosen_message_as_its_proof(
        self,
        browser: Client,
        citizen: Citizen,
        conversation: Conversation,
        says: str,
        proof: str,
    ) -> None:
        citizen.write(content={"body": "Dat is goed."})
        citizen.write(content={"body": "Bedankt."})
        _first, meant, thanks = the_messages("in")
        address = reverse("consents", args=[conversation.id])
        told = {"purpose": "permits", "how": "chat", "wording": "Bericht?", "says": says}

        page = browser.get(address).content.decode()
        assert page.index(f'value="{thanks.id}"') < page.index(f'value="{meant.id}"')
        unclear = browser.post(address, told | {"message": str(uuid4())})
        assert 'id="message-error"' in unclear.content.decode()
        browser.post(address, told | {"message": str(meant.id)})

        with every_tenant("a test looks at everything"):
            assert getattr(Consent.objects.get(), proof) == meant

    def test_what_is_missing_is_said_beside_its_field(
        self, browser: Client, conversation: Conversation
    ) -> None:
        address = reverse("consents", args=[conversation.id])
        refused = browser.post(address, {"wording": "", "says": "yes"})

        page = refused.content.decode()
        assert refused.status_code == 422
        for field in ("purpose", "how", "wording"):
            assert f'id="{field}-error"' in page


class TestAskingForConsent:
    def test_sends_the_words_that_the_page_shows(
        self, browser: Client, conversation: Conversation
    ) -> None:
        page = browser.get(reverse("consents", args=[conversation.id])).content.decode()
        ask = reverse("ask_for_consent", args=[conversation.id])
        first = browser.post(ask, {"purpose": "permits"}, follow=True).content.decode()
        again = browser.post(ask, {"purpose": "permits"}, follow=True).content.decode()
        strange = browser.post(ask, {"purpose": "tourism"}, follow=True).content.decode()

        [sent] = the_messages("out")
        assert f"“{sent.text}”" in page
        assert "De vraag is verstuurd." in first
        assert "U vroeg dit minder dan een dag geleden." in again
        assert "Kies een doel uit de lijst." in strange

    def test_waits_until_the_citizen_writes_again(
        self, browser: Client, conversation: Conversation
    ) -> None:
        with every_tenant("a test's world"):
            Conversation.objects.update(last_inbound_at=now() - timedelta(hours=25))
        page = browser.get(reverse("consents", args=[conversation.id])).content.decode()
        ask = reverse("ask_for_consent", args=[conversation.id])
        browser.post(ask, {"purpose": "permits"})

        assert "Dit kan alleen binnen 24 uur" in page
        assert not the_messages("out")
