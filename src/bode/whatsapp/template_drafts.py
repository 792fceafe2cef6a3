"""A template as an editor writes it, and the platform's shape of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from msgspec import Struct
from msgspec.structs import replace

from bode.whatsapp.media_kinds import EXAMPLE_TYPES
from bode.whatsapp.templates import (
    NAMED,
    VARIABLE,
    Components,
    TemplateButton,
    TemplateComponent,
    TemplateShape,
    parts_of,
)

QUICK_REPLY, URL, PHONE_NUMBER = "QUICK_REPLY", "URL", "PHONE_NUMBER"
REQUEST_CONTACT_INFO = "REQUEST_CONTACT_INFO"
BUTTON_TYPES = (QUICK_REPLY, URL, PHONE_NUMBER, REQUEST_CONTACT_INFO)
URL_VARIABLE = "{{1}}"
"""What ends an address that differs for each citizen, also in a template whose other variables have
names."""
TEXT, LOCATION = "TEXT", "LOCATION"
HEADER_FORMATS = (TEXT, *EXAMPLE_TYPES, LOCATION)


class TemplateDraft(Struct, frozen=True, kw_only=True):
    """What an editor can write: a header, a body, a footer, buttons and named variables."""

    name: str
    language: str
    category: str
    body: str
    header_format: str = TEXT
    """One of `HEADER_FORMATS`. There is no header where one of text has none."""
    header: str = ""
    header_example: str = ""
    """Of a header that shows a file: what names an example of it. To the platform a handle of an
    upload; what it lists in its place is an address."""
    footer: str = ""
    buttons: tuple[TemplateButton, ...] = ()
    """The example of a URL is what ends it."""
    examples: Mapping[str, str] = {}
    """By variable, of header and body: what may stand there, for whoever reviews it."""


def variables_of(*texts: str) -> list[str]:
    """Return the variables of these texts, each once, in their order."""
    return list(dict.fromkeys(name for text in texts for name in VARIABLE.findall(text)))


def components_of(draft: TemplateDraft) -> list[dict[str, Any]]:
    """Return the parts of a draft in the platform's shape; what is empty is left out."""
    components: list[dict[str, Any]] = []
    if draft.header_format in EXAMPLE_TYPES:
        example = {"header_handle": [draft.header_example]}
        components.append({"type": "HEADER", "format": draft.header_format, "example": example})
    elif draft.header_format == LOCATION:
        components.append({"type": "HEADER", "format": LOCATION})
    elif draft.header:
        header = {"type": "HEADER", "format": "TEXT", "text": draft.header}
        components.append(header | _example("header", draft.header, draft.examples))
    body = {"type": "BODY", "text": draft.body}
    components.append(body | _example("body", draft.body, draft.examples))
    if draft.footer:
        components.append({"type": "FOOTER", "text": draft.footer})
    if draft.buttons:
        components.append({"type": "BUTTONS", "buttons": [_button(one) for one in draft.buttons]})
    return components


def draft_of(shape: TemplateShape) -> TemplateDraft | None:
    """Read a template back as a draft; None for one with parts that a draft can't hold."""
    parts = {part.type: part for part in parts_of(shape.components)}
    header = parts.get("HEADER")
    buttons = parts["BUTTONS"].buttons if "BUTTONS" in parts else ()
    header_format = ((header and header.format) or TEXT).upper()
    if header_format not in HEADER_FORMATS:
        return None
    if any(button.type not in BUTTON_TYPES for button in buttons):
        return None
    if set(parts) - {"HEADER", "BODY", "FOOTER", "BUTTONS"}:
        return None
    texts = [_text(parts, kind) for kind in ("HEADER", "BODY")]
    if shape.parameter_format.upper() != NAMED and variables_of(*texts):
        return None
    return TemplateDraft(
        name=shape.name,
        language=shape.language,
        category=shape.category,
        header_format=header_format,
        header=texts[0],
        header_example=_header_example(shape.components),
        body=texts[1],
        footer=_text(parts, "FOOTER"),
        buttons=tuple(map(_read_button, buttons)),
        examples=_examples(shape.components),
    )


def template_creation(draft: TemplateDraft) -> bytes:
    """Return the request that makes a new template."""
    return orjson.dumps(
        {
            "name": draft.name,
            "language": draft.language,
            "category": draft.category,
            "parameter_format": NAMED,
            "components": components_of(draft),
        }
    )


def template_edit(category: str, components: Components) -> bytes:
    """Return the request that changes a template there is."""
    return orjson.dumps({"category": category, "components": list(components)})


def _example(part: str, text: str, examples: Mapping[str, str]) -> dict[str, Any]:
    named = [{"param_name": name, "example": examples.get(name, "")} for name in variables_of(text)]
    return {"example": {f"{part}_text_named_params": named}} if named else {}


def _button(button: TemplateButton) -> dict[str, Any]:
    members = {
        "type": button.type,
        "text": button.text,
        "url": button.url,
        "phone_number": button.phone_number,
        "example": [_example_address(button)] if button.example else None,
    }
    return {name: value for name, value in members.items() if value}


def _read_button(listed: TemplateButton) -> TemplateButton:
    """A button as an editor writes it: without the label that is the platform's."""
    if listed.type == REQUEST_CONTACT_INFO:
        return TemplateButton(type=REQUEST_CONTACT_INFO)
    end = (listed.example or "").removeprefix(_fixed_part(listed.url))
    return replace(listed, example=end or None)


def _example_address(button: TemplateButton) -> str:
    fixed = _fixed_part(button.url)
    return fixed + (button.example or "").removeprefix(fixed)


def _fixed_part(url: str | None) -> str:
    """What of an address is the same for everyone."""
    return (url or "").removesuffix(URL_VARIABLE)


def _text(parts: Mapping[str, TemplateComponent], kind: str) -> str:
    return (parts[kind].text if kind in parts else None) or ""


def _header_example(components: Components) -> str:
    for component in components:
        example = component.get("example")
        handles = example.get("header_handle") if isinstance(example, Mapping) else None
        if isinstance(handles, list) and handles:
            return str(handles[0])
    return ""


def _examples(components: Components) -> dict[str, str]:
    found: dict[str, str] = {}
    for component in components:
        part = str(component.get("type")).lower()
        example = component.get("example")
        named = example.get(f"{part}_text_named_params") if isinstance(example, Mapping) else None
        for one in named if isinstance(named, list) else []:
            if isinstance(one, Mapping):
                found[str(one.get("param_name"))] = str(one.get("example", ""))
    return found
