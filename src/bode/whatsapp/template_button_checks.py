"""Whether the platform will take the buttons of a template: each by itself, and all together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from types import MappingProxyType

from bode.whatsapp import limits
from bode.whatsapp.template_drafts import (
    BUTTON_TYPES,
    PHONE_NUMBER,
    QUICK_REPLY,
    REQUEST_CONTACT_INFO,
    URL,
    URL_VARIABLE,
)
from bode.whatsapp.template_problems import BRACES, TemplateProblem, problem, too_long
from bode.whatsapp.templates import TemplateButton

_PHONE = re.compile(r"\+?[0-9]{4,20}")
_ADDRESS = re.compile(r"https://[^\s/?#{}]+([/?#][^\s{}]*)?")
_ADDRESS_THAT_DIFFERS = re.compile(r"https://[^\s/?#{}]+[/?#][^\s{}]*\{\{1\}\}")
"""Never the host itself: a value that is filled in must not lead elsewhere."""
_MOST = MappingProxyType(
    {
        URL: limits.TEMPLATE_URL_BUTTONS_MAX,
        PHONE_NUMBER: limits.TEMPLATE_PHONE_BUTTONS_MAX,
        REQUEST_CONTACT_INFO: limits.TEMPLATE_CONTACT_BUTTONS_MAX,
    }
)
"""By kind of button: how many a template may have. Of others as many as fit."""


def check_buttons(buttons: Sequence[TemplateButton]) -> Iterator[TemplateProblem]:
    """Give everything for which the platform would refuse these buttons, in reading order."""
    if len(buttons) > limits.TEMPLATE_BUTTONS_MAX:
        most = limits.TEMPLATE_BUTTONS_MAX
        yield problem(
            "buttons",
            f"Een sjabloon heeft hooguit {most} knoppen.",
            f"A template has at most {most} buttons.",
        )
    texts = [(button.text or "").strip() for button in buttons]
    apart = _place_apart(buttons)
    for place, button in enumerate(buttons):
        at = f"buttons.{place}"
        yield from _check_kind(f"{at}.type", button.type, buttons[:place])
        if place == apart:
            yield problem(
                f"{at}.type",
                "Zet de knoppen met een antwoord bij elkaar, boven of onder de andere knoppen.",
                "Put the buttons with a reply together, above or below the other buttons.",
            )
        if button.type != REQUEST_CONTACT_INFO:
            yield from _check_text(f"{at}.text", texts[place], texts[:place])
        yield from _check_target(at, button)


def _place_apart(buttons: Sequence[TemplateButton]) -> int | None:
    """The place of the first quick reply that other buttons keep apart from those before it."""
    groups = [
        (is_reply, [place for place, _ in group])
        for is_reply, group in groupby(
            enumerate(buttons), key=lambda one: one[1].type == QUICK_REPLY
        )
    ]
    replies = [places for is_reply, places in groups if is_reply]
    return replies[1][0] if len(replies) > 1 else None


def _check_kind(at: str, kind: str, before: Sequence[TemplateButton]) -> Iterator[TemplateProblem]:
    if kind not in BUTTON_TYPES:
        yield problem(at, "Kies wat de knop doet.", "Choose what the button does.")
    most = _MOST.get(kind)
    if most is not None and sum(button.type == kind for button in before) >= most:
        yield problem(
            at,
            f"Van deze soort heeft een sjabloon hooguit {most}. Kies iets anders.",
            f"A template has at most {most} of this kind. Choose something else.",
        )


def _check_text(at: str, text: str, before: Sequence[str]) -> Iterator[TemplateProblem]:
    if not text:
        yield problem(at, "Schrijf wat er op de knop staat.", "Write what the button says.")
    elif BRACES.search(text) or "\n" in text:
        yield problem(
            at,
            "Op een knop staat gewone tekst: geen variabele en geen nieuwe regel.",
            "A button has plain text: no variable and no line break.",
        )
    yield from too_long(at, text, limits.TEMPLATE_BUTTON_TEXT)
    if text and text in before:
        yield problem(at, "Twee knoppen hebben dezelfde tekst.", "Two buttons have the same text.")


def _check_target(at: str, button: TemplateButton) -> Iterator[TemplateProblem]:
    if button.type == URL:
        yield from _check_url(at, button.url or "", (button.example or "").strip())
    elif button.type == PHONE_NUMBER and not _PHONE.fullmatch(button.phone_number or ""):
        yield problem(
            f"{at}.value",
            "Vul het telefoonnummer in met landcode, bijvoorbeeld +31850000001.",
            "Fill in the phone number with its country code, such as +31850000001.",
        )


def _check_url(at: str, url: str, example: str) -> Iterator[TemplateProblem]:
    yield from too_long(f"{at}.value", url, limits.TEMPLATE_URL)
    if BRACES.search(url):
        yield from _check_url_that_differs(at, url, example)
        return
    if not _ADDRESS.fullmatch(url):
        yield problem(
            f"{at}.value",
            "Vul een webadres in dat begint met https://.",
            "Fill in a web address that begins with https://.",
        )
    elif example:
        yield problem(
            f"{at}.example",
            f"Zet {URL_VARIABLE} aan het eind van het webadres, of haal dit voorbeeld weg.",
            f"Put {URL_VARIABLE} at the end of the web address, or remove this example.",
        )


def _check_url_that_differs(at: str, url: str, example: str) -> Iterator[TemplateProblem]:
    if not _ADDRESS_THAT_DIFFERS.fullmatch(url):
        yield problem(
            f"{at}.value",
            "Alleen het eind van een webadres kan per inwoner anders zijn. "
            f"Zet {URL_VARIABLE} daar: https://gemeente.example/zaak/{URL_VARIABLE}.",
            "Only the end of a web address can differ for each citizen. "
            f"Put {URL_VARIABLE} there: https://gemeente.example/zaak/{URL_VARIABLE}.",
        )
    if not example or " " in example:
        yield problem(
            f"{at}.example",
            f"Geef een voorbeeld van wat op de plaats van {URL_VARIABLE} komt, zonder spaties.",
            f"Give an example of what comes in the place of {URL_VARIABLE}, without spaces.",
        )
    yield from too_long(f"{at}.example", example, limits.TEMPLATE_URL)
