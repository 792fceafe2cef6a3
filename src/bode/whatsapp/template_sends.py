"""Sending a template: what a send fills in, and how it then reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bode.whatsapp.fields import Field
from bode.whatsapp.templates import VARIABLE, TemplateShape, text_of

COMPONENTS = "template.components"
TEXTS = ("text", "currency", "date_time")
"""Kinds of values that stand for words."""


class Mismatch(Struct, frozen=True, kw_only=True):
    """What of a send doesn't fit its template."""

    field: str
    """Where, as a path in the platform's shape: `template.components[0].parameters[1]`."""
    nl: str
    """A sentence for people; in English below."""
    en: str


def fill(shape: TemplateShape, template_send: Mapping[str, Any]) -> str:
    """Return the text as the citizen reads it: header, body, footer. A missing value stays open."""
    header = filled_part(shape, template_send, "header")
    body = filled_part(shape, template_send, "body")
    footer = text_of(shape.components, "FOOTER")
    return "\n\n".join(part for part in (header, body, footer) if part)


def filled_part(shape: TemplateShape, template_send: Mapping[str, Any], part: str) -> str | None:
    """Return one part with its values filled in; None where the template has no such text."""
    text = text_of(shape.components, part.upper())
    if text is None:
        return None
    values: dict[str, str | None] = {}
    for place, given in enumerate(given_values(template_send, part), start=1):
        values[str(place)] = words_of(given)
        if given["parameter_name"].given:
            values[str(given["parameter_name"].value)] = words_of(given)
    return VARIABLE.sub(lambda match: values.get(match[1]) or match[0], text)


def given_parts(template_send: Mapping[str, Any], part: str) -> list[Field]:
    """Return what a send gives for the header, the body or the buttons; what is odd is left out."""
    components = Field("template", template_send, [])["components"].items()
    return [one for one in components if str(one["type"].value).lower() == part]


def given_values(template_send: Mapping[str, Any], part: str) -> list[Field]:
    """Return the values that a send gives for the header or the body."""
    return [value for one in given_parts(template_send, part) for value in values_in(one)]


def values_in(part: Field) -> list[Field]:
    """Return the values in one part; what is odd is left out."""
    return [one for one in part["parameters"].items() if isinstance(one.value, Mapping)]


def words_of(given: Field) -> str | None:
    """Return the words that a value stands for; None for a file, and for what is odd."""
    kind = given["type"].value
    if kind not in TEXTS:
        return None
    value = given[str(kind)]
    words = value.value if kind == "text" else value["fallback_value"].value
    return words if isinstance(words, str) else None
