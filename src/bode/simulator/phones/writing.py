"""What a citizen typed, chose or pressed, as a message."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.datastructures import FormData, UploadFile

from bode.simulator.config import SimulatedNumber
from bode.simulator.media import RECEIVED_SECONDS
from bode.simulator.mimes import KINDS, bare, largest
from bode.simulator.phones.showing import WORDS_OF, find_choice
from bode.simulator.platform import Platform
from bode.simulator.records import FROM_CITIZEN, Message

_TEXT_MAX = 65536


class NotSent(ValueError):
    """Why there is no message, in a Dutch sentence."""


async def compose(
    platform: Platform, digits: str, number: SimulatedNumber, form: FormData
) -> dict[str, Any]:
    """Return the message that a form stands for. Raises NotSent."""
    if form.get("revoked"):
        taken_back = _own(platform, digits, number, str(form["revoked"]))
        return {"type": "revoke", "revoke": {"original_message_id": taken_back.id}}
    if form.get("edited"):
        edited = _own(platform, digits, number, str(form["edited"]))
        return _edit(edited, str(form.get("new_text", "")).strip())
    if form.get("pressed"):
        return _pressed(platform, digits, str(form["pressed"]))
    if form.get("latitude"):
        return _location(form)
    file = form.get("file")
    text = str(form.get("text", "")).strip()
    if isinstance(file, UploadFile) and file.filename:
        return await _file(platform, number, file, text)
    return {"type": "text", "text": {"body": _checked(text)}}


def _checked(text: str) -> str:
    if not text:
        raise NotSent("Typ eerst een bericht.")
    if len(text) > _TEXT_MAX:
        raise NotSent("Dit bericht is te lang.")
    return text


def _own(platform: Platform, digits: str, number: SimulatedNumber, wamid: str) -> Message:
    """Return what this citizen sent to this business."""
    message = platform.world.shown.get(digits, {}).get(wamid)
    ours = message is not None and message.number == number.phone_number_id
    if message is None or not ours or message.direction != FROM_CITIZEN:
        raise NotSent("Dit bericht is er niet meer.")
    return message


def _edit(message: Message, text: str) -> dict[str, Any]:
    """Return how a message reads from now on: its words, or those under its file."""
    words = WORDS_OF.get(message.type)
    if words is None:
        raise NotSent("Dit bericht kunt u niet wijzigen.")
    content = orjson.loads(bytes(message.content)) | {words: _checked(text)}
    changed = {"type": message.type, message.type: content}
    return {"type": "edit", "edit": {"original_message_id": message.id, "message": changed}}


def _pressed(platform: Platform, digits: str, pressed: str) -> dict[str, Any]:
    place, _, wamid = pressed.partition(":")
    choice = find_choice(platform.world, digits, wamid, int(place) if place.isdecimal() else -1)
    if choice is None or not choice.answer:
        raise NotSent("Deze knop is er niet meer.")
    if choice.answer["type"] == "contacts":
        name = platform.world.phone(digits).name
        card = {
            "name": {"formatted_name": name, "first_name": name},
            "phones": [{"phone": f"+{digits}", "wa_id": digits, "type": "CELL"}],
            "origin": "contact_request",
        }
        return choice.answer | {"contacts": [card]}
    return choice.answer


def _location(form: FormData) -> dict[str, Any]:
    try:
        place: dict[str, Any] = {
            name: float(str(form.get(name, "")).replace(",", "."))
            for name in ("latitude", "longitude")
        }
    except ValueError:
        raise NotSent("Vul de breedte en lengte in als getallen.") from None
    if not (abs(place["latitude"]) <= 90 and abs(place["longitude"]) <= 180):
        raise NotSent("Deze plek bestaat niet.")
    name = str(form.get("place", "")).strip()
    return {"type": "location", "location": place | ({"name": name} if name else {})}


async def _file(
    platform: Platform, number: SimulatedNumber, file: UploadFile, caption: str
) -> dict[str, Any]:
    mime = bare(file.content_type or "")
    most = largest(mime)
    if most is None:
        raise NotSent("Dit soort bestand kan niet worden verstuurd.")
    if not 0 < (file.size or 0) <= most:
        raise NotSent(f"Dit bestand is leeg, of groter dan {most // 1024} kB.")
    kind = next(kind for kind, mimes in KINDS.items() if mime in mimes)
    name = file.filename or "bestand"
    kept = await platform.media.add(
        number.phone_number_id, mime, name, await file.read(), RECEIVED_SECONDS
    )
    content: dict[str, Any] = {"id": kept.id}
    if kind == "document":
        content["filename"] = name
    if caption and kind in ("image", "video", "document"):
        content["caption"] = caption
    return {"type": kind, kind: content}
