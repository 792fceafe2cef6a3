"""The addresses of the API, and what all of them share: token, nodes, errors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bode.simulator.forms import token_in
from bode.simulator.graph import (
    accounts,
    apps,
    blocking,
    commerce,
    media,
    numbers,
    onboarding,
    profiles,
    qr_codes,
    refused,
    subscriptions,
    template_changes,
    templates,
    uploads,
    usernames,
)
from bode.simulator.platform import Platform
from bode.simulator.refusals import Refusal, bad_token, missing_object
from bode.simulator.serving import has_token, is_token

Found = dict[str, Any] | Awaitable[dict[str, Any]]
Edges = Mapping[tuple[str, str], Callable[[Platform, Any, Request], Found]]
"""By method and what follows the node in the address."""

_METHODS = ["GET", "POST", "DELETE"]

_OF_NUMBERS: Edges = {
    ("GET", ""): numbers.show,
    ("POST", ""): numbers.change,
    ("POST", "media"): media.upload,
    ("GET", "whatsapp_business_profile"): profiles.show,
    ("POST", "whatsapp_business_profile"): profiles.change,
    ("POST", "request_code"): onboarding.request_code,
    ("POST", "verify_code"): onboarding.verify_code,
    ("POST", "register"): onboarding.register,
    ("POST", "deregister"): onboarding.deregister,
    ("GET", "settings"): numbers.show_settings,
    ("POST", "settings"): numbers.change_settings,
    ("POST", "conversational_automation"): numbers.change_automation,
    ("GET", "whatsapp_business_encryption"): numbers.show_key,
    ("POST", "whatsapp_business_encryption"): numbers.set_key,
    ("GET", "whatsapp_commerce_settings"): commerce.show,
    ("POST", "whatsapp_commerce_settings"): commerce.change,
    ("GET", "message_qrdls"): qr_codes.listing,
    ("POST", "message_qrdls"): qr_codes.save,
    ("GET", "block_users"): blocking.listing,
    ("POST", "block_users"): blocking.block,
    ("DELETE", "block_users"): blocking.unblock,
    ("GET", "username"): usernames.show,
    ("POST", "username"): usernames.adopt,
    ("DELETE", "username"): usernames.leave,
    ("GET", "username_suggestions"): usernames.suggest,
    ("POST", "marketing_messages"): refused.marketing,
    ("POST", "calls"): refused.calls,
    ("GET", "call_permissions"): refused.calls,
    ("GET", "groups"): refused.none,
    ("POST", "groups"): refused.groups,
}
_OF_ACCOUNTS: Edges = {
    ("GET", ""): accounts.show,
    ("POST", ""): accounts.change,
    ("GET", "phone_numbers"): numbers.listing,
    ("POST", "phone_numbers"): numbers.create,
    ("GET", "message_templates"): templates.listing,
    ("POST", "message_templates"): template_changes.create,
    ("DELETE", "message_templates"): template_changes.remove,
    ("POST", "message_templates/archive"): template_changes.archive,
    ("POST", "message_templates/unarchive"): template_changes.unarchive,
    ("POST", "upsert_message_templates"): template_changes.upsert,
    ("GET", "subscribed_apps"): subscriptions.show,
    ("POST", "subscribed_apps"): subscriptions.subscribe,
    ("DELETE", "subscribed_apps"): subscriptions.unsubscribe,
    ("GET", "flows"): refused.none,
    ("POST", "flows"): refused.flows,
    ("POST", "migrate_flows"): refused.flows,
    ("GET", "signups"): refused.none,
    ("POST", "signups"): refused.signups,
}
_OF_PORTFOLIOS: Edges = {
    ("GET", "owned_whatsapp_business_accounts"): accounts.owned,
    ("GET", "client_whatsapp_business_accounts"): accounts.shared,
}
_OF_TEMPLATES: Edges = {
    ("GET", ""): templates.show,
    ("POST", ""): template_changes.edit,
    ("POST", "unpause"): template_changes.unpause,
    ("GET", "compare"): templates.compare,
}


_FOR_A_TOKEN = ("oauth", "access_token")
_OWN_APP = "app"  # of whoever the token was given to


def routes(platform: Platform) -> list[Route]:
    """Return the API's routes."""
    graph = Graph(platform)

    async def download(request: Request) -> Response:
        return await media.download(platform, request)

    return [
        Route("/whatsapp_business/attachments/", download, methods=["GET"]),
        Route("/v{version:float}/{path:path}", graph.answer, methods=_METHODS),
    ]


class Graph:
    """Answers for nodes and their edges."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def answer(self, request: Request) -> Response:
        """Find out what is asked, and answer it or refuse."""
        node, _, edge = request.path_params["path"].strip("/").partition("/")
        try:
            if (node, edge) != _FOR_A_TOKEN and not await self._has_token(request):
                raise bad_token()
            found = self._find(node, edge, request)
            return JSONResponse(await found if isinstance(found, Awaitable) else found)
        except Refusal as refusal:
            self._platform.rejected[refusal.code] += 1
            return JSONResponse(refusal.body(), refusal.http_status)

    async def _has_token(self, request: Request) -> bool:
        token = self._platform.config.access_token
        return has_token(request.scope, token) or is_token(await token_in(request), token)

    def _find(self, node: str, edge: str, request: Request) -> Found:
        platform = self._platform
        if (node, edge) == _FOR_A_TOKEN:
            return apps.give_token(platform, request)
        business = platform.world.accounts
        self._admit(node, edge, request)
        if number := business.numbers.get(node):
            if edge.startswith("message_qrdls/"):
                return self._qr_code(number, edge.partition("/")[2], request)
            return self._edge(_OF_NUMBERS, number, node, edge, request)
        if business.waba_numbers(node):
            return self._edge(_OF_ACCOUNTS, node, node, edge, request)
        if portfolio := business.find_portfolio(node):
            return self._edge(_OF_PORTFOLIOS, portfolio, node, edge, request)
        if template := platform.world.templates.get(node):
            return self._edge(_OF_TEMPLATES, template, node, edge, request)
        return self._thing(node, edge, request)

    def _admit(self, node: str, edge: str, request: Request) -> None:
        """Count a call to its account, unless it is for a file; raise Refusal when that is gone,
        or was called too often.
        """
        waba, world = self._account(node), self._platform.world
        if waba is None:
            return
        if not world.accounts.standing(waba).connected:
            raise missing_object(node, request.method.lower())
        if edge != "media":
            self._platform.calls.take(waba, world.now())

    def _account(self, node: str) -> str | None:
        """Return the account that a node is of."""
        world = self._platform.world
        if number := world.numbers.get(node):
            return number.waba_id
        if template := world.templates.get(node):
            return template.waba
        return node if world.accounts.waba_numbers(node) else None

    def _edge(self, edges: Edges, what: object, node: str, edge: str, request: Request) -> Found:
        answer = edges.get((request.method, edge))
        if answer is not None:
            return answer(self._platform, what, request)
        if any(edge == known for _, known in edges):
            raise missing_object(node, request.method.lower())
        raise Refusal(2500, f"Unknown path components: /{edge}")

    def _qr_code(self, number: Any, code: str, request: Request) -> Found:
        if request.method == "GET":
            return qr_codes.show(self._platform, number, request, code)
        if request.method == "DELETE":
            return qr_codes.remove(self._platform, number, code)
        raise missing_object(code, request.method.lower())

    def _thing(self, node: str, edge: str, request: Request) -> Found:
        """Answer for files, uploads and the app."""
        platform, method = self._platform, request.method
        if node in (platform.config.app_id, _OWN_APP) and method == "POST":
            if edge == "uploads":
                return uploads.open_session(platform, request)
            if edge == "subscriptions":
                return apps.subscribe(platform, request)
        session = None if edge else platform.uploads.find(node)
        if session is not None and method == "GET":
            return uploads.show(session)
        if session is not None and method == "POST":
            return uploads.take(platform, session, request)
        file = None if edge else platform.media.find(node)
        if file is not None and method == "GET":
            return media.describe(platform, request, file)
        if file is not None and method == "DELETE":
            return media.remove(platform, file, request)
        raise missing_object(node, method.lower())
