"""A citizen sends something to a business."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import orjson
from msgspec import Raw

from bode.simulator.composing import display_digits
from bode.simulator.config import SimulatedNumber
from bode.simulator.identity import new_wamid, read_digits
from bode.simulator.media import RECEIVED_SECONDS
from bode.simulator.mimes import fits_kind
from bode.simulator.platform import Platform
from bode.simulator.records import FROM_CITIZEN, SENT, TO_CITIZEN, Message
from bode.simulator.refusals import status_error
from bode.simulator.samples import DEFAULT_MIMES, sample

_REQUIRED: dict[str, dict[str, type]] = {
    "text": {"body": str},
    "location": {"latitude": float, "longitude": float},
    "reaction": {"message_id": str},
    "button": {"text": str},
    "interactive": {"type": str},
    "order": {"catalog_id": str, "product_items": list},
    "system": {"type": str},
    "edit": {"original_message_id": str, "message": dict},
    "revoke": {"original_message_id": str},
}
"""By type: what must be there, and what it must be."""

_NAMES = {str: "text", float: "a number", list: "a list", dict: "an object"}
_TYPE = re.compile(r"[a-z][a-z_]{0,63}")
_BESIDE = ("errors", "referral", "identity", "group_id")
"""What may stand in a message beside its type's value."""

_KNOWN = (*_REQUIRED, *DEFAULT_MIMES, "contacts")
"""Content of any other type is passed on as it is given."""


class BadInput(ValueError):
    """What the citizen's message lacks, by name of the field."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


async def send_from_citizen(platform: Platform, phone: str, body: dict[str, Any]) -> Message:
    """Take a citizen's message and have its webhook sent. Raises BadInput."""
    digits = read_digits(phone)
    if digits is None:
        raise BadInput("phone", "must be a phone number in international notation")
    number = _read_number(platform, body)
    type_ = body.get("type")
    if not isinstance(type_, str) or not _TYPE.fullmatch(type_):
        raise BadInput("type", "must be a word of small letters and underscores")
    timestamp = _read_timestamp(platform, body)
    context = _read_context(platform, number, digits, body)
    content = await _read_content(platform, number, type_, body)
    message = Message(
        id=new_wamid(digits, inbound=True),
        phone=digits,
        number=number.phone_number_id,
        direction=FROM_CITIZEN,
        type=type_,
        content=Raw(orjson.dumps(content)),
        timestamp=timestamp,
        status=SENT,
        context=context,
        extra=_read_extra(type_, body),
        seq=0 if _is_blocked(platform, number, digits) else platform.deliveries.reserve(number),
    )
    platform.world.store(message, flush=True)
    platform.deliveries.tell(message)
    platform.announce(digits)
    return message


def _is_blocked(platform: Platform, number: SimulatedNumber, digits: str) -> bool:
    """Say whether the business blocked this citizen: then it isn't told of the message."""
    return digits in platform.world.accounts.blocked[number.phone_number_id]


def _read_number(platform: Platform, body: dict[str, Any]) -> SimulatedNumber:
    """Find the business by phone number id, or by its display number."""
    to = str(body.get("to", ""))
    for number in platform.world.numbers.values():
        if to == number.phone_number_id or read_digits(to) == display_digits(number):
            return number
    known = ", ".join(platform.world.numbers)
    raise BadInput("to", f"must be a phone number id: {known}")


def _read_timestamp(platform: Platform, body: dict[str, Any]) -> int:
    given = body.get("timestamp")
    if given is None:
        return platform.world.now()
    text = str(given)
    if isinstance(given, bool) or not text.isascii() or not text.isdecimal() or len(text) > 11:
        raise BadInput("timestamp", "must be a whole number of Unix seconds")
    return int(text)


def _read_context(
    platform: Platform, number: SimulatedNumber, digits: str, body: dict[str, Any]
) -> dict[str, Any] | None:
    given = body.get("context")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise BadInput("context", "must be an object")
    context = dict(given)
    wamid = context.pop("message_id", None) or context.get("id")
    if wamid is not None:
        answered = platform.world.messages.get(str(wamid))
        ours = answered is None or answered.direction == TO_CITIZEN
        context.setdefault("from", display_digits(number) if ours else digits)
        context["id"] = str(wamid)
    return context


def _read_extra(type_: str, body: dict[str, Any]) -> dict[str, Any] | None:
    extra = {key: body[key] for key in _BESIDE if key in body}
    if type_ == "unsupported":
        extra.setdefault(
            "errors", [status_error(131051, "This kind of message can't be passed on.")]
        )
    return extra or None


async def _read_content(
    platform: Platform, number: SimulatedNumber, type_: str, body: dict[str, Any]
) -> Any:
    content = body.get(type_)
    if type_ not in _KNOWN:
        return content
    if type_ == "contacts":
        return _read_cards(content)
    if type_ in DEFAULT_MIMES:
        content = {} if content is None else content
    if not isinstance(content, dict):
        raise BadInput(type_, "must be an object")
    if type_ in DEFAULT_MIMES:
        return await _read_media(platform, number, type_, content)
    for name, kind in _REQUIRED[type_].items():
        _check_field(f"{type_}.{name}", content.get(name), kind)
    check = _CHECKS.get(type_)
    if check:
        check(content)
    return content


def _check_field(path: str, value: object, kind: type) -> None:
    if value is None:
        raise BadInput(path, "is required")
    number = isinstance(value, int) and not isinstance(value, bool) and kind is float
    if not (isinstance(value, kind) or number):
        raise BadInput(path, f"must be {_NAMES[kind]}")


def _read_cards(cards: object) -> list[dict[str, Any]]:
    if not isinstance(cards, list) or not cards:
        raise BadInput("contacts", "must be a list of cards")
    for index, card in enumerate(cards):
        if not isinstance(card, dict) or not isinstance(card.get("name"), dict):
            raise BadInput(f"contacts[{index}].name", "is required, and must be an object")
    return cards


def _check_text(text: dict[str, Any]) -> None:
    if not text["body"]:
        raise BadInput("text.body", "must not be empty")


def _check_location(location: dict[str, Any]) -> None:
    for name, most in (("latitude", 90), ("longitude", 180)):
        if abs(location[name]) > most:
            raise BadInput(f"location.{name}", f"must be a number from {-most} to {most}")


def _check_reaction(reaction: dict[str, Any]) -> None:
    if reaction.get("emoji") is not None:
        _check_field("reaction.emoji", reaction["emoji"], str)


def _check_interactive(interactive: dict[str, Any]) -> None:
    kind = interactive["type"]
    _check_field(f"interactive.{kind}", interactive.get(kind), dict)


_CHECKS: dict[str, Callable[[dict[str, Any]], None]] = {
    "text": _check_text,
    "location": _check_location,
    "reaction": _check_reaction,
    "interactive": _check_interactive,
}


async def _read_media(
    platform: Platform, number: SimulatedNumber, kind: str, content: dict[str, Any]
) -> dict[str, Any]:
    """Return the media object as webhooks have it, of a file that was uploaded or of a sample."""
    given = dict(content)
    wanted = given.pop("id", None)
    mime = given.pop("mime_type", None) or DEFAULT_MIMES[kind]
    if wanted is not None:
        file = platform.media.find(str(wanted))
        if file is None:
            raise BadInput(f"{kind}.id", "there is no such file")
    elif not isinstance(mime, str) or not fits_kind(kind, mime):
        raise BadInput(f"{kind}.mime_type", f"is not a media type for {kind}")
    else:
        name = str(given.get("filename") or f"voorbeeld-{kind}")
        file = await platform.media.add(
            number.phone_number_id, mime, name, sample(mime), RECEIVED_SECONDS
        )
    media = {"mime_type": file.mime_type, "sha256": _base64(file.sha256), "id": file.id} | given
    if kind == "document":
        media.setdefault("filename", file.filename)
    if kind == "audio":
        media.setdefault("voice", "opus" in file.mime_type)
    if kind == "sticker":
        media.setdefault("animated", False)
    return media


def _base64(digest: str) -> str:
    return b64encode(bytes.fromhex(digest)).decode()
