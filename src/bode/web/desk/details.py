"""What a message holds besides its words: what was ordered, filled in or offered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.conversations.explaining import explain_error
from bode.web.templatetags.bode import local

from .contacts import pretty

FORM = gettext_noop("Ingevuld formulier")
CALL_PERMISSION = gettext_noop("Antwoord op de vraag of u mag bellen")
WELCOME = gettext_noop("De inwoner opende het gesprek en schreef nog niets.")
_PERMISSIONS = {
    "accept": gettext_noop("De inwoner vindt het goed dat u belt via WhatsApp."),
    "reject": gettext_noop("De inwoner wil niet via WhatsApp worden gebeld."),
}
_ONLY_ON_THE_PHONE = 131060
_SYSTEM = {
    "customer_identity_changed": gettext_noop(
        "De beveiligingscode van de inwoner is veranderd. Dat gebeurt bij een nieuwe telefoon, "
        "of als WhatsApp opnieuw is geïnstalleerd."
    ),
    "user_changed_user_id": gettext_noop(
        "WhatsApp heeft de inwoner een nieuwe code gegeven. U hoeft niets te doen."
    ),
}
_SYSTEM_OTHERWISE = gettext_noop("WhatsApp meldt een wijziging bij deze inwoner.")
_HEADERS = ("image", "video", "document", "location")
_OF_THE_PLATFORM = {"flow_token"}  # in a form's answers, but not an answer


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A line of a list: an ordered thing and how many, a question and its answer."""

    name: str
    value: str


def system_text(content: Mapping[str, Any]) -> str:
    """What the platform tells of a citizen, from its facts: its own words are English."""
    if content.get("new_phone"):
        return _("De inwoner heeft een nieuw nummer: %(phone)s.") % {
            "phone": pretty(str(content["new_phone"]))
        }
    return _(_SYSTEM.get(str(content.get("kind")), _SYSTEM_OTHERWISE))


def permission_text(content: Mapping[str, Any]) -> str:
    """Whether the citizen lets us call them."""
    return _(_PERMISSIONS.get(str(content.get("title")), CALL_PERMISSION))


def elsewhere_text(content: Mapping[str, Any]) -> str:
    """Where to read a message that only the phone was given; of others nothing."""
    codes = [_mapping(each).get("code") for each in _list(content.get("errors"))]
    explained = explain_error(str(_ONLY_ON_THE_PHONE)) if _ONLY_ON_THE_PHONE in codes else None
    return f"{local(explained, 'title')}. {local(explained, 'advice')}" if explained else ""


def is_form(content: Mapping[str, Any]) -> bool:
    """Whether a citizen sent a form that they filled in."""
    return content.get("kind") == "nfm_reply"


def details_of(content: Mapping[str, Any]) -> tuple[Detail, ...]:
    """The things of an order, or the answers of a form."""
    if is_form(content):
        return tuple(_answers(str(content.get("response_json") or "")))
    items = content.get("items")
    return tuple(map(_ordered, items)) if isinstance(items, list) else ()


def header_of(content: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """What is above the words of a template or interactive message, if it is no text: of what kind,
    and the file or the place.
    """
    header = _mapping(content.get("header"))
    for part in map(_mapping, _list(content.get("components"))):
        if str(part.get("type")).lower() == "header":
            header = _mapping(next(iter(_list(part.get("parameters"))), None))
    kind = str(header.get("type") or "")
    return (kind, _mapping(header.get(kind))) if kind in _HEADERS else ("", {})


def frame_of(content: Mapping[str, Any]) -> tuple[str, str]:
    """The words above and below those of an interactive message, ours or the citizen's."""
    above = _mapping(content.get("header")).get("text")
    below = _mapping(content.get("footer")).get("text") or content.get("description")
    return str(above or ""), str(below or "")


def _ordered(item: Mapping[str, Any]) -> Detail:
    name, price = str(item.get("product_retailer_id") or ""), item.get("item_price")
    number = str(item.get("quantity") or 1)
    if price is None:
        return Detail(name=name, value=number)
    amount = f"{formats.number_format(price, 2)} {item.get('currency') or ''}".strip()
    return Detail(name=name, value=f"{number} × {amount}")


def _answers(text: str) -> Iterator[Detail]:
    try:
        answers = json.loads(text)
    except ValueError:
        return
    for question, answer in _mapping(answers).items():
        if question not in _OF_THE_PLATFORM:
            yield Detail(name=question.replace("_", " ").capitalize(), value=_in_words(answer))


def _in_words(answer: Any) -> str:
    match answer:
        case bool():
            return _("Ja") if answer else _("Nee")
        case list():
            return ", ".join(map(_in_words, answer))
        case dict():
            return ", ".join(f"{name}: {_in_words(each)}" for name, each in answer.items())
        case None:
            return ""
        case _:
            return str(answer)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
