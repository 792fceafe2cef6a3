"""Message templates: their shape, and the values that a send must fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

NAMED = "NAMED"
POSITIONAL = "POSITIONAL"

VARIABLE = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")

Components = Iterable[Mapping[str, Any]]
"""The parts of a template, as the platform lists them and as we store them."""


class TemplateButton(Struct, frozen=True, kw_only=True):
    """A button under a template."""

    type: str
    """QUICK_REPLY, URL, PHONE_NUMBER, REQUEST_CONTACT_INFO, COPY_CODE, FLOW, …"""
    text: str | None = None
    """REQUEST_CONTACT_INFO has none of its own: each phone says it in its own language."""
    url: str | None = None
    phone_number: str | None = None
    example: str | None = None
    """Of a URL with a variable, for whoever reviews it: the whole address, or what ends it."""


class TemplateComponent(Struct, frozen=True, kw_only=True):
    """A part of a template."""

    type: str
    """HEADER, BODY, FOOTER or BUTTONS."""
    format: str | None = None
    """Of a header: TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION."""
    text: str | None = None
    buttons: tuple[TemplateButton, ...] = ()


class TemplateShape(Struct, frozen=True, kw_only=True):
    """A template as the platform lists it."""

    id: str
    name: str
    language: str
    category: str = ""
    status: str = ""
    parameter_format: str = POSITIONAL
    components: list[dict[str, Any]] = []
    """Plain JSON, so that nothing is lost when it is stored; `parts_of` reads it."""
    previous_category: str | None = None
    rejected_reason: str | None = None
    quality: str | None = None
    """GREEN, YELLOW, RED or UNKNOWN: how citizens took the messages."""


def read_template(listed: object) -> TemplateShape | None:
    """Read one template of the platform's list; None for one without a name, language or id."""
    if not isinstance(listed, Mapping):
        return None
    template_id, name = listed.get("id"), listed.get("name")
    language = listed.get("language")
    if not (isinstance(name, str) and isinstance(language, str) and name and language):
        return None
    if not isinstance(template_id, str | int) or isinstance(template_id, bool):
        return None
    components = listed.get("components")
    return TemplateShape(
        id=str(template_id),
        name=name,
        language=language,
        category=_text(listed, "category") or "",
        status=_text(listed, "status") or "",
        parameter_format=_text(listed, "parameter_format") or POSITIONAL,
        components=[one for one in components if isinstance(one, dict)]
        if isinstance(components, list)
        else [],
        previous_category=_text(listed, "previous_category"),
        rejected_reason=_text(listed, "rejected_reason"),
        quality=_quality(listed.get("quality_score")),
    )


def parts_of(components: Components) -> list[TemplateComponent]:
    """Read the parts of a template; what is odd in one is left out."""
    return [
        TemplateComponent(
            type=(_text(one, "type") or "").upper(),
            format=_text(one, "format"),
            text=_text(one, "text"),
            buttons=_buttons(one.get("buttons")),
        )
        for one in components
    ]


def parameters_of(components: Components) -> list[str]:
    """Return the variables of the body: names, or "1", "2", … in the order they must be given."""
    return _variables(text_of(components, "BODY"))


def header_parameters_of(components: Components) -> list[str]:
    """Return the variables of a header of text; the kind of file for a header that shows one."""
    for part in parts_of(components):
        if part.type == "HEADER":
            kind = (part.format or "TEXT").upper()
            return _variables(part.text) if kind == "TEXT" else [kind.lower()]
    return []


def button_parameters_of(components: Components) -> dict[int, str]:
    """Return, by index, the buttons that need a value: `url`, or `copy_code`."""
    return {
        index: button.type.lower()
        for index, button in enumerate(buttons_of(components))
        if button.type == "COPY_CODE" or (button.type == "URL" and _variables(button.url))
    }


def buttons_of(components: Components) -> tuple[TemplateButton, ...]:
    """Return the buttons of a template; a send names them by their place."""
    return next((part.buttons for part in parts_of(components) if part.type == "BUTTONS"), ())


def text_of(components: Components, type_: str) -> str | None:
    """Return the text of the part of this type, with its variables still open."""
    return next((part.text for part in parts_of(components) if part.type == type_), None)


def _buttons(listed: object) -> tuple[TemplateButton, ...]:
    # An odd button keeps its place, because a send names buttons by their index.
    given = listed if isinstance(listed, list) else []
    known = [one if isinstance(one, Mapping) else {} for one in given]
    return tuple(
        TemplateButton(
            type=(_text(one, "type") or "").upper(),
            text=_text(one, "text"),
            url=_text(one, "url"),
            phone_number=_text(one, "phone_number"),
            example=_example(one.get("example")),
        )
        for one in known
    )


def _example(given: object) -> str | None:
    first = next(iter(given), None) if isinstance(given, list) else given
    return first if isinstance(first, str) else None


def _variables(text: str | None) -> list[str]:
    found = dict.fromkeys(VARIABLE.findall(text or ""))
    numbered = all(name.isdecimal() for name in found)
    return sorted(found, key=int) if numbered else list(found)


def _quality(score: object) -> str | None:
    return _text(score, "score") if isinstance(score, Mapping) else None


def _text(members: Mapping[str, Any], name: str) -> str | None:
    value = members.get(name)
    return value if isinstance(value, str) else None
