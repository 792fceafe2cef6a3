"""The webhook door: a plain ASGI app, because at this address every microsecond counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from typing import Any
from urllib.parse import parse_qsl

from bode.licensing.connecting import WEBHOOKS_PATH
from bode.whatsapp.limits import WEBHOOK_BODY_BYTES

from .bodies import Receive, is_json, receive_body
from .errors import NotStored, SenderGone, TooLarge
from .providers import Providers, Secrets
from .store import Store

Send = Callable[[dict[str, Any]], Awaitable[None]]
Scope = dict[str, Any]

PREFIX = WEBHOOKS_PATH


class Answer:
    """A ready-made response: made once, sent often."""

    def __init__(self, status: int, text: bytes, *headers: tuple[bytes, bytes]) -> None:
        self.status = status
        self.start = {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(text)).encode()),
                *headers,
            ],
        }
        self.body = {"type": "http.response.body", "body": text}


STORED = Answer(200, b"")
NOT_JSON = Answer(400, b"The body is not JSON.\n")
NO_CHALLENGE = Answer(400, b"hub.challenge is missing.\n")
FORGED = Answer(401, b"The signature is missing or wrong.\n")
WRONG_TOKEN = Answer(403, b"The verify token is wrong.\n")
NO_SUCH_PROVIDER = Answer(404, b"No such provider.\n")
WRONG_METHOD = Answer(405, b"Use GET or POST.\n", (b"allow", b"GET, POST"))
TOO_LARGE = Answer(413, b"At most 3 MB.\n", (b"connection", b"close"))
NOT_NOW = Answer(503, b"Not stored; try again.\n", (b"retry-after", b"1"))


class Door:
    """Answers webhooks: 200 once stored, and what is wrong otherwise."""

    def __init__(self, providers: Providers, store: Store) -> None:
        self.providers = providers
        self.store = store
        self.answers: Counter[int] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await self._answer(scope, receive)
        except SenderGone:
            return
        self.answers[answer.status] += 1
        await send(answer.start)
        await send(answer.body)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        path = scope["path"]
        secrets = self.providers.by_path.get(path) or await self.providers.find(path)
        if secrets is None:
            return NO_SUCH_PROVIDER if self.providers.known else NOT_NOW
        if scope["method"] == "POST":
            return await self._take_in(secrets, scope, receive)
        if scope["method"] == "GET":
            return _shake_hands(secrets, scope)
        return WRONG_METHOD

    async def _take_in(self, secrets: Secrets, scope: Scope, receive: Receive) -> Answer:
        shown, length, asks_first = _read_headers(scope, secrets.proof.header)
        if length > WEBHOOK_BODY_BYTES and asks_first:
            return TOO_LARGE
        try:
            body = await receive_body(receive)
        except TooLarge:
            return TOO_LARGE
        if not secrets.proof.is_right(body, shown):
            return FORGED
        if not is_json(body):
            return NOT_JSON
        try:
            await self.store.keep(secrets.provider, body)
        except NotStored:
            return NOT_NOW
        return STORED


def _read_headers(scope: Scope, proof: bytes) -> tuple[str | None, int, bool]:
    """What is shown as proof, the announced length, and whether the sender waits for consent."""
    shown, length, asks_first = None, 0, False
    for name, value in scope["headers"]:
        if name == proof:
            shown = value.decode("latin-1")
        elif name == b"content-length" and value.isdigit():
            length = int(value[:20])  # whatever it says, what arrives is counted
        elif name == b"expect":
            asks_first = True
    return shown, length, asks_first


def _shake_hands(secrets: Secrets, scope: Scope) -> Answer:
    asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    token = asked.get("hub.verify_token", "").encode("utf-8", "replace")
    right = compare_digest(token, secrets.verify_token.encode())
    if not right or asked.get("hub.mode") != "subscribe":
        return WRONG_TOKEN
    challenge = asked.get("hub.challenge")
    return Answer(200, challenge.encode("utf-8", "replace")) if challenge else NO_CHALLENGE
