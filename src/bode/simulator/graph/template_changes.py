"""New templates, edits, and removal."""

from __future__ import annotations

import re
from typing import Any

from msgspec import structs
from starlette.requests import Request

from bode.simulator.fields import get_list, get_text
from bode.simulator.graph.languages import is_language
from bode.simulator.graph.requests import read_parameters
from bode.simulator.graph.template_checks import check_components
from bode.simulator.graph.templates import TEMPLATES_MAX
from bode.simulator.identity import new_node_id
from bode.simulator.platform import Platform
from bode.simulator.records import Template, TemplateGone
from bode.simulator.refusals import Refusal, invalid
from bode.whatsapp import limits

_NAME = re.compile(r"[a-z0-9_]{1,512}")
_CATEGORIES = ("UTILITY", "MARKETING", "AUTHENTICATION")
_FORMATS = ("NAMED", "POSITIONAL")
_CREATED_MAX = 100
"""In an hour."""
_EDITABLE = ("APPROVED", "REJECTED", "PAUSED")
_MOVABLE = {"ARCHIVED": ("APPROVED", "REJECTED"), "UNARCHIVED": ("ARCHIVED",)}
_MOVED_AT_ONCE = 100
_HOUR, _DAY, _MONTH = 3600, 24 * 3600, 30 * 24 * 3600
_EXISTS, _TOO_MANY = 2388024, 2388019
_TIMES_TO_LIVE = {
    "AUTHENTICATION": (30, 900),
    "UTILITY": (30, 12 * _HOUR),
    "MARKETING": (12 * _HOUR, 30 * _DAY),
}
"""In seconds, at least and at most."""


async def create(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Take a new template in, and review it soon."""
    template = _read(platform, waba, await read_parameters(request))
    if platform.world.find_template(waba, template.name, template.language):
        raise invalid("There is already a template with this name and language.", _EXISTS)
    ours = [one for one in platform.world.templates.values() if one.waba == waba]
    if len(ours) >= TEMPLATES_MAX:
        raise invalid(f"An account has at most {TEMPLATES_MAX} templates.", _TOO_MANY)
    if sum(one.created_at > platform.world.now() - _HOUR for one in ours) >= _CREATED_MAX:
        raise Refusal(80007, f"An account makes at most {_CREATED_MAX} templates in an hour.")
    platform.world.store(template, flush=True)
    platform.reviews.plan(template)
    return _answer(template)


async def upsert(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Make an authentication template in several languages, or change it."""
    body = await read_parameters(request)
    if body.get("category") != "AUTHENTICATION":
        raise invalid("Param category must be AUTHENTICATION.")
    saved = []
    for language in get_list(body, "languages", "", 1, 100):
        template = _read(platform, waba, body | {"language": language})
        former = platform.world.find_template(waba, template.name, template.language)
        if former is not None:
            template = structs.replace(template, id=former.id)
        platform.world.store(template, flush=True)
        platform.reviews.plan(template)
        saved.append(_answer(template) | {"language": language})
    return {"data": saved}


async def edit(platform: Platform, template: Template, request: Request) -> dict[str, Any]:
    """Change a template, which is then reviewed again."""
    body = await read_parameters(request)
    if template.status not in _EDITABLE:
        raise invalid(f"A template with status {template.status} can't be edited.")
    approved = template.status == "APPROVED"
    if approved and body.get("category", template.category) != template.category:
        raise invalid("The category of an approved template can't be edited.")
    edited_at = _count_edit(template, platform.world.now()) if approved else template.edited_at
    changed = _read(platform, template.waba, _as_body(template) | body)
    kept = structs.replace(
        changed,
        id=template.id,
        name=template.name,
        language=template.language,
        created_at=template.created_at,
        edited_at=edited_at,
    )
    platform.world.store(kept, flush=True)
    platform.reviews.plan(kept)
    return _answer(kept) | {"success": True, "name": kept.name}


def _count_edit(template: Template, now: int) -> list[int]:
    """Return the moments of edits with this one; raise Refusal when it is one too many."""
    lately = [moment for moment in template.edited_at if moment > now - _MONTH]
    if lately and lately[-1] > now - _DAY:
        raise invalid("An approved template can be edited once in 24 hours.")
    most = limits.TEMPLATE_EDITS_A_MONTH
    if len(lately) >= most:
        raise invalid(f"An approved template can be edited {most} times in 30 days.")
    return [*lately, now]


def _as_body(template: Template) -> dict[str, Any]:
    body = {
        name: getattr(template, name)
        for name in ("name", "language", "category", "parameter_format", "components")
    }
    return body | {"message_send_ttl_seconds": template.time_to_live}


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


def unpause(platform: Platform, template: Template, _: Request) -> dict[str, Any]:
    """Let a paused template be sent again."""
    if template.status != "PAUSED":
        return {"success": False, "reason": f"The template's status is {template.status}."}
    platform.reviews.decide(template, "UNPAUSED")
    return {"success": True}


async def archive(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Put templates away: they can't be sent any more."""
    return await _move(platform, waba, request, "ARCHIVED", "archived_templates")


async def unarchive(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Bring templates back."""
    return await _move(platform, waba, request, "UNARCHIVED", "unarchived_templates")


async def _move(
    platform: Platform, waba: str, request: Request, event: str, done: str
) -> dict[str, Any]:
    body = await read_parameters(request)
    moved, failed = [], {}
    for template_id in _ids(body):
        template = platform.world.templates.get(template_id)
        if template is None or template.waba != waba:
            failed[template_id] = "There is no such template."
        elif template.status not in _MOVABLE[event]:
            failed[template_id] = f"The template's status is {template.status}."
        else:
            platform.reviews.decide(template, event)
            moved.append(template.id)
    return {done: moved, "failed_templates": failed}


def _ids(body: dict[str, Any]) -> list[str]:
    """Return the ids that are named: a list, or one text with commas."""
    given = body.get("hsm_ids")
    named = given if isinstance(given, list) else get_text(body, "hsm_ids", "").split(",")
    if len(named) > _MOVED_AT_ONCE:
        raise invalid(f"Param hsm_ids must have {_MOVED_AT_ONCE} ids at most.")
    return [str(each).strip() for each in named]


def _answer(template: Template) -> dict[str, Any]:
    return {"id": template.id, "status": template.status, "category": template.category}


def _read(platform: Platform, waba: str, body: dict[str, Any]) -> Template:
    name = get_text(body, "name", "", limits.TEMPLATE_NAME)
    if not _NAME.fullmatch(name):
        raise invalid("Param name must have lowercase letters, digits and underscores alone.")
    language = get_text(body, "language", "")
    if not is_language(language):
        raise invalid("Param language must be the code of a supported language, such as nl.")
    category = get_text(body, "category", "").upper()
    if category not in _CATEGORIES:
        raise invalid(f"Param category must be one of {', '.join(_CATEGORIES)}.")
    format_ = str(body.get("parameter_format") or "POSITIONAL").upper()
    if format_ not in _FORMATS:
        raise invalid(f"Param parameter_format must be one of {', '.join(_FORMATS)}.")
    return Template(
        id=new_node_id(),
        waba=waba,
        name=name,
        language=language,
        category=category,
        status="PENDING",
        parameter_format=format_,
        components=check_components(platform.uploads, body, category, format_),
        created_at=platform.world.now(),
        time_to_live=_read_time_to_live(body, category),
    )


def _read_time_to_live(body: dict[str, Any], category: str) -> int | None:
    seconds = body.get("message_send_ttl_seconds")
    if seconds is None or seconds == -1:
        return None
    least, most = _TIMES_TO_LIVE[category]
    if not isinstance(seconds, int) or not least <= seconds <= most:
        raise invalid(f"Param message_send_ttl_seconds must be a number from {least} to {most}.")
    return seconds
