"""What a message of ours offers a citizen to choose, and a template part by part as they got it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.whatsapp import TemplateButton, TemplateShape, buttons_of
from bode.whatsapp.template_drafts import REQUEST_CONTACT_INFO
from bode.whatsapp.template_sends import filled_part, given_parts, values_in
from bode.whatsapp.templates import VARIABLE, text_of

from .contacts import pretty

SHARE_NUMBER = gettext_noop("Telefoonnummer delen")
_OF_THE_PLATFORM = {
    "send_location": gettext_noop("Locatie delen"),
    "request_contact_info": SHARE_NUMBER,
}
_ICONS = {"QUICK_REPLY": "reply", "URL": "send", "PHONE_NUMBER": "phone", "COPY_CODE": "clip"}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A button, or a row of a list, that the citizen may choose."""

    title: str
    text: str = ""
    address: str = ""
    """Where it leads."""
    section: str = ""
    """The heading above the rows of a list to which it belongs."""
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What stands in a message of ours, from top to bottom."""

    above: str = ""
    text: str = ""
    below: str = ""
    choices: tuple[Choice, ...] = ()


def opener_of(content: Mapping[str, Any]) -> str:
    """What the button says behind which the citizen finds the choices of a list."""
    return str(_mapping(content.get("action")).get("button") or "")


def choices_of(content: Mapping[str, Any]) -> tuple[Choice, ...]:
    """What an interactive message of ours offers to choose."""
    action = _mapping(content.get("action"))
    return (*_buttons(action), *_rows(action), *_calls(action))


def template_parts(shape: TemplateShape, content: Mapping[str, Any]) -> Parts:
    """A message made from this template, with the values that it was sent with."""
    return Parts(
        above=filled_part(shape, content, "header") or "",
        text=filled_part(shape, content, "body") or "",
        below=text_of(shape.components, "FOOTER") or "",
        choices=tuple(_under_template(shape, content)),
    )


def _buttons(action: Mapping[str, Any]) -> Iterator[Choice]:
    for each in _list(action.get("buttons")):
        if title := _mapping(_mapping(each).get("reply")).get("title"):
            yield Choice(title=str(title), icon="reply")


def _rows(action: Mapping[str, Any]) -> Iterator[Choice]:
    for section in map(_mapping, _list(action.get("sections"))):
        for row in map(_mapping, _list(section.get("rows"))):
            if row.get("title"):
                yield Choice(
                    title=str(row["title"]),
                    text=str(row.get("description") or ""),
                    section=str(section.get("title") or ""),
                )


def _calls(action: Mapping[str, Any]) -> Iterator[Choice]:
    parameters = _mapping(action.get("parameters"))
    if label := parameters.get("display_text") or parameters.get("flow_cta"):
        yield Choice(title=str(label), address=str(parameters.get("url") or ""), icon="send")
    if label := _OF_THE_PLATFORM.get(str(action.get("name"))):
        yield Choice(title=_(label), icon="reply")


def _under_template(shape: TemplateShape, content: Mapping[str, Any]) -> Iterator[Choice]:
    values = {
        str(part["index"].value): _value(_mapping(value.value))
        for part in given_parts(content, "button")
        for value in values_in(part)[:1]
    }
    for place, button in enumerate(buttons_of(shape.components)):
        yield from _button(button, values.get(str(place), ""))


def _button(button: TemplateButton, value: str) -> Iterator[Choice]:
    shared = _(SHARE_NUMBER) if button.type == REQUEST_CONTACT_INFO else ""
    title = button.text or shared
    if not title:
        return
    text = value if button.type == "COPY_CODE" else pretty(button.phone_number or "")
    address = VARIABLE.sub(lambda match: value or match[0], button.url or "")
    icon = _ICONS.get(button.type, "reply")
    yield Choice(title=title, text=text, address=address, icon=icon)


def _value(parameter: Mapping[str, Any]) -> str:
    return str(parameter.get("text") or parameter.get("coupon_code") or "")


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
