"""What 360dialog has beside the platform's API: where webhooks go, and its older templates."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import structs
from starlette.requests import Request

from bode.simulator.config import SimulatedNumber
from bode.simulator.fields import get_link, get_object
from bode.simulator.graph import template_changes
from bode.simulator.graph.requests import read_parameters
from bode.simulator.platform import Platform
from bode.simulator.records import Template, TemplateGone
from bode.simulator.refusals import invalid

_Answer = dict[str, Any]
_PAGE_MAX = 1000
_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")


async def answer(platform: Platform, number: SimulatedNumber, request: Request) -> _Answer | None:
    """Do what is asked under `/v1/configs/`; None: there is no such thing. Raises Refusal."""
    place, _, name = request.url.path.strip("/").removeprefix("v1/configs/").partition("/")
    if (request.method, place) == ("DELETE", "templates") and name:
        return _remove(platform, number, name)
    do = _WAYS.get((request.method, place)) if not name else None
    return await do(platform, number, request) if do is not None else None


async def _show_webhook(platform: Platform, number: SimulatedNumber, _: Request) -> _Answer:
    state = platform.world.accounts.state(number)
    return {"url": state.callback or "", "headers": state.forwarded or {}}


async def _set_webhook(platform: Platform, number: SimulatedNumber, request: Request) -> _Answer:
    """Have a number's webhooks passed on by 360dialog. It asks for no handshake."""
    body = await read_parameters(request)
    url = get_link(body, "url", "")
    headers = get_object(body, "headers") if "headers" in body else {}
    if not all(_is_header(name, value) for name, value in headers.items()):
        raise invalid("Param headers must be an object of names and texts.")
    former = platform.world.accounts.state(number)
    state = structs.replace(former, callback=url, forwarded=headers)
    platform.world.store(state, flush=True)
    return {"url": url, "headers": headers}


async def _list(platform: Platform, number: SimulatedNumber, request: Request) -> _Answer:
    ours = [one for one in platform.world.templates.values() if one.waba == number.waba_id]
    limit, offset = _count(request, "limit", _PAGE_MAX), _count(request, "offset", 0)
    shown = [_describe(one) for one in ours[offset : offset + limit]]
    return {
        "waba_templates": shown,
        "count": len(shown),
        "total": len(ours),
        "limit": limit,
        "offset": offset,
        "filters": {},
        "sort": ["id"],
    }


async def _create(platform: Platform, number: SimulatedNumber, request: Request) -> _Answer:
    made = await template_changes.create(platform, number.waba_id, request)
    return _describe(platform.world.templates[made["id"]])


def _remove(platform: Platform, number: SimulatedNumber, name: str) -> _Answer:
    """Remove a template in every language."""
    ours = [one for one in platform.world.templates.values() if one.waba == number.waba_id]
    found = [one.id for one in ours if one.name == name]
    if not found:
        raise invalid("There is no such template.")
    for one in found:
        platform.world.store(TemplateGone(one), flush=True)
    return {"meta": {"success": True, "http_code": 200, "developer_message": "Template deleted"}}


def _describe(template: Template) -> _Answer:
    return {
        "id": template.id,
        "external_id": template.id,
        "name": template.name,
        "namespace": f"namespace_{template.waba}",
        "language": template.language,
        "category": template.category,
        "status": template.status.lower(),
        "rejected_reason": template.reason,
        "components": template.components,
    }


def _is_header(name: str, value: object) -> bool:
    is_text = isinstance(value, str) and value.isascii() and value.isprintable()
    return is_text and _HEADER_NAME.fullmatch(name) is not None


def _count(request: Request, name: str, default: int) -> int:
    given = request.query_params.get(name, str(default))
    if not given.isdecimal() or int(given) > _PAGE_MAX:
        raise invalid(f"Param {name} must be a number from 0 to {_PAGE_MAX}.")
    return int(given)


_WAYS: dict[tuple[str, str], Callable[[Platform, SimulatedNumber, Request], Awaitable[_Answer]]] = {
    ("GET", "webhook"): _show_webhook,
    ("POST", "webhook"): _set_webhook,
    ("GET", "templates"): _list,
    ("POST", "templates"): _create,
}
