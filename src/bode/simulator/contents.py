"""Is what a business wants to send a message that the platform takes?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bode.simulator import interactives, template_sends
from bode.simulator.config import SimulatedNumber
from bode.simulator.fields import (
    get_degrees,
    get_link,
    get_list,
    get_object,
    get_optional_text,
    get_text,
    missing,
    wrong,
)
from bode.simulator.mimes import fits_kind
from bode.simulator.pricing import SERVICE
from bode.simulator.refusals import Refusal, invalid
from bode.simulator.world import World
from bode.whatsapp import limits

Check = Callable[[World, SimulatedNumber, dict[str, Any]], str]
"""Raises Refusal, or returns the message's category for pricing."""


def check_content(world: World, number: SimulatedNumber, type_: str, body: dict[str, Any]) -> str:
    """Check what stands under the type's name; return the category for pricing."""
    check = _CHECKS.get(type_)
    if check is None:
        raise Refusal(131051, f"Unsupported message type: {type_[:50]}.")
    if type_ not in body:
        raise invalid(f"The parameter {type_} is required.")
    return check(world, number, body)


def _check_text(_: World, _number: SimulatedNumber, body: dict[str, Any]) -> str:
    text = body["text"]
    if not isinstance(text, dict):
        raise invalid("The parameter text must be an object.")
    words = text.get("body")
    if not isinstance(words, str) or not words.strip():
        raise invalid("The parameter text['body'] is required.")
    if len(words) > limits.TEXT_BODY:
        raise invalid(f"Param text['body'] must be at most {limits.TEXT_BODY} characters long.")
    if not isinstance(text.get("preview_url", False), bool):
        raise invalid("Param text['preview_url'] must be a boolean.")
    return SERVICE


def _media_check(kind: str) -> Check:
    def check(world: World, number: SimulatedNumber, body: dict[str, Any]) -> str:
        media = get_object(body, kind)
        path = f"{kind}."
        check_media(world, number, media, kind, path)
        caption = get_optional_text(media, "caption", path, limits.CAPTION)
        if caption is not None and kind in ("audio", "sticker"):
            raise wrong(f"{kind}.caption", f"a message of type {kind} has no caption")
        get_optional_text(media, "filename", path, 240)
        return SERVICE

    return check


def check_media(
    world: World, number: SimulatedNumber, media: dict[str, Any], kind: str, path: str
) -> None:
    """Check that a file is named: one by id that is here and of this kind, or one by link."""
    if media.get("link") is not None and media.get("id") is not None:
        raise wrong(path + "link", "a file is named by id or by link, not by both")
    if media.get("link") is not None:
        get_link(media, "link", path)
        return
    if media.get("id") is None:
        raise missing(path + "id")
    file = world.media.get(str(media["id"]))
    here = file is not None and file.owner == number.phone_number_id
    if file is None or not here or file.expires_at < world.now():
        raise Refusal(131053, f"The file {path}id does not exist, or is not yours.")
    if not fits_kind(kind, file.mime_type):
        raise Refusal(131053, f"The file {path}id is of type {file.mime_type}: not of kind {kind}.")


def _check_location(_: World, _number: SimulatedNumber, body: dict[str, Any]) -> str:
    _check_place(get_object(body, "location"), "")
    return SERVICE


def _check_place(location: dict[str, Any], path: str) -> None:
    path += "location."
    get_degrees(location, "latitude", path, 90)
    get_degrees(location, "longitude", path, 180)
    get_optional_text(location, "name", path, 1000)
    get_optional_text(location, "address", path, 1000)


def _check_contacts(_: World, _number: SimulatedNumber, body: dict[str, Any]) -> str:
    cards = get_list(body, "contacts", "", limits.CONTACTS_MIN, limits.SendFigures().cards)
    for index, card in enumerate(cards):
        path = f"contacts[{index}]."
        if not isinstance(card, dict):
            raise wrong(path.rstrip("."), "it must be an object")
        get_text(get_object(card, "name", path), "formatted_name", path + "name.")
    return SERVICE


def _check_reaction(_: World, _number: SimulatedNumber, body: dict[str, Any]) -> str:
    reaction = get_object(body, "reaction")
    get_text(reaction, "message_id", "reaction.")
    emoji = get_optional_text(reaction, "emoji", "reaction.", 20)
    if emoji is None:
        raise missing("reaction.emoji")
    if emoji and not _is_emoji(emoji):  # an empty one takes the reaction away
        raise wrong("reaction.emoji", "it must be an emoji")
    return SERVICE


def _is_emoji(text: str) -> bool:
    """Say whether a text has the form of an emoji: it has a sign, and no letters or spaces."""
    has_sign = any(ord(one) > _LAST_OF_WORDS or one in _SIGNS for one in text)
    return has_sign and not any(one.isspace() or (one.isalpha() and one != "ℹ") for one in text)


_LAST_OF_WORDS = 0x203B
_SIGNS = "©®"


def _check_interactive(world: World, number: SimulatedNumber, body: dict[str, Any]) -> str:
    interactive = get_object(body, "interactive")
    interactives.check(interactive)
    header = interactive.get("header") or {}
    if header.get("type") in ("image", "video", "document"):
        kind = header["type"]
        media = get_object(header, kind, "interactive.header.")
        check_media(world, number, media, kind, f"interactive.header.{kind}.")
    return SERVICE


def _check_template(world: World, number: SimulatedNumber, body: dict[str, Any]) -> str:
    send = get_object(body, "template")
    template = template_sends.check(world, number, send)
    kind = template_sends.header_kind(template)
    if kind in ("image", "video", "document"):
        media = template_sends.header_parameters(send)[0][kind]
        check_media(world, number, media, kind, f"template.components.header.{kind}.")
    if kind == "location":
        _check_place(template_sends.header_parameters(send)[0][kind], "template.components.header.")
    return template.category.lower()


_CHECKS: dict[str, Check] = {
    "text": _check_text,
    "image": _media_check("image"),
    "video": _media_check("video"),
    "audio": _media_check("audio"),
    "document": _media_check("document"),
    "sticker": _media_check("sticker"),
    "location": _check_location,
    "contacts": _check_contacts,
    "reaction": _check_reaction,
    "interactive": _check_interactive,
    "template": _check_template,
}
