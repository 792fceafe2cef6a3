"""Help while writing, without JavaScript and as a script asks for it."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bode.conversations.models import Conversation


def look_over(browser: Client, conversation: Conversation, **typed: str) -> HttpResponse:
    address = reverse("writing_tips", args=[conversation.id])
    return browser.post(address, typed)  # type: ignore[return-value]


def test_a_difficult_word_comes_with_a_plainer_one(
    browser: Client, conversation: Conversation
) -> None:
    page = look_over(browser, conversation, body="Wij schrijven u inzake het park.")

    assert "Vervang door “over”" in page.content.decode()
    assert "Wij schrijven u inzake het park." in page.content.decode()


def test_pressing_it_replaces_the_word_also_behind_an_emoji(
    browser: Client, conversation: Conversation
) -> None:
    page = look_over(browser, conversation, body="😀 Dat is inzake het park.", put="10-16 over")

    assert ">😀 Dat is over het park.</textarea>" in page.content.decode()


def test_one_press_masks_all_that_is_private(browser: Client, conversation: Conversation) -> None:
    body = "BSN 111222333 en rekening NL91ABNA0417164300"
    asked = look_over(browser, conversation, body=body).content.decode()
    put = asked.split('name="put" value="')[1].split('"')[0]

    masked = look_over(browser, conversation, body=body, put=put).content.decode()

    assert "een burgerservicenummer (BSN) en een rekeningnummer" in asked
    assert ">BSN ••••••••• en rekening •••••••••••••••300</textarea>" in masked
    assert "Dit is privé." not in masked


def test_a_place_that_is_not_there_changes_nothing(
    browser: Client, conversation: Conversation
) -> None:
    page = look_over(browser, conversation, body="Dag!", put="70-90 weg")

    assert ">Dag!</textarea>" in page.content.decode()


def test_a_script_gets_the_tips_alone(browser: Client, conversation: Conversation) -> None:
    address = reverse("writing_tips", args=[conversation.id])
    answer = browser.post(address, {"body": "Alles is goed."}, headers={"HX-Request": "true"})

    assert "Deze tekst is goed te lezen." in answer.content.decode()
    assert "<html" not in answer.content.decode()
