"""360dialog's addresses: each request is passed on to the platform, for the number of its key.

As with the real one the bodies, limits and errors are the platform's own. Its addresses stand at
the root, so that the simulator's address takes the place of https://waba-v2.360dialog.io.
"""

from __future__ import annotations

import hmac
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from bode.simulator.config import SimulatedNumber, SimulatorConfig
from bode.simulator.dialog360 import configs
from bode.simulator.platform import Platform
from bode.simulator.refusals import Refusal, missing_object
from bode.simulator.serving import App, Receive, Scope, Send
from bode.whatsapp import DIALOG360_KEY

_KEY = DIALOG360_KEY.lower().encode()
_NOT_OURS = re.compile(r"/(?:v\d+\.\d+/|simulator(?:/|$)|phones(?:/|$)|$)")
_OURS = re.compile(r"/(?:messages|media|message_templates|whatsapp_business_profile|v1|\d+)(?:/|$)")
_OF_NUMBERS = re.compile(
    r"messages|media|whatsapp_business_profile|whatsapp_commerce_settings|block_users"
    r"|whatsapp_business_encryption|message_qrdls(?:/\w+)?|username|username_suggestions"
)
_OF_ACCOUNTS = re.compile(r"message_templates(?:/archive|/unarchive)?")
_OF_ID = re.compile(r"(?:message_templates/)?(?P<id>\d+)")
_FILES = "whatsapp_business/attachments"
_GRAPH, _MEDIA = b"graph.facebook.com", b"lookaside.fbsbx.com"
_BAD_TOKEN, _NO_SUCH_PATH = 190, 2500


def api_key_of(config: SimulatorConfig, number_id: str) -> str:
    """Return the API key of a number."""
    return f"{config.access_token}-{number_id}"


class Relay:
    """Takes 360dialog's requests, and leaves all others to the platform."""

    def __init__(self, platform: Platform, behind: App) -> None:
        self.platform = platform
        self._behind = behind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the application's life."""
        if scope["type"] != "http" or _NOT_OURS.match(scope["path"]):
            await self._behind(scope, receive, send)
            return
        key = next((value for name, value in scope["headers"] if name == _KEY), None)
        if key is None and not _OURS.match(scope["path"]):
            await self._behind(scope, receive, send)
            return
        serve = await self._find_answer(key or b"", scope, receive)
        await serve(scope, receive, send)

    async def _find_answer(self, key: bytes, scope: Scope, receive: Receive) -> App:
        number = self._find_number(key)
        if number is None:
            return self._refuse(_BAD_TOKEN, 401, "Invalid api key")
        path = scope["path"].strip("/")
        if path.startswith("v1/configs/"):
            return await self._configure(number, Request(scope, receive))
        there = self._address(number, path)
        if there is None:
            method = str(scope["method"]).lower()
            named = _OF_ID.fullmatch(path)
            return self._deny(named["id"], method) if named else self._refuse_path()

        async def pass_on(scope: Scope, receive: Receive, send: Send) -> None:
            await self._behind(self._rewrite(scope, *there), receive, send)

        return pass_on

    def _find_number(self, key: bytes) -> SimulatedNumber | None:
        number_id = key.decode("latin-1").rpartition("-")[2]
        known = api_key_of(self.platform.config, number_id).encode()
        right = hmac.compare_digest(key, known)
        return self.platform.world.numbers.get(number_id) if right else None

    def _address(self, number: SimulatedNumber, path: str) -> tuple[bytes, str] | None:
        """Return the platform's own host and path; None where this number has nothing."""
        if _OF_NUMBERS.fullmatch(path):
            return _GRAPH, f"/v23.0/{number.phone_number_id}/{path}"
        if _OF_ACCOUNTS.fullmatch(path):
            return _GRAPH, f"/v23.0/{number.waba_id}/{path}"
        if path == _FILES:
            return _MEDIA, f"/{_FILES}/"
        template = self.platform.world.templates.get(path.removeprefix("message_templates/"))
        if template is not None and template.waba == number.waba_id:
            return _GRAPH, f"/v23.0/{template.id}"
        file = self.platform.media.find(path)
        if file is not None and file.owner == number.phone_number_id:
            return _MEDIA, f"/v23.0/{file.id}"
        return None

    def _rewrite(self, scope: Scope, host: bytes, path: str) -> Scope:
        """Return the request as the platform gets it: at its own host, with its own token."""
        left_out = (_KEY, b"authorization", b"host")
        headers = [one for one in scope["headers"] if one[0] not in left_out]
        token = self.platform.config.access_token.encode()
        headers += [(b"authorization", b"Bearer " + token), (b"host", host)]
        address = {"path": path, "raw_path": path.encode(), "scheme": "https"}
        return dict(scope) | address | {"headers": headers}

    async def _configure(self, number: SimulatedNumber, request: Request) -> JSONResponse:
        try:
            answer = await configs.answer(self.platform, number, request)
        except Refusal as refusal:
            self.platform.rejected[refusal.code] += 1
            return JSONResponse(refusal.body(), refusal.http_status)
        return self._refuse_path() if answer is None else JSONResponse(answer)

    def _deny(self, object_id: str, method: str) -> JSONResponse:
        """Answer as the platform does for an id that it doesn't know, or of another number."""
        refusal = missing_object(object_id, method)
        self.platform.rejected[refusal.code] += 1
        return JSONResponse(refusal.body(), refusal.http_status)

    def _refuse_path(self) -> JSONResponse:
        return self._refuse(_NO_SUCH_PATH, 404, "Not found")

    def _refuse(self, code: int, status: int, text: str) -> JSONResponse:
        """Refuse in 360dialog's own form: it asks nothing of the platform for this."""
        self.platform.rejected[code] += 1
        meta: dict[str, Any] = {"success": False, "http_code": status, "developer_message": text}
        return JSONResponse({"meta": meta}, status)
