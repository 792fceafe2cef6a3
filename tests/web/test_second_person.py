"""What the content check finds is marked at the desk; a second person decides what is blocked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from tests.people import join
from tests.web.conftest import SignedIn, read, reply, streamed, the_messages

from bode.conversations.models import ContentOverride, Conversation
from bode.licensing.models import Template
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant
from bode.simulator.samples import sample

pytestmark = pytest.mark.django_db

FORBIDDEN = "Dag. Stem op lijst 3! Groet"
DOUBTFUL = "Kom gezellig winkelen in onze binnenstad!"


@pytest.fixture
def approver(municipality: Organisation) -> Person:
    return join(municipality, "Eva", "approver")


def the_override() -> ContentOverride:
    with every_tenant("a test looks at everything"):
        return ContentOverride.objects.get()


def ask(browser: Client, conversation: Conversation, reason: str = "Een melding.") -> Any:
    return reply(browser, conversation, body=FORBIDDEN, ask_second="yes", reason=reason)


def decide(browser: Client, decision: str) -> Any:
    url = reverse("decide_override", args=[the_override().id])
    return browser.post(url, {"decision": decision, "remark": "Gezien"}, follow=True)


def test_a_doubtful_text_comes_back_with_its_words_marked_and_goes_once_confirmed(
    browser: Client, conversation: Conversation
) -> None:
    answer = reply(browser, conversation, body=DOUBTFUL)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "<mark>Kom gezellig winkelen</mark>" in page
    assert "Het gaat om “Kom gezellig winkelen”" in page
    assert "Regel:" in page
    assert DOUBTFUL in page
    seen = answer.context["reply"].doubtful.fingerprint
    assert reply(browser, conversation, body=DOUBTFUL, confirmed=seen).status_code == 302
    assert [message.text for message in the_messages("out")] == [DOUBTFUL]


def test_a_blocked_text_is_marked_and_offers_a_second_person(
    browser: Client, conversation: Conversation
) -> None:
    page = reply(browser, conversation, body=FORBIDDEN).content.decode()

    assert "<mark>Stem op lijst 3</mark>" in page
    assert "Vraag een tweede persoon" in page
    assert the_messages("out") == []


def test_the_values_of_a_template_are_marked_in_its_own_form(
    browser: Client, conversation: Conversation
) -> None:
    with every_tenant("a test looks at everything"):
        template = Template.objects.get()
    address = reverse("reply_with_template", args=[conversation.id])
    values = {
        "body_naam": "Jansen",
        "body_datum": "1 december",
        "body_tijd": "10.00. Win een fiets",
    }
    form = {"template": template.id, "purpose": "appointments"} | values

    answer = browser.post(address, form)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<mark>Win</mark>" in page
    assert 'form="template-form" name="confirmed"' in page
    seen = answer.context["reply"].doubtful.fingerprint
    assert browser.post(address, form | {"confirmed": seen}).status_code == 302


def test_what_blocks_in_a_question_with_buttons_waits_and_goes_as_it_was(
    browser: Client, conversation: Conversation, signed_in: SignedIn, approver: Person
) -> None:
    address = reverse("reply_with_extra", args=[conversation.id])
    asked = {"filled": "buttons", "purpose": "permits", "text": FORBIDDEN, "button_1": "Ja"}
    page = browser.post(address, asked).content.decode()
    assert 'form="extra-form" name="ask_second"' in page

    browser.post(address, asked | {"ask_second": "yes", "reason": "Een melding."})
    decide(signed_in(approver), "allow")
    browser.post(reverse("send_allowed", args=[the_override().id]))

    [sent] = the_messages("out")
    assert (sent.type, sent.text) == ("interactive", FORBIDDEN)


def test_a_second_person_sees_everything_that_would_leave(
    browser: Client, conversation: Conversation, signed_in: SignedIn, approver: Person
) -> None:
    address = reverse("reply_with_extra", args=[conversation.id])
    link = {
        "filled": "link",
        "text": FORBIDDEN,
        "label": "Naar lijst 3",
        "address": "https://l3.nl",
    }
    browser.post(address, link | {"purpose": "permits", "ask_second": "yes", "reason": "Zo."})

    page = signed_in(approver).get(reverse("second_person")).content.decode()

    assert "<li>Naar lijst 3</li><li>https://l3.nl</li>" in page


def test_a_second_person_opens_the_file_that_would_leave(
    browser: Client,
    conversation: Conversation,
    signed_in: SignedIn,
    approver: Person,
    charlie: Person,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    photo = SimpleUploadedFile("lijst3.png", sample("image/png"), "image/png")
    reply(browser, conversation, body=FORBIDDEN, file=photo, ask_second="yes", reason="Zo.")
    override = the_override()
    address = reverse("override_file", args=[override.id, override.content["id"]])
    second = signed_in(approver)

    page = second.get(reverse("second_person")).content.decode()

    assert f'href="{address}"' in page
    assert "lijst3.png" in page
    assert streamed(second.get(address)) == sample("image/png")
    assert signed_in(charlie).get(address).status_code == 404
    decide(second, "refuse")
    assert second.get(address).status_code == 404


def test_without_a_reason_nobody_is_asked(browser: Client, conversation: Conversation) -> None:
    answer = ask(browser, conversation, " ")

    assert answer.status_code == 422
    assert "Schrijf op waarom." in answer.content.decode()
    with every_tenant("a test looks at everything"):
        assert not ContentOverride.objects.exists()


def test_the_reason_stays_where_another_is_still_to_be_given(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation)
    other = {"purpose": "municipal_services", "body": FORBIDDEN, "ask_second": "yes"}

    for unclear in (other, other | {"purpose": ""}):
        answer = reply(browser, conversation, **unclear, reason="Een melding.")
        assert answer.status_code == 422
        assert "Een melding." in answer.content.decode()
    page = reply(browser, conversation, **other, reason="Een melding.").content.decode()

    assert "Schrijf waarom." in page
    assert 'name="ask_second"' in page
    assert ">Een melding.</textarea>" in page


def test_what_a_second_person_allows_is_sent_by_who_asked(
    browser: Client, conversation: Conversation, signed_in: SignedIn, approver: Person
) -> None:
    assert ask(browser, conversation).status_code == 302
    assert "Wacht op een tweede persoon" in read(browser, conversation)
    second = signed_in(approver)
    page = second.get(reverse("second_person")).content.decode()
    assert "Een melding." in page
    assert "<mark>Stem op lijst 3</mark>" in page

    assert "U staat het bericht van Alice toe." in decide(second, "allow").content.decode()
    assert "Toegestaan door Eva." in read(browser, conversation)
    browser.post(reverse("send_allowed", args=[the_override().id]))

    assert [message.text for message in the_messages("out")] == [FORBIDDEN]
    assert "Nu versturen" not in read(browser, conversation)


def test_what_was_allowed_before_the_conversation_changed_is_asked_again(
    browser: Client, conversation: Conversation, signed_in: SignedIn, approver: Person
) -> None:
    reply(browser, conversation)
    ask(browser, conversation)
    decide(signed_in(approver), "allow")
    about = {"purpose": "municipal_services", "purpose_reason": "Nu een melding."}
    assert reply(browser, conversation, **about).status_code == 302

    told = browser.post(reverse("send_allowed", args=[the_override().id]), follow=True)

    assert "Vraag het opnieuw." in told.content.decode()
    assert FORBIDDEN not in [message.text for message in the_messages("out")]


def test_what_a_second_person_refuses_stays_unsent_and_says_so(
    browser: Client, conversation: Conversation, signed_in: SignedIn, approver: Person
) -> None:
    ask(browser, conversation)
    decide(signed_in(approver), "refuse")

    assert "Niet toegestaan door Eva." in read(browser, conversation)
    browser.post(reverse("send_allowed", args=[the_override().id]))
    assert the_messages("out") == []


def test_who_asked_sees_it_waiting_but_can_not_decide(
    browser: Client, conversation: Conversation
) -> None:
    ask(browser, conversation)

    assert "Iemand anders beslist." in browser.get(reverse("second_person")).content.decode()
    decide(browser, "allow")
    assert the_override().status == "requested"


def test_who_decides_too_late_is_told_so(
    browser: Client, conversation: Conversation, signed_in: SignedIn, approver: Person
) -> None:
    ask(browser, conversation)
    second = signed_in(approver)
    decide(second, "refuse")

    answer = decide(second, "allow").content.decode()

    assert "Over dit bericht hoeft u niet meer te beslissen." in answer
    assert the_override().status == "refused"


def test_someone_without_the_desk_is_told_on_every_page(
    browser: Client, conversation: Conversation, signed_in: SignedIn, approver: Person
) -> None:
    ask(browser, conversation)

    page = signed_in(approver).get(reverse("settings")).content.decode()

    assert "Een bericht wacht op een tweede persoon." in page


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_others_do_not_see_it(
    browser: Client,
    conversation: Conversation,
    signed_in: SignedIn,
    request: pytest.FixtureRequest,
    name: str,
) -> None:
    ask(browser, conversation)
    stranger = signed_in(request.getfixturevalue(name))
    url = reverse("decide_override", args=[the_override().id])

    assert FORBIDDEN not in stranger.get(reverse("second_person")).content.decode()
    assert stranger.post(url, {"decision": "allow"}).status_code in (403, 404)
