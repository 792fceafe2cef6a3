"""Does a new template keep the platform's rules on parts, lengths, variables and examples?"""

from __future__ import annotations

import re
from typing import Any

from bode.simulator.fields import get_list, get_text
from bode.simulator.graph.template_buttons import NO_EXAMPLE, check_buttons
from bode.simulator.refusals import Refusal, invalid
from bode.simulator.uploads import Uploads
from bode.whatsapp import limits
from bode.whatsapp.templates import VARIABLE

_NAMED = re.compile(r"[a-z][a-z0-9_]*")
_TYPES = ("HEADER", "BODY", "FOOTER", "BUTTONS")
_MEDIA = ("IMAGE", "VIDEO", "DOCUMENT")
_FORMATS = ("TEXT", "LOCATION", *_MEDIA)
_TEXT_LIMITS = {
    "HEADER": limits.TEMPLATE_HEADER,
    "BODY": limits.TEMPLATE_BODY,
    "FOOTER": limits.TEMPLATE_FOOTER,
}

_TOO_LONG = 2388040
_BAD_FORMAT = {"HEADER": 2388047, "BODY": 2388072, "FOOTER": 2388073}
_TOO_MANY_VARIABLES = 2388293
_AT_THE_EDGE = 2388299


def check_components(
    uploads: Uploads, body: dict[str, Any], category: str, parameter_format: str
) -> list[dict[str, Any]]:
    """Return a template's components; raise Refusal when they break a rule."""
    components = get_list(body, "components", "", 1, len(_TYPES))
    types = []
    for index, component in enumerate(components):
        if not isinstance(component, dict):
            raise invalid(f"Param components[{index}] must be an object.")
        path = f"components[{index}]."
        type_ = get_text(component, "type", path).upper()
        if type_ not in _TYPES:
            raise invalid(f"Param {path}type must be one of {', '.join(_TYPES)}.")
        types.append(type_)
        if category == "AUTHENTICATION" and type_ != "BUTTONS":
            continue  # its words are the platform's own
        if type_ == "BUTTONS":
            check_buttons(component, path)
        elif type_ == "HEADER" and _format_of(component) != "TEXT":
            _check_file_header(uploads, component, path)
        else:
            _check_text(component, type_, path, parameter_format)
    if types.count("BODY") != 1 or len(set(types)) != len(types):
        raise invalid("Param components must have one BODY, and no other type more than once.")
    return components


def _format_of(component: dict[str, Any]) -> str:
    return str(component.get("format", "TEXT")).upper()


def _check_file_header(uploads: Uploads, component: dict[str, Any], path: str) -> None:
    format_ = _format_of(component)
    if format_ not in _FORMATS:
        raise invalid(f"Param {path}format must be one of {', '.join(_FORMATS)}.")
    if format_ not in _MEDIA:
        return
    handles = _example(component).get("header_handle")
    if not isinstance(handles, list) or not handles:
        raise invalid(f"Param {path}example.header_handle is required.", NO_EXAMPLE)
    if not uploads.gave(str(handles[0])):
        raise invalid(f"Param {path}example.header_handle is not the handle of an upload.")


def _check_text(component: dict[str, Any], type_: str, path: str, parameter_format: str) -> None:
    text = get_text(component, "text", path).strip()
    most = _TEXT_LIMITS[type_]
    if len(text) > most:
        raise invalid(f"Param {path}text has {len(text)} characters; {most} fit.", _TOO_LONG)
    names = list(dict.fromkeys(VARIABLE.findall(text)))
    if "{{" in VARIABLE.sub("", text) or not _fit_format(names, parameter_format):
        raise _bad_format(type_, f"the variables are not written as {parameter_format} ones")
    if type_ == "FOOTER" and names:
        raise _bad_format(type_, "a footer has no variables")
    if type_ == "HEADER" and (len(names) > 1 or "\n" in text or "*" in text):
        raise _bad_format(type_, "a header has one line, one variable at most, and no formatting")
    if type_ == "BODY" and names:
        _check_variables(text, names)
    if names and not _has_examples(component, type_, names, parameter_format):
        raise invalid(f"Param {path}example must have a value for each variable.", NO_EXAMPLE)


def _bad_format(type_: str, why: str) -> Refusal:
    return invalid(f"The {type_.lower()} is not right: {why}.", _BAD_FORMAT[type_])


def _fit_format(names: list[str], parameter_format: str) -> bool:
    if parameter_format == "NAMED":
        return all(_NAMED.fullmatch(name) for name in names)
    return sorted(names, key=lambda name: (len(name), name)) == [
        str(place) for place in range(1, len(names) + 1)
    ]


def _check_variables(text: str, names: list[str]) -> None:
    places = list(VARIABLE.finditer(text))
    if places[0].start() == 0 or places[-1].end() == len(text):
        raise invalid("Variables can't be at the start or end of the template.", _AT_THE_EDGE)
    words = len(VARIABLE.sub(" ", text).split())
    least = limits.TemplateFigures().words_per_variable * len(names) + 1
    if words < least:
        raise invalid(
            f"This template has too many variables for its length: {len(names)} need {least} "
            f"words around them, and there are {words}.",
            _TOO_MANY_VARIABLES,
        )


def _example(component: dict[str, Any]) -> dict[str, Any]:
    example = component.get("example")
    return example if isinstance(example, dict) else {}


def _has_examples(
    component: dict[str, Any], type_: str, names: list[str], parameter_format: str
) -> bool:
    key = f"{type_.lower()}_text"
    example = _example(component)
    if parameter_format == "NAMED":
        given = example.get(f"{key}_named_params")
        if not isinstance(given, list):
            return False
        known = {one.get("param_name") for one in given if isinstance(one, dict)}
        return known >= set(names)
    values = example.get(key)
    if isinstance(values, list) and values and isinstance(values[0], list):
        values = values[0]
    return isinstance(values, list) and len(values) >= len(names)
