"""Whether a message fits the platform's shapes and limits, before it is queued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bode.whatsapp import limits
from bode.whatsapp.fields import Field, FieldProblem
from bode.whatsapp.interactive_checks import check_interactive
from bode.whatsapp.limits import SendFigures
from bode.whatsapp.media_checks import check_media

_TEMPLATE_FILES = ("image", "video", "document")
_TEMPLATE_PARTS = ("header", "body", "button", "HEADER", "BODY", "BUTTON")
_CARD_LISTS = ("phones", "emails", "addresses", "urls")


def check_send(
    type: str,  # noqa: A002 - the platform's own word
    content: Mapping[str, Any] | list[Any],
    figures: SendFigures | None = None,
) -> list[FieldProblem]:
    """Check a message in the platform's shape against its limits; an empty list means: fits.

    `content` is what stands under the type's own name. Members that the platform may know and
    this check doesn't are let through. Whatever fits, `build_send` can build.
    """
    problems: list[FieldProblem] = []
    field = Field(type, content, problems)
    if type not in _TYPES:
        return [FieldProblem(name="type", reason="unknown")]
    if field.can_be_written():
        _check(field, figures or SendFigures())
    return problems


def _check(message: Field, figures: SendFigures) -> None:
    match message.name:
        case "contacts":
            _check_contacts(message, figures.cards)
        case "interactive":
            check_interactive(message, figures)
        case other:
            _CHECKS[other](message)


def _check_text(text: Field) -> None:
    if text.is_object():
        text["body"].text(limits.TEXT_BODY)
        text["preview_url"].flag()


def _check_location(place: Field) -> None:
    if place.is_object():
        place["latitude"].number_between(-90, 90)
        place["longitude"].number_between(-180, 180)
        place["name"].optional_text()
        place["address"].optional_text()


def _check_contacts(contacts: Field, most: int) -> None:
    for card in contacts.items(limits.CONTACTS_MIN, most):
        if card.is_object():
            if card["name"].is_object():
                card["name"]["formatted_name"].text()
            for name in _CARD_LISTS:
                for each in card[name].items():
                    each.is_object()


def _check_reaction(reaction: Field) -> None:
    if not reaction.is_object():
        return
    reaction["message_id"].text()
    # An empty sign takes the reaction away, so it is a value here.
    emoji = reaction["emoji"]
    if emoji.value != "":
        emoji.text(limits.EMOJI)


def _check_template(template: Field) -> None:
    if not template.is_object():
        return
    template["name"].text(limits.TEMPLATE_NAME)
    if template["language"].is_object():
        template["language"]["code"].text()
    for part in template["components"].items():
        if part.is_object():
            _check_template_part(part)


def _check_template_part(part: Field) -> None:
    if part["type"].one_of(*_TEMPLATE_PARTS) == "button":
        part["sub_type"].text()
        part["index"].whole_number(limits.TEMPLATE_BUTTONS_MAX - 1)
    for parameter in part["parameters"].items():
        if parameter.is_object():
            _check_template_value(parameter)


def _check_template_value(parameter: Field) -> None:
    kind = parameter["type"].text()
    if kind in _TEMPLATE_FILES:
        check_media(kind, parameter[kind])
    elif kind == "location":
        _check_location(parameter["location"])
    elif kind == "payload":
        parameter["payload"].text(limits.TEMPLATE_PAYLOAD)
    elif kind == "action" and parameter["action"].is_object():
        parameter["action"]["flow_token"].optional_text()
        parameter["action"]["flow_action_data"].optional_object()


_CHECKS: dict[str, Callable[[Field], None]] = {
    "text": _check_text,
    "location": _check_location,
    "reaction": _check_reaction,
    "template": _check_template,
    **{
        kind: partial(check_media, kind)
        for kind in ("image", "video", "audio", "document", "sticker")
    },
}
_TYPES = {"contacts", "interactive", *_CHECKS}
