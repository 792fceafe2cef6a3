"""Every kind of message, as an agent reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.web.conftest import become, read, reply, the_conversation

from bode.conversations.models import Conversation

MEDIA = {"id": "55", "mime_type": "image/jpeg"}


@pytest.mark.parametrize(
    ("kind", "content", "shown"),
    [
        ("image", {**MEDIA, "caption": "Mijn dakkapel"}, "Mijn dakkapel"),
        ("document", {**MEDIA, "filename": "plan.pdf"}, "wordt opgehaald"),
        ("audio", MEDIA, "wordt opgehaald"),
        ("video", MEDIA, "wordt opgehaald"),
        ("sticker", MEDIA, "wordt opgehaald"),
        ("location", {"latitude": 52.1, "longitude": 5.1, "name": "Domplein"}, "Domplein"),
        (
            "contacts",
            [{"name": {"formatted_name": "De Boer"}, "phones": [{"phone": "06"}]}],
            "De Boer",
        ),
        ("button", {"payload": "ja", "text": "Ja, graag"}, "Ja, graag"),
        (
            "interactive",
            {"type": "button_reply", "button_reply": {"id": "1", "title": "Morgen"}},
            "Morgen",
        ),
        (
            "interactive",
            {"type": "list_reply", "list_reply": {"id": "1", "title": "A", "description": "Balie"}},
            "Balie",
        ),
        (
            "interactive",
            {
                "type": "nfm_reply",
                "nfm_reply": {
                    "body": "Sent",
                    "response_json": '{"flow_token": "t", "datum_afspraak": ["1 mei", "2 mei"]}',
                },
            },
            '<dt dir="auto">Datum afspraak</dt><dd dir="auto">1 mei, 2 mei</dd>',
        ),
        (
            "order",
            {
                "catalog_id": "1",
                "product_items": [
                    {"product_retailer_id": "afvalpas", "quantity": 2, "item_price": 12.5}
                ],
            },
            '<dt dir="auto">afvalpas</dt><dd dir="auto">2 × 12,50</dd>',
        ),
        (
            "contacts",
            [{"name": {"formatted_name": "De Boer"}, "org": {"company": "Bakkerij De Boer"}}],
            "Bakkerij De Boer",
        ),
        ("nieuw_soort", {"iets": 1}, "niet tonen"),
    ],
)
def test_every_kind_of_message_can_be_read(
    browser: Client, citizen: Citizen, kind: str, content: Any, shown: str
) -> None:
    citizen.write(kind, content)

    assert shown in read(browser, the_conversation())


@pytest.mark.parametrize(
    ("context", "told"),
    [
        ({"forwarded": True}, "Doorgestuurd"),
        ({"forwarded": True, "frequently_forwarded": True}, "Vaak doorgestuurd"),
    ],
)
def test_what_the_citizen_passed_on_says_so(
    browser: Client, citizen: Citizen, context: dict[str, bool], told: str
) -> None:
    citizen.write(context=context)

    assert f">{told}<" in read(browser, the_conversation())


def test_the_platforms_own_notice_is_told_in_dutch(browser: Client, citizen: Citizen) -> None:
    citizen.write()
    told = {"body": "User changed number", "wa_id": "31687654321", "type": "user_changed_number"}
    citizen.write("system", told)

    page = read(browser, the_conversation())

    assert "De inwoner heeft een nieuw nummer: +31 6 87654321." in page
    assert "User changed number" not in page


def test_a_changed_message_shows_what_it_said_before(browser: Client, citizen: Citizen) -> None:
    wamid = citizen.write("text", {"body": "Morgne"})
    better = {"type": "text", "text": {"body": "Morgen"}}
    citizen.write("edit", {"original_message_id": wamid, "message": better})

    page = read(browser, the_conversation())

    assert page.index("Morgen") < page.index("Wat er eerder stond") < page.index("</time> Morgne")


def test_a_message_that_was_taken_back_shows_what_it_said(
    browser: Client, citizen: Citizen
) -> None:
    wamid = citizen.write("text", {"body": "Vergissing"})
    citizen.write("revoke", {"original_message_id": wamid})

    page = read(browser, the_conversation())

    assert page.index("heeft dit bericht ingetrokken") < page.index("</time> Vergissing")


def test_a_contact_tells_why_it_is_who_it_is(browser: Client, citizen: Citizen) -> None:
    citizen.write()
    told = {"body": "…", "wa_id": "31687654321", "type": "user_changed_number"}
    citizen.write("system", told)

    page = read(browser, the_conversation())

    assert "Wat er met dit contact gebeurde" in page
    assert "De inwoner gebruikt het nummer +31 6 87654321." in page
    assert page.count("De inwoner gebruikt het nummer +31 6 12345678 niet meer.") == 1
    assert "van een andere inwoner" not in page


def test_who_left_a_number_is_found_by_it(browser: Client, citizen: Citizen) -> None:
    citizen.write()
    told = {"body": "…", "wa_id": "31687654321", "type": "user_changed_number"}
    citizen.write("system", told)

    by_old = browser.get(reverse("desk"), {"phone": "06 12345678"}).content.decode()
    by_new = browser.get(reverse("desk"), {"phone": "06 87654321"}).content.decode()

    assert "Had dit nummer tot" in by_old
    assert "Sanne" in by_new
    assert "Had dit nummer tot" not in by_new


def test_what_can_not_be_shown_offers_a_kind_answer(browser: Client, citizen: Citizen) -> None:
    citizen.write("unsupported", None, errors=[{"code": 131051, "title": "…"}])

    page = read(browser, the_conversation())

    assert "Vraag het vriendelijk" in page
    assert 'data-says="Dank u wel voor uw bericht.' in page


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("interactive", None),
        ("interactive", {}),
        ("interactive", {"type": "new_reply", "new_reply": {"title": "Ja"}}),
        ("text", {}),
        ("text", {"body": " \n "}),
        ("contacts", []),
        ("order", {"catalog_id": "1"}),
        ("location", {"name": "Domplein"}),
        ("image", {"mime_type": "image/jpeg"}),
    ],
)
def test_what_came_with_nothing_in_it_offers_a_kind_answer_too(
    browser: Client, citizen: Citizen, kind: str, content: Any
) -> None:
    citizen.write(content={"body": "Goedemorgen"})
    citizen.write(kind, content, errors=[{"code": 131000, "title": "…"}])

    page = read(browser, the_conversation())

    assert "Vraag het vriendelijk" in page
    assert "Bijlage verstuurd" not in page
    assert "Ingevuld formulier" not in browser.get(reverse("desk")).content.decode()


def test_a_citizens_change_into_nothing_offers_a_kind_answer_too(
    browser: Client, citizen: Citizen
) -> None:
    wamid = citizen.write("text", {"body": "Morgen"})
    empty = {"type": "text", "text": {}}
    citizen.write("edit", {"original_message_id": wamid, "message": empty})

    assert "Vraag het vriendelijk" in read(browser, the_conversation())


def test_what_only_the_phone_was_given_is_to_be_read_there(
    browser: Client, citizen: Citizen
) -> None:
    citizen.write("unsupported", None, errors=[{"code": 131060, "title": "…"}])

    page = read(browser, the_conversation())

    assert "Dit bericht is alleen te lezen op de telefoon van de gemeente. Open WhatsApp" in page
    assert "niet tonen" not in page


def test_who_opened_the_chat_and_wrote_nothing_is_asked_for_nothing(
    browser: Client, citizen: Citizen
) -> None:
    citizen.write("request_welcome", None)

    page = read(browser, the_conversation())

    assert "De inwoner opende het gesprek en schreef nog niets." in page
    assert "Vraag het vriendelijk" not in page


@pytest.mark.parametrize(
    ("response", "shown"),
    [
        ("accept", "De inwoner vindt het goed dat u belt via WhatsApp."),
        ("reject", "De inwoner wil niet via WhatsApp worden gebeld."),
    ],
)
def test_whether_a_citizen_may_be_called_is_told_in_words(
    browser: Client, citizen: Citizen, response: str, shown: str
) -> None:
    reply = {"type": "call_permission_reply", "call_permission_reply": {"response": response}}
    citizen.write("interactive", reply)

    assert shown in read(browser, the_conversation())
    desk = browser.get(reverse("desk")).content.decode()
    assert "Antwoord op de vraag of u mag bellen" in desk
    assert response not in desk


def test_what_we_offered_shows_whole(browser: Client, conversation: Conversation) -> None:
    reply(browser, conversation)
    offer = {
        "type": "cta_url",
        "header": {"type": "text", "text": "Afspraak"},
        "body": {"text": "Maak hier een afspraak."},
        "footer": {"text": "Gemeente Voorbeeldstad"},
        "action": {
            "name": "cta_url",
            "parameters": {"display_text": "Naar de agenda", "url": "https://voorbeeld.example/"},
        },
    }
    become(type="interactive", content=offer)

    page = read(browser, conversation)

    for text in ("Afspraak", "Gemeente Voorbeeldstad", "Naar de agenda", "voorbeeld.example/"):
        assert text in page


def test_a_document_without_words_is_named_once(browser: Client, citizen: Citizen) -> None:
    citizen.write("document", {**MEDIA, "filename": "plan.pdf", "caption": "plan.pdf"})

    assert '<div class="bubble__text">plan.pdf' not in read(browser, the_conversation())


def test_a_citizens_text_never_acts_as_markup(browser: Client, citizen: Citizen) -> None:
    citizen.write(content={"body": "<script>alert(1)</script>"})

    assert "<script>alert" not in read(browser, the_conversation())


def test_a_citizens_link_opens_beside_the_desk(browser: Client, citizen: Citizen) -> None:
    citizen.write(content={"body": "Zie https://voorbeeld.example/?a=1&b=<2>\nen dan?"})

    page = read(browser, the_conversation())

    assert '<a target="_blank" dir="ltr" href="https://voorbeeld.example/?a=1&amp;b=' in page
    assert "<br>en dan?" in page
