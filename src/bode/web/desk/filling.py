"""Filling in a template: the fields on the page, and the message that they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from bode.licensing.models import Template
from bode.licensing.queries import template_shape
from bode.web.phone_buttons import PhoneButtons, on_phone
from bode.whatsapp import (
    TemplateShape,
    button_parameters_of,
    buttons_of,
    header_parameters_of,
    parameters_of,
    parts_of,
)

from .headers import Header, read_header

_VARIABLE = re.compile(r"(\{\{\s*[A-Za-z0-9_]+\s*\}\})")


@dataclass(frozen=True, kw_only=True)
class Blank:
    """One value to fill in. `name` is the field's on the page, `variable` the template's."""

    name: str
    part: str
    variable: str
    label: str
    value: str
    is_missed: bool = False
    """Whether one sent it without this value."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of the preview: fixed text, or the blank that goes there."""

    text: str
    blank: str


@dataclass(frozen=True, kw_only=True)
class Filling:
    """A chosen template with what was filled in so far."""

    template: Template
    shape: TemplateShape
    blanks: list[Blank]
    preview: list[list[Piece]]
    buttons: PhoneButtons
    header: Header | None
    """What goes above the words, where that is no text."""

    @property
    def lacking(self) -> list[str]:
        """What must still be filled in, by the names of the fields."""
        return [each.label for each in self.blanks if not each.value]

    def complain(self) -> Filling:
        """The same, with a word at each field that must still be filled in."""
        blanks = [replace(each, is_missed=not each.value) for each in self.blanks]
        return replace(self, blanks=blanks)

    def content(self) -> dict[str, Any]:
        """The send in the platform's shape."""
        above = [self.header.parameter()] if self.header else []
        components: list[dict[str, Any]] = [
            *({"type": "header", "parameters": [each]} for each in above),
            *(
                {"type": part, "parameters": [self._parameter(blank) for blank in blanks]}
                for part in ("header", "body")
                if (blanks := [blank for blank in self.blanks if blank.part == part])
            ),
            *(self._button(blank) for blank in self.blanks if blank.part == "button"),
        ]
        return {
            "name": self.template.name,
            "language": {"code": self.template.language},
            "components": components,
        }

    def _parameter(self, blank: Blank) -> dict[str, Any]:
        named = (
            {}
            if self.shape.parameter_format.upper() != "NAMED"
            else {"parameter_name": blank.variable}
        )
        return {"type": "text", "text": blank.value, **named}

    def _button(self, blank: Blank) -> dict[str, Any]:
        index, kind = blank.variable.split("_", 1)
        parameter = (
            {"type": "coupon_code", "coupon_code": blank.value}
            if kind == "copy_code"
            else {"type": "text", "text": blank.value}
        )
        return {"type": "button", "sub_type": kind, "index": index, "parameters": [parameter]}


def fill_in(template: Template, given: Mapping[str, str]) -> Filling:
    """A template's blanks, with the values that the page sent along."""
    shape = template_shape(template)
    wanted = header_parameters_of(shape.components)
    header = read_header("".join(wanted[:1]), given)
    buttons = buttons_of(shape.components)
    blanks = [
        *([] if header else [_blank("header", name, given) for name in wanted]),
        *(_blank("body", name, given) for name in parameters_of(shape.components)),
        *(
            _blank("button", f"{index}_{kind}", given, buttons[index].text)
            for index, kind in button_parameters_of(shape.components).items()
        ),
    ]
    return Filling(
        template=template,
        shape=shape,
        blanks=blanks,
        preview=_preview(shape),
        buttons=on_phone(buttons),
        header=header,
    )


def _blank(part: str, variable: str, given: Mapping[str, str], button: str | None = None) -> Blank:
    name = f"{part}_{variable}"
    if part == "button":
        number = int(variable.split("_")[0]) + 1
        label = _("Waarde voor knop “%(button)s”") % {"button": button or number}
    elif variable.isdecimal():
        label = _("Waarde %(number)s") % {"number": variable}
    else:
        label = variable.replace("_", " ").capitalize()
    return Blank(
        name=name, part=part, variable=variable, label=label, value=given.get(name, "").strip()
    )


def _preview(shape: TemplateShape) -> list[list[Piece]]:
    """The paragraphs of the message, cut where a value goes."""
    texts = {part.type: part.text for part in parts_of(shape.components)}
    paragraphs = [(part, texts.get(part)) for part in ("HEADER", "BODY", "FOOTER")]
    return [
        [
            Piece(
                text=piece,
                blank=f"{part.lower()}_{piece.strip('{} ')}" if _VARIABLE.fullmatch(piece) else "",
            )
            for piece in _VARIABLE.split(text)
            if piece
        ]
        for part, text in paragraphs
        if text
    ]
