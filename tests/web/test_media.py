"""Attachments: whole or in part, for their own municipality, and never as a page of ours."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django.fixtures import Settings
from tests.conversations.street import Citizen
from tests.pdfs import pdf
from tests.web.conftest import SignedIn, read, streamed, the_conversation

from bode.basics import now
from bode.conversations import files
from bode.conversations.models import Media, Message
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant

BYTES = b"\x89PNG\r\n\x1a\n" + bytes(range(248)) + bytes(range(256)) * 3  # a picture's beginning


@pytest.fixture
def stored(citizen: Citizen, tmp_path: Path, settings: Settings) -> Media:
    """An attachment that was fetched."""
    settings.MEDIA_ROOT = tmp_path
    citizen.write("image", {"id": "55", "mime_type": "image/png"})
    with every_tenant("a test arranges a file"):
        media = Media.objects.get()
        media.sha256 = sha256(BYTES).hexdigest()
        media.key = files.keep(media.municipality_id, media.sha256, BytesIO(BYTES))
        media.state, media.size = "stored", len(BYTES)
        media.save()
    return media


@pytest.fixture
def plan(stored: Media) -> Media:
    """A PDF of three pages that was fetched."""
    data = pdf(3)
    digest = sha256(data).hexdigest()
    key = files.keep(stored.municipality_id, digest, BytesIO(data), b"small")
    be(stored, key=key, size=len(data), mime_type="application/pdf", filename="plan.pdf")
    be(stored, has_thumbnail=True, pages=3)
    with every_tenant("a test arranges a file"):
        Message.objects.update(type="document")
    return stored


def page_of(media: Media, number: int) -> str:
    return reverse("media_page", args=[media.id, number])


def be(media: Media, **facts: Any) -> None:
    with every_tenant("a test arranges a file"):
        Media.objects.filter(id=media.id).update(**facts)


def test_a_picture_is_shown_but_can_do_nothing(
    alice: Person, signed_in: SignedIn, stored: Media
) -> None:
    answer = signed_in(alice).get(reverse("media", args=[stored.id]))

    assert streamed(answer) == BYTES
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Disposition"].startswith("inline")


def test_a_thumbnail_is_shown_but_can_do_nothing_either(browser: Client, stored: Media) -> None:
    files.keep(stored.municipality_id, stored.sha256, BytesIO(BYTES), b"small")
    be(stored, has_thumbnail=True)

    answer = browser.get(reverse("thumbnail", args=[stored.id]))

    assert answer.content == b"small"
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_what_has_no_thumbnail_gives_none(browser: Client, stored: Media) -> None:
    assert browser.get(reverse("thumbnail", args=[stored.id])).status_code == 404


def test_a_page_of_a_pdf_is_a_picture_that_can_do_nothing(browser: Client, plan: Media) -> None:
    answer = browser.get(page_of(plan, 2))

    with Image.open(BytesIO(answer.content)) as page:
        assert (page.format, page.size) == ("WEBP", (1200, 1800))
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_page_that_a_pdf_has_not_is_not_there(browser: Client, plan: Media) -> None:
    assert browser.get(page_of(plan, 0)).status_code == 404
    assert browser.get(page_of(plan, 4)).status_code == 404


def test_of_a_long_pdf_the_first_pages_are_shown(browser: Client, plan: Media) -> None:
    data = pdf(21)
    be(plan, pages=21, key=files.keep(plan.municipality_id, "21", BytesIO(data)), size=len(data))

    assert browser.get(page_of(plan, 20)).status_code == 200
    assert browser.get(page_of(plan, 21)).status_code == 404
    assert "U ziet hier de eerste 20 pagina’s" in read(browser, the_conversation())


def test_a_page_that_can_not_be_drawn_is_not_there(browser: Client, plan: Media) -> None:
    be(plan, key=files.keep(plan.municipality_id, "0", BytesIO(b"%PDF-1.7 broken")))

    assert browser.get(page_of(plan, 1)).status_code == 404


def test_what_is_no_pdf_has_no_pages(browser: Client, stored: Media) -> None:
    assert browser.get(page_of(stored, 1)).status_code == 404


def test_the_desk_shows_the_first_page_with_the_number_of_pages_and_the_file_to_save(
    browser: Client, plan: Media
) -> None:
    page = read(browser, the_conversation())

    assert (
        f'<img src="{reverse("thumbnail", args=[plan.id])}" alt="Eerste pagina van plan.pdf' in page
    )
    assert "3 pagina’s" in page
    assert f'class="document" href="{reverse("media", args=[plan.id])}"' in page


def test_the_desk_shows_the_thumbnail_with_the_picture_behind_it(
    browser: Client, stored: Media
) -> None:
    be(stored, has_thumbnail=True)

    page = read(browser, the_conversation())

    assert f'<img src="{reverse("thumbnail", args=[stored.id])}"' in page
    assert f'href="{reverse("media", args=[stored.id])}"' in page


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ("expired", "De bijlage is verlopen"),
        ("too_large", "De bijlage is te groot"),
        ("wrong_type", "een ander soort bestand dan erbij staat"),
        ("refused", "WhatsApp geeft de bijlage niet"),
        ("lost", "onderweg kwijtgeraakt"),
    ],
)
def test_the_desk_says_why_an_attachment_is_not_there(
    browser: Client, stored: Media, failure: str, words: str
) -> None:
    be(stored, state="failed", failure=failure, key="")

    assert words in read(browser, the_conversation())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("190", "want het nummer staat stil: Bode heeft geen toegang meer tot WhatsApp."),
        ("131016", "De bijlage is er nog niet: WhatsApp heeft een storing."),
        ("unreachable", "De bijlage is er nog niet: WhatsApp is niet bereikbaar."),
    ],
)
def test_the_desk_says_why_an_attachment_waits_and_until_when(
    browser: Client, stored: Media, code: str, words: str
) -> None:
    moment = now()
    be(stored, state="pending", key="", waits_for=code, waits_since=moment, due_at=moment)
    with every_tenant("a test looks"):
        until = timezone.localtime(stored.message.at + timedelta(days=7))

    page = read(browser, the_conversation())

    assert words in page
    assert f"tot {until.day} " in page
    assert "opnieuw te sturen" not in page


def test_the_desk_says_that_the_platform_lost_a_file(browser: Client, citizen: Citizen) -> None:
    citizen.write("unsupported", None, errors=[{"code": 131052}])
    lost = {"id": "4711", "mime_type": "image/jpeg", "caption": "De kapotte lamp"}
    citizen.write("image", lost, errors=[{"code": 131052}])

    page = read(browser, the_conversation())
    assert page.count("onderweg kwijtgeraakt") == 2
    assert "De kapotte lamp" in page


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/pdf", ""])
def test_everything_that_could_act_is_only_saved(
    alice: Person, signed_in: SignedIn, stored: Media, kind: str
) -> None:
    be(stored, mime_type=kind, filename="plan.html")

    answer = signed_in(alice).get(reverse("media", args=[stored.id]))

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="plan.html"'


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-9", BYTES[:10]), ("bytes=1000-", BYTES[1000:]), ("bytes=-4", BYTES[-4:])],
    ids=["the beginning", "the rest", "the end"],
)
def test_a_player_may_ask_for_a_part(
    alice: Person, signed_in: SignedIn, stored: Media, asked: str, part: bytes
) -> None:
    answer = signed_in(alice).get(reverse("media", args=[stored.id]), headers={"Range": asked})

    assert answer.status_code == 206
    assert streamed(answer) == part


def test_a_part_beyond_the_end_is_refused(
    alice: Person, signed_in: SignedIn, stored: Media
) -> None:
    answer = signed_in(alice).get(
        reverse("media", args=[stored.id]), headers={"Range": "bytes=5000-"}
    )

    assert answer.status_code == 416


@pytest.mark.parametrize("digits", [18, 5000])
def test_no_part_asked_for_is_too_big_to_answer(
    alice: Person, signed_in: SignedIn, stored: Media, digits: int
) -> None:
    browser, address = signed_in(alice), reverse("media", args=[stored.id])
    number = "9" * digits

    for asked in (f"bytes=0-{number}", f"bytes=-{number}"):
        assert streamed(browser.get(address, headers={"Range": asked})) == BYTES


def test_an_attachment_does_not_stay_in_the_browser(
    alice: Person, signed_in: SignedIn, stored: Media
) -> None:
    answer = signed_in(alice).get(reverse("media", args=[stored.id]))

    assert answer["Cache-Control"] == "private, no-store"


def test_an_attachment_is_for_agents_of_its_municipality(
    bob: Person, charlie: Person, client: Client, signed_in: SignedIn, plan: Media
) -> None:
    for address in (
        reverse("media", args=[plan.id]),
        reverse("thumbnail", args=[plan.id]),
        page_of(plan, 1),
    ):
        assert signed_in(bob).get(address).status_code == 403
        assert signed_in(charlie).get(address).status_code == 404
        assert client.get(address).status_code == 302


def test_an_attachment_that_was_not_fetched_is_not_there(
    alice: Person, signed_in: SignedIn, stored: Media
) -> None:
    be(stored, state="pending", key="")

    assert signed_in(alice).get(reverse("media", args=[stored.id])).status_code == 404
