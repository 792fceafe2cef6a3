"""Templates: the list, new ones and their review, removal."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request

from bode.simulator.fields import get_list, get_text
from bode.simulator.graph.requests import page, read_parameters, select_fields
from bode.simulator.identity import new_node_id
from bode.simulator.platform import Platform
from bode.simulator.records import Template, TemplateGone
from bode.simulator.refusals import invalid
from bode.whatsapp import limits

_NAME = re.compile(r"[a-z0-9_]{1,512}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_VARIABLE = re.compile(r"\{\{\s*[A-Za-z0-9_]+\s*\}\}")
_CATEGORIES = ("UTILITY", "MARKETING", "AUTHENTICATION")
_FORMATS = ("NAMED", "POSITIONAL")
_TYPES = ("HEADER", "BODY", "FOOTER", "BUTTONS")
_TEXT_LIMITS = {
    "HEADER": limits.TEMPLATE_HEADER,
    "BODY": limits.TEMPLATE_BODY,
    "FOOTER": limits.TEMPLATE_FOOTER,
}
_TEMPLATES_MAX = 6000
"""Of a verified business."""
_AT_THE_EDGE = 2388299
_EXISTS = 2388024


def listing(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Return a page of an account's templates."""
    asked = request.query_params
    found = [
        template
        for template in platform.world.templates.values()
        if template.waba == waba
        and asked.get("name", template.name) == template.name
        and asked.get("language", template.language) == template.language
        and asked.get("category", template.category).upper() == template.category
        and asked.get("status", template.status).upper() == template.status
    ]
    answer = page(request, [select_fields(request, describe(template)) for template in found])
    if asked.get("summary"):
        answer["summary"] = _summarise(platform, waba, len(found))
    return answer


def _summarise(platform: Platform, waba: str, found: int) -> dict[str, Any]:
    names = {one.name for one in platform.world.templates.values() if one.waba == waba}
    return {
        "total_count": found,
        "message_template_count": len(names),
        "message_template_limit": _TEMPLATES_MAX,
        "are_translations_complete": True,
    }


def describe(template: Template) -> dict[str, Any]:
    """Return a template as the platform shows it."""
    return {
        "name": template.name,
        "parameter_format": template.parameter_format,
        "components": template.components,
        "language": template.language,
        "status": template.status,
        "category": template.category,
        "id": template.id,
    }


async def create(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Take a new template in, and review it soon."""
    body = await read_parameters(request)
    template = _read(waba, body)
    if platform.world.find_template(waba, template.name, template.language):
        raise invalid("There is already a template with this name and language.", _EXISTS)
    platform.world.store(template, flush=True)
    platform.reviews.plan(template)
    return {"id": template.id, "status": template.status, "category": template.category}


def remove(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Remove a template by name, in every language; with `hsm_id` only that one."""
    name, template_id = request.query_params.get("name"), request.query_params.get("hsm_id")
    if not name:
        raise invalid("The parameter name is required.")
    found = [
        template.id
        for template in platform.world.templates.values()
        if (template.waba, template.name) == (waba, name) and template_id in (None, template.id)
    ]
    if not found:
        raise invalid("There is no such template.")
    for one in found:
        platform.world.store(TemplateGone(one), flush=True)
    return {"success": True}


def _read(waba: str, body: dict[str, Any]) -> Template:
    name = get_text(body, "name", "", limits.TEMPLATE_NAME)
    if not _NAME.fullmatch(name):
        raise invalid("Param name must have lowercase letters, digits and underscores alone.")
    language = get_text(body, "language", "")
    if not _LANGUAGE.fullmatch(language):
        raise invalid("Param language must be a language code such as nl.")
    category = get_text(body, "category", "").upper()
    if category not in _CATEGORIES:
        raise invalid(f"Param category must be one of {', '.join(_CATEGORIES)}.")
    format_ = str(body.get("parameter_format", "POSITIONAL")).upper()
    if format_ not in _FORMATS:
        raise invalid(f"Param parameter_format must be one of {', '.join(_FORMATS)}.")
    components = get_list(body, "components", "", 1, len(_TYPES))
    types = [_check_component(component, index) for index, component in enumerate(components)]
    if types.count("BODY") != 1 or len(set(types)) != len(types):
        raise invalid("Param components must have one BODY, and no other type more than once.")
    return Template(
        id=new_node_id(),
        waba=waba,
        name=name,
        language=language,
        category=category,
        status="PENDING",
        parameter_format=format_,
        components=components,
    )


def _check_component(component: object, index: int) -> str:
    path = f"components[{index}]."
    if not isinstance(component, dict):
        raise invalid(f"Param components[{index}] must be an object.")
    type_ = get_text(component, "type", path).upper()
    if type_ not in _TYPES:
        raise invalid(f"Param {path}type must be one of {', '.join(_TYPES)}.")
    if type_ == "BUTTONS":
        _check_buttons(component, path)
        return type_
    if type_ == "HEADER" and str(component.get("format", "TEXT")).upper() != "TEXT":
        return type_
    text = get_text(component, "text", path, _TEXT_LIMITS[type_]).strip()
    matches = list(_VARIABLE.finditer(text))
    if type_ == "BODY" and matches and (matches[0].start() == 0 or matches[-1].end() == len(text)):
        raise invalid("Variables can't be at the start or end of the template.", _AT_THE_EDGE)
    return type_


def _check_buttons(component: dict[str, Any], path: str) -> None:
    buttons = get_list(component, "buttons", path, 1, limits.TEMPLATE_BUTTONS_MAX)
    for index, button in enumerate(buttons):
        at = f"{path}buttons[{index}]."
        if not isinstance(button, dict):
            raise invalid(f"Param {path}buttons[{index}] must be an object.")
        type_ = get_text(button, "type", at).upper()
        if type_ != "COPY_CODE":
            get_text(button, "text", at, limits.TEMPLATE_BUTTON_TEXT)
        if type_ == "URL":
            get_text(button, "url", at, limits.TEMPLATE_URL)
