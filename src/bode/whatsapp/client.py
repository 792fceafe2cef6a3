"""The platform's HTTP API, as far as Bode uses it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Protocol, TypeVar

import aiohttp
import msgspec
import orjson
from msgspec import Struct
from yarl import URL

from bode.whatsapp.errors import AnswerLost, WhatsAppError
from bode.whatsapp.sends import mark_as_read
from bode.whatsapp.template_drafts import TemplateDraft, template_creation, template_edit
from bode.whatsapp.templates import Components, TemplateShape, read_template
from bode.whatsapp.transport import Announced, Headers, Transport, bearer
from bode.whatsapp.values import mend_text

VERSION = "v23.0"
TEMPLATES_PER_PAGE = 100
_TEMPLATE_FIELDS = ",".join(
    (
        *("id", "name", "language", "status", "category", "parameter_format", "components"),
        *("previous_category", "rejected_reason", "quality_score"),
    )
)
_JSON = {"Content-Type": "application/json"}
_CHUNK_BYTES = 64 * 1024
_ID = re.compile(r"[0-9A-Za-z_-]{1,128}")
_MEDIA_HOSTS = (".fbsbx.com", ".facebook.com", ".whatsapp.net")

_Answer = TypeVar("_Answer")


class MediaRefused(WhatsAppError):
    """A file was not fetched: too large, or at an address that must not see our token."""


class MediaTooLarge(MediaRefused):
    """A file was larger than we take."""


class SendAnswer(Struct, frozen=True, kw_only=True):
    """The platform accepted a message. That is not yet: delivered."""

    wamid: str
    wa_id: str | None = None
    """The number as the platform writes it; may differ from the one that was given."""
    user_id: str | None = None
    message_status: str | None = None
    """accepted, held_for_quality_assessment or paused."""


class MediaInfo(Struct, frozen=True, kw_only=True):
    """Where a file can be fetched, for five minutes."""

    id: str
    url: str
    mime_type: str | None = None
    sha256: str | None = None
    size: int | None = None
    """Bytes."""


class DownloadedMedia(NamedTuple):
    """A file that was fetched."""

    mime_type: str | None
    """None where the answer didn't tell."""
    sha256: str
    """Of the bytes that came, in hexadecimal digits."""
    size: int


class TemplateMade(Struct, frozen=True, kw_only=True):
    """The platform took a new template, to review it."""

    id: str
    status: str
    category: str
    """As the platform sees it; may differ from what was asked."""


class Writer(Protocol):
    """Where a file's bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""


class _SentContact(Struct):
    wa_id: str | None = None
    user_id: str | None = None


class _SentMessage(Struct):
    id: str
    message_status: str | None = None


class _Sent(Struct):
    messages: list[_SentMessage]
    contacts: list[_SentContact] = []


class _Media(Struct):
    id: str | int
    url: str
    mime_type: str | None = None
    sha256: str | None = None
    file_size: str | int | None = None


class _Uploaded(Struct):
    id: str | int


class _Made(Struct):
    id: str | int
    status: str = "PENDING"
    category: str = ""


class _Cursors(Struct):
    after: str | None = None


class _Paging(Struct):
    cursors: _Cursors | None = None
    next: str | None = None


class _Templates(Struct):
    data: list[Any]
    paging: _Paging | None = None


_sent = msgspec.json.Decoder(_Sent)
_media = msgspec.json.Decoder(_Media)
_uploaded = msgspec.json.Decoder(_Uploaded)
_made = msgspec.json.Decoder(_Made)
_templates = msgspec.json.Decoder(_Templates)


class Client:
    """Talks to the platform for any number of phone numbers; use it as an async context manager.

    Every method raises Refused, Unreachable or AnswerLost, of which `errors` tells the meaning.
    """

    def __init__(
        self,
        base_url: str,
        *,
        version: str = VERSION,
        timeout_seconds: float = 30,
        connections: int = 200,
    ) -> None:
        self._origin = URL(base_url).origin()
        self._base = URL(base_url) / version
        self._transport = Transport(timeout_seconds=timeout_seconds, connections=connections)
        self._routes: dict[str, tuple[str, URL, Headers]] = {}

    async def __aenter__(self) -> Client:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    async def send(
        self,
        phone_number_id: str,
        token: str,
        body: bytes,
        on_wire: Callable[[], None] | None = None,
    ) -> SendAnswer:
        """Send a message built by `build_send`, once.

        `on_wire` is called just before it is written: until then the platform can't have it.
        """
        url, headers = self._route(phone_number_id, token)
        announced = body if on_wire is None else Announced(body, on_wire)
        sent = _read(_sent, await self._transport.post(url, headers, announced))
        if not sent.messages or not sent.messages[0].id:
            raise AnswerLost("the answer names no message")
        message = sent.messages[0]
        contact = sent.contacts[0] if sent.contacts else _SentContact()
        return SendAnswer(
            wamid=message.id,
            wa_id=contact.wa_id,
            user_id=contact.user_id,
            message_status=message.message_status,
        )

    async def mark_read(
        self, phone_number_id: str, token: str, wamid: str, typing: bool = False
    ) -> None:
        """Show the citizen that a message was read, and "typing…" if asked."""
        url, headers = self._route(phone_number_id, token)
        await self._transport.post(url, headers, mark_as_read(wamid, typing))

    async def media_info(self, media_id: str, token: str) -> MediaInfo:
        """Ask where a file is; the address works for five minutes, with the token."""
        wire = _read(_media, await self._transport.get(self._node(media_id), bearer(token)))
        return MediaInfo(
            id=str(wire.id),
            url=wire.url,
            mime_type=wire.mime_type,
            sha256=wire.sha256,
            size=_bytes(wire.file_size),
        )

    async def download_media(
        self, url: str, token: str, *, max_bytes: int, into: Path | Writer
    ) -> DownloadedMedia:
        """Fetch a file. Raises MediaTooLarge above `max_bytes`, MediaRefused for a file elsewhere
        than with the platform: the token is shown to its hosts alone. A file that was begun
        stays behind for the caller to remove.
        """
        address = self._trusted(url)
        if not isinstance(into, Path):
            return await self._download(address, token, max_bytes, into)
        file = await asyncio.to_thread(into.open, "wb")
        with file:
            return await self._download(address, token, max_bytes, file)

    async def upload_media(
        self, phone_number_id: str, token: str, filename: str, mime: str, data: bytes | BinaryIO
    ) -> str:
        """Give a file to the platform, which keeps it for 30 days; return its id."""
        form = aiohttp.FormData({"messaging_product": "whatsapp", "type": mime})
        form.add_field("file", data, filename=filename, content_type=mime)
        url = self._node(phone_number_id) / "media"
        return str(_read(_uploaded, await self._transport.post(url, bearer(token), form)).id)

    async def templates(
        self, waba_id: str, token: str, *, name: str | None = None
    ) -> list[TemplateShape]:
        """Return all templates of an account, page after page; with `name` those alone."""
        url = self._node(waba_id) / "message_templates"
        found: list[TemplateShape] = []
        query = {"limit": str(TEMPLATES_PER_PAGE), "fields": _TEMPLATE_FIELDS}
        query |= {"name": name} if name is not None else {}
        while True:
            answer = await self._transport.get(url.with_query(query), bearer(token))
            page = _read(_templates, answer)
            found.extend(filter(None, map(read_template, page.data)))
            after = _next_page(page.paging)
            if not page.data or after is None or after == query.get("after"):
                return found
            query["after"] = after

    async def create_template(self, waba_id: str, token: str, draft: TemplateDraft) -> TemplateMade:
        """Submit a new template for review."""
        url = self._node(waba_id) / "message_templates"
        answer = await self._transport.post(url, bearer(token, _JSON), template_creation(draft))
        made = _read(_made, answer)
        return TemplateMade(id=str(made.id), status=made.status, category=made.category)

    async def edit_template(
        self, template_id: str, token: str, category: str, components: Components
    ) -> None:
        """Submit other parts, or another category, for a template there is."""
        body = template_edit(category, components)
        await self._transport.post(self._node(template_id), bearer(token, _JSON), body)

    async def delete_template(self, waba_id: str, token: str, name: str, template_id: str) -> None:
        """Delete a template in one language."""
        url = self._node(waba_id) / "message_templates"
        query = {"name": name, "hsm_id": template_id}
        await self._transport.delete(url.with_query(query), bearer(token))

    async def subscribe(
        self, waba_id: str, token: str, callback_uri: str, verify_token: str
    ) -> None:
        """Have the account's webhooks sent to `callback_uri`."""
        body = {"override_callback_uri": callback_uri, "verify_token": verify_token}
        url = self._node(waba_id) / "subscribed_apps"
        await self._transport.post(url, bearer(token, _JSON), orjson.dumps(body))

    def _route(self, phone_number_id: str, token: str) -> tuple[URL, Headers]:
        # Built once per number: sends are by far the most frequent call.
        route = self._routes.get(phone_number_id)
        if route is None or route[0] != token:
            url = self._node(phone_number_id) / "messages"
            route = (token, url, bearer(token, _JSON))
            self._routes[phone_number_id] = route
        return route[1], route[2]

    def _node(self, node_id: str) -> URL:
        if not _ID.fullmatch(node_id):
            raise ValueError("an id of the platform holds letters and digits alone")
        return self._base / node_id

    def _trusted(self, url: str) -> URL:
        try:
            address = URL(url)
            ours = address.origin() == self._origin
        except ValueError as error:
            raise MediaRefused("not an address") from error
        theirs = address.scheme == "https" and f".{address.host}".endswith(_MEDIA_HOSTS)
        if not ours and not theirs:
            raise MediaRefused("not an address of the platform")
        return address

    async def _download(
        self, url: URL, token: str, max_bytes: int, into: Writer
    ) -> DownloadedMedia:
        digest, size = sha256(), 0
        async with self._transport.stream(url, bearer(token)) as response:
            async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
                size += len(chunk)
                if size > max_bytes:
                    raise MediaTooLarge(f"larger than {max_bytes} bytes")
                digest.update(chunk)
                into.write(chunk)
            told = response.content_type if "Content-Type" in response.headers else None
            return DownloadedMedia(told, digest.hexdigest(), size)


def _read(decoder: msgspec.json.Decoder[_Answer], answer: bytes) -> _Answer:
    try:
        return decoder.decode(mend_text(answer))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise AnswerLost("the answer could not be read") from error


def _bytes(size: str | int | None) -> int | None:
    return int(size) if size is not None and re.fullmatch("[0-9]{1,15}", str(size)) else None


def _next_page(paging: _Paging | None) -> str | None:
    if paging is None or paging.next is None or paging.cursors is None:
        return None
    return paging.cursors.after
