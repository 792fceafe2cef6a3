"""An agent attaches a file to an answer; without a script too."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from tests.web.conftest import SignedIn, become, read, reply, the_messages

from bode.conversations.models import Conversation, Upload
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant
from bode.simulator.samples import sample


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo(name: str = "dakkapel.png", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, sample("image/png") if data is None else data, "image/png")


def the_upload() -> Upload:
    with every_tenant("a test looks at everything"):
        return Upload.objects.get()


def test_a_picture_leaves_with_the_answer_as_its_caption(
    browser: Client, conversation: Conversation
) -> None:
    answer = reply(browser, conversation, body="Is dit hem?", file=photo())

    assert answer.status_code == 302
    (sent,) = the_messages("out")
    assert (sent.type, sent.text, sent.status) == ("image", "Is dit hem?", "queued")
    assert sent.content == {"id": str(the_upload().id), "caption": "Is dit hem?"}
    page = read(browser, conversation)
    assert "Is dit hem?" in page
    assert "Foto van de gemeente" in page


def test_the_same_form_with_the_same_file_sent_twice_is_one_message(
    browser: Client, conversation: Conversation
) -> None:
    same = "01900000-0000-7000-8000-000000000001"

    for _ in range(2):
        reply(browser, conversation, message_id=same, body="Is dit hem?", file=photo())

    assert len(the_messages("out")) == 1


def test_a_document_needs_no_words(browser: Client, conversation: Conversation) -> None:
    plan = SimpleUploadedFile("plan.pdf", sample("application/pdf"))

    reply(browser, conversation, body="", file=plan)

    (sent,) = the_messages("out")
    assert (sent.type, sent.content["filename"]) == ("document", "plan.pdf")
    assert "plan.pdf" in read(browser, conversation)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("leeg.pdf", b""), "Het bestand is leeg"),
        (
            SimpleUploadedFile("a.exe", b"MZ", "application/x-msdownload"),
            "Dit soort bestand kan niet via WhatsApp",
        ),
        (SimpleUploadedFile("a.pdf", b"MZ\0"), "iets anders dan de naam zegt"),
        (
            SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + bytes(6_000_000)),
            "Dit soort bestand mag hoogstens 5,0\xa0MB zijn",
        ),
    ],
    ids=["empty", "of no type", "something else", "too large"],
)
def test_a_file_that_cannot_be_sent_says_why_and_nothing_is_lost(
    browser: Client, conversation: Conversation, file: SimpleUploadedFile, words: str
) -> None:
    file.seek(0)

    answer = reply(browser, conversation, body="Zie bijlage", file=file)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Zie bijlage</textarea>" in answer.content.decode()
    assert the_messages("out") == []


def test_a_sound_has_no_room_for_words(browser: Client, conversation: Conversation) -> None:
    sound = SimpleUploadedFile("bericht.ogg", sample("audio/ogg"))

    answer = reply(browser, conversation, body="Luister", file=sound)

    assert answer.status_code == 422
    assert "Bij een geluidsbestand past geen tekst" in answer.content.decode()


def test_a_file_survives_that_the_message_is_refused(
    browser: Client, conversation: Conversation
) -> None:
    refused = reply(browser, conversation, purpose="", file=photo())
    assert "dakkapel.png" in refused.content.decode()

    reply(browser, conversation, attachment=str(the_upload().id))

    (sent,) = the_messages("out")
    assert sent.content["id"] == str(the_upload().id)


def test_a_file_can_be_taken_away_again(browser: Client, conversation: Conversation) -> None:
    reply(browser, conversation, purpose="", file=photo())

    answer = reply(
        browser, conversation, attachment=str(the_upload().id), drop_attachment=str(the_upload().id)
    )

    assert answer.status_code == 200
    assert "dakkapel.png" not in answer.content.decode()
    assert the_messages("out") == []


def test_a_strangers_file_is_none_of_ours(
    browser: Client, charlie: Person, signed_in: SignedIn, conversation: Conversation
) -> None:
    reply(browser, conversation, purpose="", file=photo())
    theirs = str(the_upload().id)

    answer = signed_in(charlie).post(
        reverse("reply", args=[conversation.id]), {"attachment": theirs, "purpose": "permits"}
    )

    assert answer.status_code == 404


def test_an_upload_that_failed_says_what_to_do(browser: Client, conversation: Conversation) -> None:
    reply(browser, conversation, file=photo())
    become(status="failed", error_code="upload_failed")

    page = read(browser, conversation)

    assert "Het bestand kon niet naar WhatsApp" in page
    assert "Opnieuw versturen" in page
