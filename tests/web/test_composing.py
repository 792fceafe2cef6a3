"""The reply box: drafts, undo, files and the preview of words."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from tests.web.conftest import read, reply, the_messages

from bode.basics import new_id
from bode.conversations.models import Conversation, Upload
from bode.desk.models import Draft
from bode.organisations.tenancy import every_tenant
from bode.simulator.samples import sample


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def write(browser: Client, conversation: Conversation, **fields: str) -> int:
    """What the page does when its writer pauses."""
    return browser.post(reverse("save_draft", args=[conversation.id]), fields).status_code


def take_back(browser: Client, conversation: Conversation, **since: str) -> None:
    with every_tenant("a test looks at everything"):
        sent = Draft.objects.exclude(leaves_at=None).get()
    browser.post(reverse("undo", args=[conversation.id, sent.id]), since)


def bring(browser: Client, conversation: Conversation, name: str) -> Upload:
    """A file as the page brings it, once it is chosen."""
    file = SimpleUploadedFile(name, sample("application/pdf"))
    answer = browser.post(reverse("keep_file", args=[conversation.id]), {"file": file})
    assert name in answer.content.decode()
    with every_tenant("a test looks at everything"):
        return Upload.objects.get(filename=name)


def test_a_draft_stands_in_the_box_wherever_its_writer_opens_it(
    browser: Client, conversation: Conversation
) -> None:
    assert write(browser, conversation, body="Half af", message_id=str(new_id())) == 204

    assert "Half af</textarea>" in read(browser, conversation)
    assert str(conversation.id) in browser.get(reverse("drafted")).content.decode()


def test_sending_ends_the_draft(browser: Client, conversation: Conversation) -> None:
    write(browser, conversation, body="Half af")

    reply(browser, conversation, body="Helemaal af")

    assert "Half af" not in read(browser, conversation)
    assert browser.get(reverse("drafted")).content == b""


def test_words_wait_while_something_else_is_sent(
    browser: Client, conversation: Conversation
) -> None:
    write(browser, conversation, body="Half af", filled="ask-location", text="Waar?")

    form = {"filled": "ask-location", "text": "Waar?", "purpose": "permits"}
    browser.post(reverse("reply_with_extra", args=[conversation.id]), form)

    assert [each.type for each in the_messages("out")] == ["interactive"]
    assert "Half af</textarea>" in read(browser, conversation)


def test_what_was_just_sent_is_taken_back_into_the_box_without_a_script(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation, body="Te vroeg")
    assert 'id="undo"' in read(browser, conversation)

    take_back(browser, conversation)

    assert the_messages("out") == []
    page = read(browser, conversation)
    assert "Te vroeg</textarea>" in page
    assert 'id="undo"' not in page


def test_what_was_typed_meanwhile_is_not_lost_by_taking_back(
    browser: Client, conversation: Conversation
) -> None:
    reply(browser, conversation, body="Te vroeg")

    take_back(browser, conversation, body="En verder")

    assert "Te vroeg\n\nEn verder</textarea>" in read(browser, conversation)


def test_several_files_are_as_many_messages_with_the_words_under_the_first(
    browser: Client, conversation: Conversation
) -> None:
    files = [str(bring(browser, conversation, name).id) for name in ("een.pdf", "twee.pdf")]

    reply(browser, conversation, body="Zie hier", attachment=files)

    sent = sorted(the_messages("out"), key=lambda each: each.content["filename"])
    assert [each.content.get("caption") for each in sent] == ["Zie hier", None]


def test_files_come_back_with_their_words(browser: Client, conversation: Conversation) -> None:
    files = [str(bring(browser, conversation, name).id) for name in ("een.pdf", "twee.pdf")]
    reply(browser, conversation, body="Zie hier", attachment=files)

    take_back(browser, conversation)

    page = read(browser, conversation)
    assert "Zie hier</textarea>" in page
    assert "een.pdf weghalen" in page
    assert "twee.pdf weghalen" in page
    with every_tenant("a test looks at everything"):
        assert not Upload.objects.exclude(named_at=None).exists()


def test_more_files_than_go_with_one_answer_are_refused(
    browser: Client, conversation: Conversation
) -> None:
    one = str(bring(browser, conversation, "een.pdf").id)

    answer = reply(browser, conversation, body="Zie hier", attachment=[one] * 11)

    assert answer.status_code == 422
    assert "hoogstens 10 tegelijk" in answer.content.decode()


def test_a_file_that_will_not_do_says_so_as_soon_as_it_is_chosen(
    browser: Client, conversation: Conversation
) -> None:
    file = SimpleUploadedFile("plan.pdf", b"MZ")

    answer = browser.post(reverse("keep_file", args=[conversation.id]), {"file": file})

    assert answer.status_code == 422
    assert "iets anders dan de naam zegt" in answer.content.decode()


def test_the_preview_is_made_as_the_bubbles_are(browser: Client) -> None:
    answer = browser.post(reverse("preview_words"), {"body": "*Let op* <b>"})

    assert answer.content.decode() == "<strong>Let op</strong> &lt;b&gt;"


def test_only_a_time_that_is_offered_can_be_chosen(browser: Client) -> None:
    answer = browser.post(reverse("choose_undo_time"), {"seconds": "3600"}, follow=True)

    assert "Kies hoelang een bericht wacht." in answer.content.decode()
