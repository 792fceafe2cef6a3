"""Templates as they are shown and listed."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from bode.simulator.graph import nodes
from bode.simulator.graph.requests import page, select_fields
from bode.simulator.platform import Platform
from bode.simulator.records import Template
from bode.simulator.refusals import invalid

TEMPLATES_MAX = 6000
"""Of a verified business."""
_FILTERS = ("language", "category", "status")


def listing(platform: Platform, waba: str, request: Request) -> dict[str, Any]:
    """Return a page of an account's templates."""
    ours = [one for one in platform.world.templates.values() if one.waba == waba]
    found = [template for template in ours if _is_asked(template, request)]
    answer = page(
        request, [select_fields(request, describe(template), nodes.TEMPLATE) for template in found]
    )
    if request.query_params.get("summary"):
        answer["summary"] = {
            "total_count": len(found),
            "message_template_count": len({one.name for one in ours}),
            "message_template_limit": TEMPLATES_MAX,
            "are_translations_complete": True,
        }
    return answer


def _is_asked(template: Template, request: Request) -> bool:
    asked = request.query_params
    if asked.get("name", template.name) != template.name:
        return False
    text = str(template.components).lower()
    if asked.get("content", "").lower() not in text:
        return False
    if asked.get("name_or_content", "").lower() not in template.name + text:
        return False
    if not _is_among(asked.get("quality_score"), template.quality):
        return False
    return all(_is_among(asked.get(name), getattr(template, name)) for name in _FILTERS)


def _is_among(asked: str | None, value: str) -> bool:
    """Say whether a filter, which may name several values, lets one through."""
    if asked is None:
        return True
    return value.lower() in [one.strip(" \"'[]").lower() for one in asked.split(",")]


def describe(template: Template) -> dict[str, Any]:
    """Return a template as the platform shows it."""
    shown: dict[str, Any] = {
        "name": template.name,
        "parameter_format": template.parameter_format,
        "components": template.components,
        "language": template.language,
        "status": template.status,
        "category": template.category,
        "id": template.id,
    }
    if template.previous_category is not None:
        shown["previous_category"] = template.previous_category
    if template.status == "REJECTED":
        shown["rejected_reason"] = template.reason
    if template.quality != "UNKNOWN":
        shown["quality_score"] = {"score": template.quality, "date": template.created_at}
    if template.time_to_live is not None:
        shown["message_send_ttl_seconds"] = template.time_to_live
    return shown


def show(_: Platform, template: Template, request: Request) -> dict[str, Any]:
    """Return one template."""
    return select_fields(request, describe(template), nodes.TEMPLATE)


def compare(platform: Platform, template: Template, request: Request) -> dict[str, Any]:
    """Return how often templates were sent; nobody is known to have blocked because of one."""
    asked = [template.id, *request.query_params.get("template_ids", "").split(",")]
    unknown = [one for one in asked if one not in platform.world.templates]
    if unknown or not request.query_params.get("template_ids"):
        raise invalid("Param template_ids must be ids of templates.")
    sends = [{"key": one, "value": platform.world.template_sends[one]} for one in asked]
    return {
        "data": [
            {"metric": "BLOCK_RATE", "type": "RELATIVE", "order_by_relative_metric": asked},
            {"metric": "MESSAGE_SENDS", "type": "NUMBER_VALUES", "number_values": sends},
        ]
    }
