"""A stand-in for NotifyNL (GOV.UK Notify), which sends SMS and e-mail: its door.

Memory alone: after a restart nothing has ever been sent. Of a template it knows the one blank.
"""

from __future__ import annotations

import hmac
import time
import uuid
from base64 import urlsafe_b64decode
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from bode.simulator.identity import read_digits
from bode.simulator.platform import Platform
from bode.simulator.serving import App, Receive, Scope, Send, cut
from bode.simulator.texts import Text

PATH = "/v2/notifications"
BLANK = "bericht"
_CLOCKS_DIFFER_SECONDS = 30
_UUID_LENGTH = 36


class NotifyError(Exception):
    """An answer other than yes, in Notify's shape."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"status_code": status, "errors": [{"error": kind, "message": message}]}


class Notify:
    """Notify's three calls as an ASGI application; whatever else is asked goes on to the rest."""

    def __init__(self, platform: Platform, rest: App) -> None:
        self._platform = platform
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the application's life."""
        if scope["type"] != "http" or not scope["path"].startswith(PATH):
            await self._rest(scope, receive, send)
            return
        try:
            answer = await self._answer(Request(scope, receive))
        except NotifyError as error:
            answer = _json(error.body, error.status)
        if answer is None:
            await cut(receive, send)
        else:
            await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        """None: the connection breaks off."""
        faults = self._platform.faults
        if faults.find_struck("sms_http_500"):
            raise NotifyError(500, "Exception", "Internal server error")
        if faults.find_struck("sms_http_429"):
            raise NotifyError(429, "RateLimitError", "Exceeded rate limit for key type LIVE")
        _check_token(request, self._platform.config.notify_key)
        match request.method, request.url.path.removeprefix(PATH):
            case "GET", "":
                found = self._platform.texts.find(request.query_params.get("reference"))
                return _json({"notifications": [_show(text) for text in found], "links": {}})
            case "POST", ("/sms" | "/email") as path:
                text = self._take(path[1:], _read(await request.body()))
                if faults.find_struck("sms_accept_then_drop"):
                    return None
                return _json(_show(text), 201)
        raise NotifyError(404, "NoResultFound", "No result found")

    def _take(self, kind: str, body: dict[str, Any]) -> Text:
        to = _read_phone(body) if kind == "sms" else _read_mailbox(body)
        filled = body.get("personalisation")
        if not isinstance(filled, dict) or BLANK not in filled:
            raise NotifyError(400, "BadRequestError", f"Missing personalisation: {BLANK}")
        failed = self._platform.faults.find_struck("sms_fail")
        return self._platform.texts.add(
            Text(
                id=str(uuid.uuid4()),
                kind=kind,
                to=to,
                body=str(filled[BLANK]),
                reference=str(body.get("reference", "")),
                status="permanent-failure" if failed else "delivered",
            )
        )


def _read(raw: bytes) -> dict[str, Any]:
    try:
        body = orjson.loads(raw)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise NotifyError(400, "BadRequestError", "Invalid JSON supplied in POST data")
    return body


def _read_phone(body: dict[str, Any]) -> str:
    digits = read_digits(str(body.get("phone_number", "")).removeprefix("+"))
    if digits is None:
        raise NotifyError(400, "ValidationError", "phone_number Not a valid phone number")
    return digits


def _read_mailbox(body: dict[str, Any]) -> str:
    mailbox = str(body.get("email_address", ""))
    if "@" not in mailbox:
        raise NotifyError(400, "ValidationError", "email_address Not a valid email address")
    return mailbox.lower()


def _check_token(request: Request, key: str) -> None:
    """The token was signed lately with the secret that ends the key."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    service, secret = key[-2 * _UUID_LENGTH - 1 : -_UUID_LENGTH - 1], key[-_UUID_LENGTH:]
    signed, _, signature = token.rpartition(".")
    try:
        claims = orjson.loads(_decode(signed.partition(".")[2]))
        right = hmac.digest(secret.encode(), signed.encode(), "sha256")
        is_right = hmac.compare_digest(_decode(signature), right)
        age = abs(time.time() - claims["iat"])
        is_ours = claims["iss"] == service
    except (ValueError, KeyError, TypeError):
        is_right = False
    if not key or scheme != "Bearer" or not is_right or not is_ours:
        raise NotifyError(403, "AuthError", "Invalid token: API key not found")
    if age > _CLOCKS_DIFFER_SECONDS:
        told = "Error: Your system clock must be accurate to within 30 seconds"
        raise NotifyError(403, "AuthError", told)


def _decode(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _show(text: Text) -> dict[str, Any]:
    return {
        "id": text.id,
        "reference": text.reference,
        "type": text.kind,
        "phone_number": f"+{text.to}" if text.kind == "sms" else None,
        "email_address": text.to if text.kind == "email" else None,
        "body": text.body,
        "content": {"body": text.body},
        "status": text.status,
    }


def _json(body: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json")
