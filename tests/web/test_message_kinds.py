"""Every kind of message as WhatsApp shows it: its parts, who reacted, cards, files."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conversations.street import Citizen
from tests.web.conftest import SignedIn, become, read, reply, the_conversation, the_messages

from bode.basics import now
from bode.conversations.models import Conversation, Media
from bode.licensing.models import PhoneNumber, Template
from bode.licensing.platform_templates import store_templates
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import TemplateShape

COMPONENTS: list[dict[str, Any]] = [
    {"type": "HEADER", "format": "TEXT", "text": "Afspraak {{wanneer}}"},
    {"type": "BODY", "text": "Beste {{naam}}, tot dan."},
    {"type": "FOOTER", "text": "Gemeente Voorbeeldstad"},
    {
        "type": "BUTTONS",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Ik kom niet"},
            {"type": "URL", "text": "Verzetten", "url": "https://voorbeeld.example/{{1}}"},
            {"type": "PHONE_NUMBER", "text": "Bellen", "phone_number": "31850000001"},
        ],
    },
]
SENT = {
    "name": "afspraak",
    "language": {"code": "nl"},
    "components": [
        {
            "type": "header",
            "parameters": [{"type": "text", "parameter_name": "wanneer", "text": "morgen"}],
        },
        {
            "type": "body",
            "parameters": [{"type": "text", "parameter_name": "naam", "text": "Sanne"}],
        },
        {
            "type": "button",
            "sub_type": "url",
            "index": "1",
            "parameters": [{"type": "text", "text": "Z-12"}],
        },
    ],
}
READS = "Afspraak morgen\n\nBeste Sanne, tot dan.\n\nGemeente Voorbeeldstad"
CARD = {
    "name": {"formatted_name": "Jan de Boer"},
    "org": {"company": "Bakkerij De Boer", "title": "bakker"},
    "phones": [{"phone": "+31 6 12000099"}],
    "emails": [{"email": "jan@voorbeeld.example"}],
    "urls": [{"url": "https://bakker.example"}],
    "addresses": [{"street": "Markt 1", "city": "Voorbeeldstad"}],
}


@pytest.fixture
def template(number: PhoneNumber) -> TemplateShape:
    shape = TemplateShape(
        id="7301",
        name="afspraak",
        language="nl",
        category="UTILITY",
        status="APPROVED",
        parameter_format="NAMED",
        components=COMPONENTS,
    )
    with every_tenant("a test's world"):
        store_templates(number, [shape], now())
    return shape


def send_template(browser: Client, conversation: Conversation) -> None:
    reply(browser, conversation)
    become(type="template", content=SENT, text=READS)


def test_a_template_shows_its_parts_and_buttons_with_what_was_filled_in(
    browser: Client, conversation: Conversation, template: TemplateShape
) -> None:
    send_template(browser, conversation)

    page = read(browser, conversation)

    parts = (
        '<p class="bubble__above" dir="auto">Afspraak morgen</p>',
        '<div class="bubble__text" dir="auto">Beste Sanne, tot dan.</div>',
        '<p class="bubble__below" dir="auto">Gemeente Voorbeeldstad</p>',
        "Ik kom niet",
        "Verzetten",
        'href="https://voorbeeld.example/Z-12"',
        "Bellen",
        "+31 85 000 0001",
    )
    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)


def test_a_template_that_says_something_else_by_now_changes_nothing_that_was_sent(
    browser: Client, conversation: Conversation, template: TemplateShape
) -> None:
    send_template(browser, conversation)
    with every_tenant("a test changes a template"):
        changed = [{"type": "BODY", "text": "Heel iets anders."}, COMPONENTS[3]]
        Template.objects.filter(name="afspraak").update(components=changed)

    page = read(browser, conversation)

    assert "Afspraak morgen<br><br>Beste Sanne, tot dan." in page
    assert "Heel iets anders." not in page
    assert "Ik kom niet" not in page


def test_a_list_shows_its_choices_under_their_headings(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation)
    sections = [
        {"title": "Loketten", "rows": [{"id": "1", "title": "Stadhuis"}]},
        {"title": "Per post", "rows": [{"id": "2", "title": "Brief", "description": "Vijf dagen"}]},
    ]
    action = {"button": "Kies een loket", "sections": sections}
    become(type="interactive", content={"type": "list", "action": action})

    page = read(browser, conversation)

    order = ("Kies een loket", ">Loketten<", ">Stadhuis<", ">Per post<", ">Brief<", ">Vijf dagen<")
    assert [page.index(part) for part in order] == sorted(page.index(part) for part in order)


def test_a_reaction_says_who_it_is_from(
    browser: Client, conversation: Conversation, citizen: Citizen, alice: Person
) -> None:
    (question,) = the_messages("in")
    form = {"filled": "reaction", "reply_to": str(question.id), "emoji": "👍", "purpose": "permits"}
    browser.post(reverse("reply_with_extra", args=[conversation.id]), form)
    citizen.write("reaction", {"message_id": question.wamid, "emoji": "❤️"})

    page = read(browser, conversation)

    assert f'👍 <span class="reactions__who" dir="auto">{alice.name}</span>' in page
    assert '❤️ <span class="reactions__who" dir="auto">Sanne</span>' in page


def test_a_contact_card_tells_who_and_how_to_reach_them(browser: Client, citizen: Citizen) -> None:
    citizen.write("contacts", [CARD])

    page = read(browser, the_conversation())

    for told in (
        "Jan de Boer",
        "bakker, Bakkerij De Boer",
        "+31 6 12000099",
        "jan@voorbeeld.example",
        "https://bakker.example",
        "Markt 1, Voorbeeldstad",
    ):
        assert told in page


def test_a_contact_card_can_be_saved_for_an_address_book(browser: Client, citizen: Citizen) -> None:
    citizen.write("contacts", [CARD])
    (message,) = the_messages("in")

    answer = browser.get(reverse("contact_card", args=[message.id, 0]))

    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="Jan de Boer.vcf"'
    assert answer.content.decode().split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Jan de Boer",
        "N:Jan de Boer;;;;",
        "ORG:Bakkerij De Boer",
        "TITLE:bakker",
        "TEL:+31 6 12000099",
        "EMAIL:jan@voorbeeld.example",
        "NOTE:https://bakker.example",
        "NOTE:Markt 1\\, Voorbeeldstad",
        "END:VCARD",
        "",
    ]


def test_a_card_adds_no_lines_of_its_own(browser: Client, citizen: Citizen) -> None:
    citizen.write("contacts", [{"name": {"formatted_name": "A\r\nTEL:112;B"}}])
    (message,) = the_messages("in")

    card = browser.get(reverse("contact_card", args=[message.id, 0])).content.decode()

    assert "FN:A TEL:112\\;B\r\n" in card
    assert "\nTEL:" not in card


def test_a_card_is_for_agents_of_its_municipality(
    bob: Person, charlie: Person, client: Client, signed_in: SignedIn, citizen: Citizen
) -> None:
    citizen.write("contacts", [CARD])
    (message,) = the_messages("in")
    address = reverse("contact_card", args=[message.id, 0])

    assert signed_in(bob).get(address).status_code == 403
    assert signed_in(charlie).get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_a_card_that_is_not_there_is_not_found(browser: Client, citizen: Citizen) -> None:
    citizen.write("contacts", [CARD])
    citizen.write()
    cards, text = the_messages("in")

    assert browser.get(reverse("contact_card", args=[cards.id, 1])).status_code == 404
    assert browser.get(reverse("contact_card", args=[text.id, 0])).status_code == 404


@pytest.mark.parametrize(
    ("mime_type", "filename", "sign", "name"),
    [
        ("application/pdf", "besluit.pdf", "PDF", "Pdf"),
        ("application/pdf", "besluit", "PDF", "Pdf"),
        ("application/vnd.ms-excel", "lijst.xls", "XLS", "Excel-bestand"),
        ("application/octet-stream", "kaart.dwg", "DWG", "DWG-bestand"),
        ("application/octet-stream", "zonder", "…", "Bestand"),
        ("text/html", "a.<b>x</b>", "…", "Bestand"),
    ],
)
def test_a_document_says_what_kind_it_is_and_how_large(
    browser: Client, citizen: Citizen, mime_type: str, filename: str, sign: str, name: str
) -> None:
    citizen.write("document", {"id": "55", "mime_type": mime_type, "filename": filename})
    with every_tenant("a test arranges a file"):
        Media.objects.update(state="stored", key="k", size=83_000)

    page = read(browser, the_conversation())

    assert f">{sign}</span>" in page
    assert f"{name} · 81,1" in page


def test_a_sound_can_be_played_faster_and_kept(browser: Client, citizen: Citizen) -> None:
    citizen.write("audio", {"id": "55", "mime_type": "audio/ogg", "voice": True})
    with every_tenant("a test arranges a file"):
        Media.objects.update(state="stored", key="k", size=83_000)

    page = read(browser, the_conversation())

    assert 'aria-label="Geluidsbericht van de inwoner"' in page
    assert 'aria-label="1× afspeelsnelheid">1×</button>' in page


@pytest.mark.parametrize(
    ("latitude", "longitude", "told"),
    [
        (52.0907, 5.1214, "In of bij Utrecht"),
        (51.25, 3.9, "Ongeveer 11 km van Terneuzen"),
        (53.06, 4.8, "In of bij Den Burg"),
        (50.851, 5.70, "In of bij Maastricht"),
    ],
)
def test_a_dutch_place_stands_on_a_map_that_asks_nothing_of_others(
    browser: Client, citizen: Citizen, latitude: float, longitude: float, told: str
) -> None:
    citizen.write("location", {"latitude": latitude, "longitude": longitude, "name": "Hier"})

    page = read(browser, the_conversation())

    assert f'aria-label="Kaart van Nederland. {told}."' in page
    assert f'data-copies="{latitude}, {longitude}"' in page
    assert f'href="geo:{latitude},{longitude}"' in page
    assert 'rel="noopener noreferrer">Bekijk op OpenStreetMap' in page
    assert "<img" not in page[page.index('class="place"') :].partition("</li>")[0]


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(51.22, 4.40), (48.86, 2.35), (52.0, 3.4), (-52.1, 5.1), (0, 0)]
)
def test_a_place_elsewhere_has_its_coordinates_alone(
    browser: Client, citizen: Citizen, latitude: float, longitude: float
) -> None:
    citizen.write("location", {"latitude": latitude, "longitude": longitude, "name": "Daar"})

    page = read(browser, the_conversation())

    assert "Daar" in page
    assert "Bekijk op OpenStreetMap" in page
    assert "Kaart van Nederland" not in page
