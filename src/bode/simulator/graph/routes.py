"""The addresses of the API, and what all of them share: token, nodes, errors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bode.simulator.config import SimulatedNumber
from bode.simulator.graph import media, profiles, subscriptions, templates
from bode.simulator.graph.requests import page, select_fields
from bode.simulator.platform import Platform
from bode.simulator.refusals import Refusal, bad_token, missing_object
from bode.simulator.serving import has_token

_NUMBER_EDGES = ("media", "messages", "whatsapp_business_profile")
_ACCOUNT_EDGES = ("message_templates", "phone_numbers", "subscribed_apps")
_METHODS = ["GET", "POST", "DELETE"]


def routes(platform: Platform) -> list[Route]:
    """Return the API's routes."""
    graph = Graph(platform)

    async def download(request: Request) -> Response:
        return await media.download(platform, request)

    return [
        Route("/whatsapp_business/attachments/", download, methods=["GET"]),
        Route("/v{version:float}/{node}", graph.answer, methods=_METHODS),
        Route("/v{version:float}/{node}/{edge}", graph.answer, methods=_METHODS),
        Route("/v{version:float}/{node}/{rest:path}", graph.answer, methods=_METHODS),
    ]


class Graph:
    """Answers for nodes and their edges."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def answer(self, request: Request) -> Response:
        """Find out what is asked, and answer it or refuse."""
        try:
            if not has_token(request.scope, self._platform.config.access_token):
                raise bad_token()
            return JSONResponse(await self._find(request))
        except Refusal as refusal:
            self._platform.rejected[refusal.code] += 1
            return JSONResponse(refusal.body(), refusal.http_status)

    async def _find(self, request: Request) -> dict[str, Any]:
        world = self._platform.world
        node = request.path_params["node"]
        edge = request.path_params.get("edge")
        number = world.numbers.get(node)
        if number is not None and edge in (None, *_NUMBER_EDGES):
            return await self._number(number, edge, request)
        if world.waba_numbers(node) and edge in (None, *_ACCOUNT_EDGES):
            return await self._account(node, edge, request)
        if edge is None and "rest" not in request.path_params:
            return await self._thing(node, request)
        if number is not None or world.waba_numbers(node):
            raise Refusal(2500, f"Unknown path components: /{edge or ''}")
        raise missing_object(node, request.method.lower())

    async def _number(
        self, number: SimulatedNumber, edge: str | None, request: Request
    ) -> dict[str, Any]:
        match request.method, edge:
            case "GET", None:
                return select_fields(request, _describe_number(number))
            case "POST", "media":
                return await media.upload(self._platform, number, request)
            case "GET", "whatsapp_business_profile":
                return profiles.show(self._platform, number, request)
            case "POST", "whatsapp_business_profile":
                return await profiles.change(self._platform, number, request)
        raise missing_object(number.phone_number_id, request.method.lower())

    async def _account(self, waba: str, edge: str | None, request: Request) -> dict[str, Any]:
        platform = self._platform
        numbers = platform.world.waba_numbers(waba)
        answers: dict[tuple[str, str | None], Callable[[], Any]] = {
            ("GET", None): lambda: {"id": waba, "name": numbers[0].verified_name},
            ("GET", "phone_numbers"): lambda: page(
                request, [select_fields(request, _describe_number(one)) for one in numbers]
            ),
            ("GET", "message_templates"): lambda: templates.listing(platform, waba, request),
            ("POST", "message_templates"): lambda: templates.create(platform, waba, request),
            ("DELETE", "message_templates"): lambda: templates.remove(platform, waba, request),
            ("GET", "subscribed_apps"): lambda: subscriptions.show(platform, waba),
            ("POST", "subscribed_apps"): lambda: subscriptions.subscribe(platform, waba, request),
            ("DELETE", "subscribed_apps"): lambda: subscriptions.unsubscribe(platform, waba),
        }
        answer = answers.get((request.method, edge))
        if answer is None:
            raise missing_object(waba, request.method.lower())
        found = answer()
        found = await found if isinstance(found, Awaitable) else found
        assert isinstance(found, dict)
        return found

    async def _thing(self, node: str, request: Request) -> dict[str, Any]:
        file = self._platform.media.find(node)
        if file is not None and request.method == "GET":
            return media.describe(self._platform, request, file)
        if file is not None and request.method == "DELETE":
            return await media.remove(self._platform, file, request)
        template = self._platform.world.templates.get(node)
        if template is not None and request.method == "GET":
            return select_fields(request, templates.describe(template))
        raise missing_object(node, request.method.lower())


def _describe_number(number: SimulatedNumber) -> dict[str, Any]:
    return {
        "verified_name": number.verified_name,
        "display_phone_number": number.display_number,
        "code_verification_status": "VERIFIED",
        "quality_rating": "GREEN",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
        "status": "CONNECTED",
        "name_status": "APPROVED",
        "account_mode": "LIVE",
        "id": number.phone_number_id,
    }
