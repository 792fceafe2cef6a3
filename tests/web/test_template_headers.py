"""A template with a file or a place above its words, by a plain form and without a script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from tests.web.conftest import become, read, the_messages

from bode.basics import now
from bode.conversations.models import Conversation, Upload
from bode.licensing.models import PhoneNumber, Template
from bode.licensing.platform_templates import store_templates
from bode.organisations.tenancy import every_tenant
from bode.simulator.samples import sample
from bode.whatsapp import TemplateShape

WORDS = '<div class="bubble__text" dir="auto">Beste Sanne, hierbij'
PLACE = {"header-name": "Stadhuis", "header-address": "Markt 1"}


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def templates(number: PhoneNumber) -> None:
    """A template with each kind of header."""
    with every_tenant("a test's world"):
        store_templates(number, [shape(kind) for kind in KINDS], now())
        Template.objects.update(purpose="permits", purpose_from="proposed")


KINDS = ("IMAGE", "VIDEO", "DOCUMENT", "LOCATION")


def shape(kind: str) -> TemplateShape:
    return TemplateShape(
        id=f"72{KINDS.index(kind)}",
        name=f"met_{kind.lower()}",
        language="nl",
        category="UTILITY",
        status="APPROVED",
        parameter_format="NAMED",
        components=[
            {"type": "HEADER", "format": kind},
            {"type": "BODY", "text": "Beste {{naam}}, hierbij wat u vroeg."},
        ],
    )


def send(browser: Client, conversation: Conversation, kind: str, **form: Any) -> Any:
    with every_tenant("a test looks at everything"):
        template = Template.objects.get(name=f"met_{kind}")
    given = {"template": template.id, "purpose": "permits", "body_naam": "Sanne"} | form
    return browser.post(reverse("reply_with_template", args=[conversation.id]), given)


def file(name: str, type_: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, sample(type_), type_)


def the_upload() -> Upload:
    with every_tenant("a test looks at everything"):
        return Upload.objects.get()


def the_header() -> dict[str, Any]:
    (sent,) = the_messages("out")
    assert sent.text == "Beste Sanne, hierbij wat u vroeg."
    header = sent.content["components"][0]
    assert header["type"] == "header"
    return dict(header["parameters"][0])


def test_the_form_offers_files_of_the_kind_of_the_header(
    browser: Client, conversation: Conversation
) -> None:
    page = send(browser, conversation, "image", choose="yes").content.decode()

    assert 'type="file" name="header-file"' in page
    assert 'accept=".jpg,.jpeg,.png"' in page


def test_a_document_leaves_above_the_words(browser: Client, conversation: Conversation) -> None:
    plan = file("plan.pdf", "application/pdf")

    answer = send(browser, conversation, "document", **{"header-file": plan})

    assert answer.status_code == 302
    document = {"id": str(the_upload().id), "filename": "plan.pdf"}
    assert the_header() == {"type": "document", "document": document}
    page = read(browser, conversation)
    assert page.index('dir="auto">plan.pdf</span>') < page.index(WORDS)


def test_a_picture_is_seen_in_the_conversation(browser: Client, conversation: Conversation) -> None:
    photo = file("dakkapel.png", "image/png")

    send(browser, conversation, "image", **{"header-file": photo})

    assert the_header() == {"type": "image", "image": {"id": str(the_upload().id)}}
    page = read(browser, conversation)
    assert "Foto van de gemeente" in page
    assert page.count(WORDS) == 1


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "Dit sjabloon kan niet weg zonder zo’n bestand."),
        (
            {"header-file": SimpleUploadedFile("plan.pdf", sample("application/pdf"))},
            "Dit sjabloon kan niet weg zonder zo’n bestand.",
        ),
        ({"header-file": SimpleUploadedFile("a.png", b"MZ\0")}, "iets anders dan de naam zegt"),
        (
            {"header-file": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + bytes(6_000_000))},
            "Dit soort bestand mag hoogstens 5,0\xa0MB zijn",
        ),
    ],
    ids=["none", "another kind", "something else", "too large"],
)
def test_a_file_that_will_not_do_says_so_beside_its_field_and_nothing_is_lost(
    browser: Client, conversation: Conversation, chosen: dict[str, Any], words: str
) -> None:
    answer = send(browser, conversation, "image", **chosen)

    assert answer.status_code == 422
    page = answer.content.decode()
    error = page.index('id="id_header-file_error"')
    assert error < page.index(words) < page.index('name="header-file"')
    assert 'value="Sanne"' in page
    assert the_messages("out") == []


def test_the_file_survives_that_something_else_is_amiss(
    browser: Client, conversation: Conversation
) -> None:
    plan = file("plan.pdf", "application/pdf")
    refused = send(browser, conversation, "document", purpose="", **{"header-file": plan})
    assert "plan.pdf" in refused.content.decode()

    send(browser, conversation, "document", **{"header-upload": str(the_upload().id)})

    assert the_header()["document"]["id"] == str(the_upload().id)


def test_a_file_that_is_kept_is_of_the_kind_of_the_header_too(
    browser: Client, conversation: Conversation
) -> None:
    plan = file("plan.pdf", "application/pdf")
    send(browser, conversation, "document", purpose="", **{"header-file": plan})

    answer = send(browser, conversation, "image", **{"header-upload": str(the_upload().id)})

    assert answer.status_code == 422


def test_a_place_leaves_above_the_words(browser: Client, conversation: Conversation) -> None:
    place = PLACE | {"header-coordinates": "52.0907, 5.1214"}

    send(browser, conversation, "location", **place)

    location = {
        "latitude": "52.0907",
        "longitude": "5.1214",
        "name": "Stadhuis",
        "address": "Markt 1",
    }
    assert the_header() == {"type": "location", "location": location}
    page = read(browser, conversation)
    assert page.index('<strong dir="auto">Stadhuis</strong>') < page.index(WORDS)


def test_a_place_that_is_nowhere_says_so_beside_its_field_and_nothing_is_lost(
    browser: Client, conversation: Conversation
) -> None:
    answer = send(browser, conversation, "location", **PLACE)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Schrijf de coördinaten zo" in page
    assert all(f'value="{kept}"' in page for kept in ("Stadhuis", "Markt 1", "Sanne"))
    assert the_messages("out") == []


def test_a_template_that_failed_is_sent_again_with_its_file(
    browser: Client, conversation: Conversation
) -> None:
    photo = file("dakkapel.png", "image/png")
    send(browser, conversation, "image", **{"header-file": photo})
    become(status="failed", error_code="131026")

    browser.post(reverse("send_again", args=[the_messages("out")[0].id]))

    first, again = the_messages("out")
    assert again.content == first.content
    assert read(browser, conversation).count('alt="Foto van de gemeente') == 2
