"""Does a template send fit its template?"""

from __future__ import annotations

import re
from typing import Any

from bode.simulator.config import SimulatedNumber
from bode.simulator.fields import get_object, get_text, wrong
from bode.simulator.records import Template
from bode.simulator.refusals import Refusal, invalid
from bode.simulator.template_buttons import check_buttons
from bode.simulator.world import World
from bode.whatsapp import limits
from bode.whatsapp.templates import VARIABLE

_BREAKS = re.compile(r"[\n\r\t]| {5}")
_TEXTS = ("text", "currency", "date_time")
_PARTS = ("header", "body", "button")
_LONGEST = {"header": limits.TEMPLATE_HEADER, "body": limits.TEMPLATE_BODY}
_STATES = {"PAUSED": 132015, "DISABLED": 132016}
"""Statuses that have an error of their own."""


def check(world: World, number: SimulatedNumber, send: dict[str, Any]) -> Template:
    """Return the template that is sent; raise Refusal when there is none or it doesn't fit."""
    name = get_text(send, "name", "template.")
    language = get_text(get_object(send, "language", "template."), "code", "template.language.")
    template = world.find_template(number.waba_id, name, language)
    if template is None or template.status not in ("APPROVED", *_STATES):
        raise Refusal(132001, f"template name ({name[:100]}) does not exist in {language[:20]}")
    if template.status in _STATES:
        raise Refusal(_STATES[template.status], f"The template is {template.status.lower()}.")
    _check_components(send)
    _check_header(template, send)
    _check_texts(template, "body", text_of(template, "BODY"), body_parameters(send))
    check_buttons(buttons_of(template), _components_of(send, "button"))
    return template


def text_of(template: Template, type_: str) -> str:
    """Return the text of a component; empty when there is none."""
    for component in template.components:
        if str(component.get("type")).upper() == type_:
            return str(component.get("text") or "")
    return ""


def buttons_of(template: Template) -> list[dict[str, Any]]:
    """Return a template's buttons."""
    for component in template.components:
        if str(component.get("type")).upper() == "BUTTONS":
            return list(component.get("buttons") or [])
    return []


def header_kind(template: Template) -> str:
    """Return `text`, `image`, `video`, `document` or `location`; empty without a header."""
    for component in template.components:
        if str(component.get("type")).upper() == "HEADER":
            return str(component.get("format") or "TEXT").lower()
    return ""


def header_parameters(send: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a send gives for the header."""
    return _parameters(send, "header")


def body_parameters(send: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a send gives for the body."""
    return _parameters(send, "body")


def values_of(parameters: list[dict[str, Any]]) -> dict[str, str]:
    """Return the words by name, and by place: "1", "2", …"""
    values: dict[str, str] = {}
    for place, parameter in enumerate(parameters, start=1):
        values[str(place)] = values[str(parameter.get("parameter_name"))] = _words(parameter)
    return values


def fill(text: str, values: dict[str, str]) -> str:
    """Return a text with its variables filled in."""
    return VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)


def _check_components(send: dict[str, Any]) -> None:
    components = send.get("components", [])
    if not isinstance(components, list):
        raise invalid("Param template['components'] must be an array.")
    for index, component in enumerate(components):
        path = f"template.components[{index}]"
        if not isinstance(component, dict):
            raise invalid(f"Param {path} must be an object.")
        parameters = component.get("parameters", [])
        one_each = isinstance(parameters, list) and all(isinstance(p, dict) for p in parameters)
        if not one_each:
            raise invalid(f"Param {path}.parameters must be an array of objects.")
        if str(component.get("type")).lower() not in _PARTS:
            raise wrong(f"{path}.type", f"it must be one of {', '.join(_PARTS)}")
    for part in _LONGEST:
        if len(_components_of(send, part)) > 1:
            raise Refusal(132018, f"{part}: it is given more than once")


def _check_header(template: Template, send: dict[str, Any]) -> None:
    given = header_parameters(send)
    kind = header_kind(template)
    if kind in ("", "text"):
        _check_texts(template, "header", text_of(template, "HEADER"), given)
        return
    if len(given) != 1:
        raise Refusal(132000, f"header: number of params ({len(given)}) should be 1")
    if given[0].get("type") != kind or not isinstance(given[0].get(kind), dict):
        received = str(given[0].get("type"))[:20].upper()
        raise Refusal(132012, f"header: Format mismatch, expected {kind.upper()}, got {received}")


def _check_texts(template: Template, part: str, text: str, given: list[dict[str, Any]]) -> None:
    expected = list(dict.fromkeys(VARIABLE.findall(text)))
    if len(given) != len(expected):
        raise Refusal(
            132000,
            f"{part}: number of localizable_params ({len(given)}) does not match the expected "
            f"number of params ({len(expected)})",
        )
    for parameter in given:
        if parameter.get("type") not in _TEXTS:
            received = str(parameter.get("type"))[:20]
            raise Refusal(132012, f"{part}: Format mismatch, expected text, got {received}")
        _check_words(part, _words(parameter))
    if template.parameter_format.upper() == "NAMED":
        _check_names(part, expected, given)
    most = _LONGEST[part]
    if len(fill(text, values_of(given))) > most:
        raise Refusal(132005, f"{part}: with these values it has more than {most} characters")


def _check_names(part: str, expected: list[str], given: list[dict[str, Any]]) -> None:
    names = [parameter.get("parameter_name") for parameter in given]
    if not all(isinstance(name, str) and name for name in names):
        raise invalid(f"{part}: Parameter name is missing or empty")
    lacking = [name for name in expected if name not in names]
    if lacking:
        raise Refusal(132000, f"{part}: parameter {lacking[0]} of the template was not given")


def _check_words(part: str, words: str) -> None:
    if not words.strip():
        raise Refusal(131008, f"{part}: the text of a parameter is required")
    if _BREAKS.search(words):
        raise Refusal(
            132018,
            f"{part}: Param text cannot have new-line/tab characters or more than 4 consecutive "
            "spaces",
        )


def _button_parameters(component: dict[str, Any] | None) -> list[Any]:
    return list(component.get("parameters") or []) if component else []


def _components(send: dict[str, Any]) -> list[dict[str, Any]]:
    return list(send.get("components") or [])


def _components_of(send: dict[str, Any], part: str) -> list[dict[str, Any]]:
    return [one for one in _components(send) if str(one.get("type")).lower() == part]


def _parameters(send: dict[str, Any], part: str) -> list[dict[str, Any]]:
    found = _components_of(send, part)
    return list(found[0].get("parameters") or []) if found else []


def _words(parameter: dict[str, Any]) -> str:
    kind = str(parameter.get("type"))
    value = parameter.get(kind)
    if isinstance(value, dict):
        value = value.get("fallback_value")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise wrong(f"template parameter {kind}", "it must be text")
    return value


def payloads_of(send: dict[str, Any]) -> dict[int, str]:
    """Return what a send gives for buttons: payloads and ends of addresses, by place."""
    payloads: dict[int, str] = {}
    for component in _components(send):
        place = str(component.get("index"))
        if str(component.get("type")).lower() == "button" and place.isdecimal():
            for parameter in _button_parameters(component):
                payloads[int(place)] = str(parameter.get("payload") or parameter.get("text") or "")
    return payloads
