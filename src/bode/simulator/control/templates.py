"""Control calls for the review of templates and for what befalls them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bode.simulator.control.requests import Json, read_choice, read_object, route
from bode.simulator.inbound import BadInput
from bode.simulator.platform import Platform
from bode.simulator.records import Template
from bode.simulator.reviewing import EVENTS, REASONS, SCORES, Rule

CATEGORIES = ("AUTHENTICATION", "MARKETING", "UTILITY")


def routes(platform: Platform) -> list[Route]:
    """Return the calls' routes."""
    templates = Templates(platform)
    return [
        route("/templates", "GET", templates.listing),
        route("/templates/{id}", "POST", templates.change),
        route("/reviews", "GET", templates.show_reviews),
        route("/reviews", "PUT", templates.set_reviews),
    ]


class Templates:
    """The handlers."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def listing(self, _: Request) -> Response:
        """All templates of all accounts."""
        found = self._platform.world.templates.values()
        return Json({"results": [structs.asdict(template) for template in found]})

    async def change(self, request: Request) -> Response:
        """Let something befall a template."""
        template = self._platform.world.templates.get(request.path_params["id"])
        if template is None:
            raise BadInput("id", "there is no such template")
        changed = apply_change(self._platform, template, await read_object(request))
        return Json(structs.asdict(changed))

    async def show_reviews(self, _: Request) -> Response:
        """How templates are reviewed."""
        return Json(self._describe_reviews())

    async def set_reviews(self, request: Request) -> Response:
        """Have templates reviewed by hand, or by rules; without any all are approved."""
        body = await read_object(request)
        reviews = self._platform.reviews
        by_hand = body.get("by_hand", False)
        given = body.get("rules", [])
        if not isinstance(by_hand, bool):
            raise BadInput("by_hand", "must be true or false")
        if not isinstance(given, list):
            raise BadInput("rules", "must be a list")
        reviews.rules = [_read_rule(rule, index) for index, rule in enumerate(given)]
        reviews.by_hand = by_hand
        reviews.resume()
        return Json(self._describe_reviews())

    def _describe_reviews(self) -> dict[str, Any]:
        reviews = self._platform.reviews
        return {
            "by_hand": reviews.by_hand,
            "rules": [asdict(rule) for rule in reviews.rules],
            "events": list(EVENTS),
        }


def apply_change(platform: Platform, template: Template, body: dict[str, Any]) -> Template:
    """Apply the one change that a body names."""
    reviews = platform.reviews
    if "event" in body:
        event = read_choice(body, "event", EVENTS)
        rejected = event == "REJECTED"
        reason = read_choice(body, "reason", REASONS, "PROMOTIONAL") if rejected else "NONE"
        return reviews.decide(template, event, reason=reason)
    if "quality" in body:
        return reviews.score(template, read_choice(body, "quality", SCORES))
    if "correct_category" in body:
        category = read_choice(body, "correct_category", CATEGORIES)
        reviews.announce_category(template, category)
        return template
    if "category" in body:
        return reviews.reclassify(template, read_choice(body, "category", CATEGORIES))
    components = body.get("components")
    if not isinstance(components, list) or not all(isinstance(one, dict) for one in components):
        raise BadInput(
            "body", "must name one of event, quality, category, correct_category, components"
        )
    return reviews.change_components(template, components)


def _read_rule(given: object, index: int) -> Rule:
    path = f"rules[{index}]"
    if not isinstance(given, dict) or not isinstance(given.get("contains"), str):
        raise BadInput(f"{path}.contains", "must be text")
    if "reason" in given:
        return Rule(contains=given["contains"], reason=read_choice(given, "reason", REASONS))
    category = read_choice(given, "category", CATEGORIES)
    return Rule(contains=given["contains"], category=category)
