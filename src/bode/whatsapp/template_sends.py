"""Sending a template: whether what is filled in fits it, and how it then reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bode.whatsapp import limits
from bode.whatsapp.limits import TemplateFigures
from bode.whatsapp.templates import (
    NAMED,
    VARIABLE,
    TemplateShape,
    button_parameters_of,
    header_parameters_of,
    parameters_of,
    text_of,
)


def fill(shape: TemplateShape, template_send: Mapping[str, Any]) -> str:
    """Return the text as the citizen reads it: header, body, footer. A missing value stays open."""
    header = _filled(text_of(shape.components, "HEADER"), template_send, "header")
    body = _filled(text_of(shape.components, "BODY"), template_send, "body")
    footer = text_of(shape.components, "FOOTER")
    return "\n\n".join(part for part in (header, body, footer) if part)


def mismatch(
    shape: TemplateShape, template_send: Mapping[str, Any], figures: TemplateFigures | None = None
) -> str | None:
    """Say in Dutch what of a send doesn't fit the template; None when all fits."""
    components = shape.components
    return (
        _text_mismatch(shape, parameters_of(components), template_send, "body")
        or _header_mismatch(shape, template_send)
        or _button_mismatch(button_parameters_of(components), template_send)
        or _length_mismatch(shape, template_send)
        or _layout_mismatch(template_send, (figures or TemplateFigures()).spaces)
    )


def _length_mismatch(shape: TemplateShape, template_send: Mapping[str, Any]) -> str | None:
    for part, name, most in (
        ("header", "kop", limits.TEMPLATE_HEADER),
        ("body", "tekst", limits.TEMPLATE_BODY),
    ):
        filled = _filled(text_of(shape.components, part.upper()), template_send, part)
        if len(filled or "") > most:
            return f"De {name} wordt met deze waarden te lang: hoogstens {most} tekens."
    return None


def _layout_mismatch(template_send: Mapping[str, Any], most: int) -> str | None:
    for part in ("body", "header"):
        for place, one in enumerate(_parameters(template_send, part), start=1):
            if re.search(rf"[\n\r\t]| {{{most + 1}}}", _value(one) or ""):
                name = one.get("parameter_name", place)
                return (
                    f"De waarde “{name}” mag geen nieuwe regel of tab hebben, en niet meer dan "
                    f"{most} spaties achter elkaar."
                )
    return None


def _header_mismatch(shape: TemplateShape, template_send: Mapping[str, Any]) -> str | None:
    needed = header_parameters_of(shape.components)
    kind = needed[0] if needed else ""
    if kind not in ("image", "video", "document", "location"):
        return _text_mismatch(shape, needed, template_send, "header")
    given = _parameters(template_send, "header")
    if len(given) != 1 or given[0].get("type") != kind or not given[0].get(kind):
        return f"De kop van dit sjabloon heeft precies één bestand nodig van de soort “{kind}”."
    return None


def _button_mismatch(needed: Mapping[int, str], template_send: Mapping[str, Any]) -> str | None:
    given = {
        (str(one.get("index")), str(one.get("sub_type")).lower()): _parameters_in(one)
        for one in _components(template_send, "button")
    }
    for index, kind in needed.items():
        values = [_value(parameter) or "" for parameter in given.get((str(index), kind), [])]
        if len(values) != 1 or not values[0].strip():
            return f"Knop {index + 1} van dit sjabloon heeft een waarde nodig."
        most = limits.TEMPLATE_COUPON if kind == "copy_code" else limits.TEMPLATE_URL
        if len(values[0]) > most:
            return f"De waarde voor knop {index + 1} is te lang: hoogstens {most} tekens."
    return None


def _text_mismatch(
    shape: TemplateShape, needed: Sequence[str], template_send: Mapping[str, Any], part: str
) -> str | None:
    given = _parameters(template_send, part)
    named = shape.parameter_format.upper() == NAMED
    problem = _name_mismatch(needed, given) if named else _count_mismatch(needed, given)
    if problem:
        return problem
    names = [str(one.get("parameter_name")) for one in given] if named else needed
    for name, one in zip(names, given, strict=True):
        problem = _value_mismatch(name, _value(one))
        if problem:
            return problem
    return None


def _count_mismatch(needed: Sequence[str], given: Sequence[Mapping[str, Any]]) -> str | None:
    if len(given) != len(needed):
        return f"Dit sjabloon heeft {len(needed)} waarden nodig; het zijn er {len(given)}."
    return None


def _name_mismatch(needed: Sequence[str], given: Sequence[Mapping[str, Any]]) -> str | None:
    names = [one.get("parameter_name") for one in given]
    for name in needed:
        if names.count(name) != 1:
            word = "ontbreekt" if name not in names else "is meer dan één keer gegeven"
            return f"De waarde “{name}” {word}."
    for extra in names:
        if extra not in needed:
            return f"Dit sjabloon kent geen waarde “{extra}”."
    return None


def _value_mismatch(name: str, value: str | None) -> str | None:
    if value is None or not value.strip():
        return f"De waarde “{name}” is leeg."
    return None


def _filled(text: str | None, template_send: Mapping[str, Any], part: str) -> str | None:
    if text is None:
        return None
    given = _parameters(template_send, part)
    values = {str(place): _value(one) for place, one in enumerate(given, start=1)}
    values |= {str(one["parameter_name"]): _value(one) for one in given if "parameter_name" in one}
    return VARIABLE.sub(lambda match: values.get(match[1]) or match[0], text)


def _components(template_send: Mapping[str, Any], type_: str) -> list[Mapping[str, Any]]:
    components = template_send.get("components")
    if not isinstance(components, list):
        return []
    return [
        one
        for one in components
        if isinstance(one, Mapping) and str(one.get("type")).lower() == type_
    ]


def _parameters(template_send: Mapping[str, Any], type_: str) -> list[Mapping[str, Any]]:
    return [
        parameter
        for component in _components(template_send, type_)
        for parameter in _parameters_in(component)
    ]


def _parameters_in(component: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    parameters = component.get("parameters")
    if not isinstance(parameters, list):
        return []
    return [one for one in parameters if isinstance(one, Mapping)]


def _value(parameter: Mapping[str, Any]) -> str | None:
    kind = parameter.get("type")
    value = parameter.get(str(kind))
    if kind in ("currency", "date_time") and isinstance(value, Mapping):
        value = value.get("fallback_value")
    return value if isinstance(value, str) else None
