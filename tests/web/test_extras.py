"""What an agent sends besides words, files and templates, by plain forms and without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.web.conftest import become, read, the_conversation, the_messages

from bode.conversations.models import Conversation
from bode.licensing.models import PhoneNumber

BODY = {"text": "Waarvoor komt u?"}


def send(browser: Client, conversation: Conversation, extra: str, **given: str) -> Any:
    form = {"filled": extra, "purpose": "permits", "text": BODY["text"]} | given
    return browser.post(reverse("reply_with_extra", args=[conversation.id]), form)


def ask(browser: Client, conversation: Conversation, extra: str, **more: str) -> str:
    address = reverse("conversation", args=[conversation.id])
    return browser.get(address, {"extra": extra, **more}).content.decode()


def reply_button(number: int, title: str) -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": f"button_{number}", "title": title}}


SENT = [
    (
        "buttons",
        {"button_1": "Vergunning", "button_3": "Iets anders"},
        {
            "type": "button",
            "body": BODY,
            "action": {"buttons": [reply_button(1, "Vergunning"), reply_button(3, "Iets anders")]},
        },
    ),
    (
        "list",
        {"button": "Kies", "choices": "Stadhuis | Tot 17 uur\r\n\r\nWijkpost\r\n"},
        {
            "type": "list",
            "body": BODY,
            "action": {
                "button": "Kies",
                "sections": [
                    {
                        "rows": [
                            {"id": "1", "title": "Stadhuis", "description": "Tot 17 uur"},
                            {"id": "2", "title": "Wijkpost"},
                        ]
                    }
                ],
            },
        },
    ),
    (
        "link",
        {"label": "Afspraak maken", "address": "https://voorbeeld.example/"},
        {
            "type": "cta_url",
            "body": BODY,
            "action": {
                "name": "cta_url",
                "parameters": {
                    "display_text": "Afspraak maken",
                    "url": "https://voorbeeld.example/",
                },
            },
        },
    ),
    (
        "ask-location",
        {},
        {"type": "location_request_message", "body": BODY, "action": {"name": "send_location"}},
    ),
    (
        "ask-number",
        {},
        {"type": "request_contact_info", "body": BODY, "action": {"name": "request_contact_info"}},
    ),
    (
        "location",
        {"name": "Stadhuis", "coordinates": "52,0907; 5,1214"},
        {"latitude": "52.0907", "longitude": "5.1214", "name": "Stadhuis"},
    ),
    (
        "contact",
        {"name": "Team Bomen", "phone": "+31 85 000 0099"},
        [
            {
                "name": {"formatted_name": "Team Bomen", "first_name": "Team Bomen"},
                "phones": [{"phone": "+31 85 000 0099", "type": "WORK"}],
            }
        ],
    ),
]


@pytest.mark.parametrize(("extra", "given", "content"), SENT)
def test_a_form_makes_the_message(
    browser: Client, conversation: Conversation, extra: str, given: dict[str, str], content: Any
) -> None:
    assert 'id="extra-title"' in ask(browser, conversation, extra)

    answer = send(browser, conversation, extra, **given)

    assert answer.status_code == 302
    assert [sent.content for sent in the_messages("out")] == [content]


@pytest.mark.parametrize(
    ("extra", "given", "told"),
    [
        ("buttons", {"text": ""}, "Vul “Uw vraag” in."),
        ("buttons", {}, "Vul “Knop 1” in."),
        ("buttons", {"button_2": "x" * 21}, "“Knop 2” is te lang: hoogstens 20 tekens."),
        ("buttons", {"button_1": "Ja", "button_3": "Ja"}, "“Knop 3” staat er al."),
        ("list", {"button": "Kies"}, "Vul “Keuzes” in."),
        ("list", {"button": "x" * 21, "choices": "A"}, "“Tekst op de knop” is te lang"),
        ("list", {"button": "Kies", "choices": "A\n" + "x" * 25}, "“Keuze 2” is te lang"),
        ("list", {"button": "Kies", "choices": f"A|{'x' * 73}"}, "“Uitleg bij keuze 1” is te lang"),
        (
            "list",
            {"button": "Kies", "choices": "A\n" * 11},
            "Dit zijn te veel keuzes: hoogstens 10.",
        ),
        ("link", {"label": "Open", "address": "voorbeeld.example"}, "Begin het adres met https://"),
        ("location", {"coordinates": "ergens"}, "Schrijf de coördinaten zo: 52.0907, 5.1214"),
        ("location", {}, "Schrijf de coördinaten zo: 52.0907, 5.1214"),
        ("contact", {"phone": "+31 85 000 0099"}, "Vul “Naam” in."),
        ("reaction", {"emoji": "👍"}, "Kies bij een bericht van de inwoner “Reageren”."),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_what_was_typed_stays(
    browser: Client, conversation: Conversation, extra: str, given: dict[str, str], told: str
) -> None:
    answer = send(browser, conversation, extra, **given)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"<p>{told}" in page.replace("&quot;", '"')
    assert all(value.strip() in page for value in given.values())
    assert the_messages("out") == []


def test_a_list_shows_the_button_behind_which_its_choices_are(
    browser: Client, conversation: Conversation
) -> None:
    send(browser, conversation, "list", button="Kies een loket", choices="Stadhuis\nWijkpost")

    page = read(browser, conversation)

    assert page.index("Kies een loket") < page.index(">Stadhuis") < page.index(">Wijkpost")


def test_only_a_citizen_without_a_known_number_is_asked_for_it(
    browser: Client, conversation: Conversation
) -> None:
    assert "Vraag om het telefoonnummer" not in read(browser, conversation)


def test_a_citizen_with_a_username_is_asked_for_the_number(
    browser: Client, number: PhoneNumber
) -> None:
    Citizen(None, user_id="NL.abc123", username="sanne.wit").write()
    conversation = the_conversation()
    assert "Vraag om het telefoonnummer" in read(browser, conversation)

    send(browser, conversation, "ask-number")

    assert "Telefoonnummer delen" in read(browser, conversation)


def test_a_reaction_goes_to_the_message_that_it_was_begun_at(
    browser: Client, conversation: Conversation
) -> None:
    (question,) = the_messages("in")
    assert f"extra=reaction&amp;reply_to={question.id}" in read(browser, conversation)
    form = ask(browser, conversation, "reaction", reply_to=str(question.id))
    assert 'value="👍"' in form
    assert "Reactie weghalen" not in form

    send(browser, conversation, "reaction", reply_to=str(question.id), emoji="👍")

    (sent,) = the_messages("out")
    assert sent.content == {"message_id": question.wamid, "emoji": "👍"}
    assert sent.reply_to_id is None
    page = read(browser, conversation)
    assert '<ul class="reactions"' in page
    assert page.count("👍") == 1
    assert "Reactie weghalen" in ask(browser, conversation, "reaction", reply_to=str(question.id))


@pytest.mark.parametrize(
    ("kind", "label"),
    [("button_reply", "Gekozen knop"), ("list_reply", "Gekozen uit de lijst")],
)
def test_a_citizens_choice_says_what_was_chosen_and_on_which_question(
    browser: Client, conversation: Conversation, citizen: Citizen, kind: str, label: str
) -> None:
    send(browser, conversation, "buttons", button_1="Vergunning", button_2="Iets anders")
    become(wamid="wamid.OUT1")

    answer = {"type": kind, kind: {"id": "button_2", "title": "Iets anders"}}
    citizen.write("interactive", answer, context={"from": "31850000091", "id": "wamid.OUT1"})

    page = read(browser, conversation)
    shown = page[page.rindex('<li class="message') :]
    assert f'<p class="bubble__label">{label}</p>' in shown
    assert "Iets anders" in shown
    assert f'<span class="quote__text" dir="auto">{BODY["text"]}' in shown


@pytest.mark.parametrize(
    ("half", "whole", "shown"),
    [
        (
            {"filled": "location", "name": "Balie", "coordinates": "abc, abc"},
            {"coordinates": "52.0907, 5.1214"},
            "52.0907",
        ),
        ({"filled": "location"}, {"coordinates": "52.0907, 5.1214"}, "52.0907"),
        ({"filled": "contact", "phone": "+31 85 000 0099"}, {"name": "Bouwbedrijf"}, "Bouwbedrijf"),
    ],
)
def test_a_place_or_a_card_shows_once_there_is_one(
    browser: Client,
    conversation: Conversation,
    half: dict[str, str],
    whole: dict[str, str],
    shown: str,
) -> None:
    address = reverse("preview_extra", args=[conversation.id])

    before, after = browser.post(address, half), browser.post(address, half | whole)

    assert (before.status_code, before.content) == (200, b"")
    assert shown in after.content.decode()


def test_how_it_will_look_is_shown_while_it_is_filled_in(
    browser: Client, conversation: Conversation
) -> None:
    form = {"filled": "buttons", "text": "*Waarvoor* komt u?", "button_1": "Een dakkapel"}

    shown = browser.post(reverse("preview_extra", args=[conversation.id]), form).content.decode()

    assert "<strong>Waarvoor</strong> komt u?" in shown
    assert "Een dakkapel" in shown
    assert the_messages("out") == []
