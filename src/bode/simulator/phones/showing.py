"""How a phone's screen shows what is in its messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from bode.simulator import template_sends
from bode.simulator.config import SimulatedNumber
from bode.simulator.records import ARRIVED, FROM_CITIZEN, TO_CITIZEN, Message
from bode.simulator.world import World
from bode.whatsapp import limits

HERE = ZoneInfo("Europe/Amsterdam")
_MEDIA = ("image", "video", "audio", "document", "sticker")
_EVENTS = ("reaction", "edit", "revoke", "system")
WORDS_OF = {"text": "body", "image": "caption", "video": "caption", "document": "caption"}
"""By type: what a citizen can still change of it."""
TICKS = {"sent": "Verzonden", "delivered": "Bezorgd", "read": "Gelezen"}


@dataclass(kw_only=True)
class Choice:
    """Something to press under a message: an answer, or a link when there is an `href`."""

    label: str
    description: str = ""
    href: str = ""
    answer: dict[str, Any] = field(default_factory=dict)
    """The citizen's message that pressing it sends."""


@dataclass(kw_only=True)
class Bubble:
    """A message on the screen."""

    id: str
    mine: bool
    day: str
    time: str
    tick: str = ""
    header: str = ""
    text: str = ""
    footer: str = ""
    media_kind: str = ""
    media_id: str = ""
    media_link: str = ""
    media_name: str = ""
    place: str = ""
    quoted: str = ""
    reactions: list[str] = field(default_factory=list)
    edited: bool = False
    can_edit: bool = False
    can_revoke: bool = False
    menu: str = ""
    """The word on the button that opens a list of choices; empty: they stand in the open."""
    first: int = 0
    """So many choices stand in the open, above that button."""
    choices: list[Choice] = field(default_factory=list)


def show(world: World, digits: str, number: SimulatedNumber) -> list[Bubble]:
    """Return what a phone shows of its chat with a business, oldest first."""
    messages = [
        message
        for message in world.shown.get(digits, {}).values()
        if message.number == number.phone_number_id and _is_on_screen(message)
    ]
    bubbles: dict[str, Bubble] = {}
    for message in messages:
        content = orjson.loads(bytes(message.content))
        if message.type in _EVENTS:
            _apply(message, content, bubbles)
        else:
            bubbles[message.id] = _draw(world, number, message, content, bubbles)
    return list(bubbles.values())


def count_waiting(world: World, digits: str, number: SimulatedNumber) -> int:
    """Return how many messages wait until the phone is on."""
    return sum(
        message.number == number.phone_number_id and not _is_on_screen(message)
        for message in world.shown.get(digits, {}).values()
    )


def find_choice(world: World, digits: str, wamid: str, place: int) -> Choice | None:
    """Return the choice at a place under a message."""
    message = world.shown.get(digits, {}).get(wamid)
    if message is None or message.direction != TO_CITIZEN:
        return None
    number = world.numbers[message.number]
    choices = _draw(world, number, message, orjson.loads(bytes(message.content)), {}).choices
    return choices[place] if 0 <= place < len(choices) else None


def _is_on_screen(message: Message) -> bool:
    return message.direction == FROM_CITIZEN or message.status in ARRIVED


def _apply(message: Message, content: dict[str, Any], bubbles: dict[str, Bubble]) -> None:
    target = bubbles.get(str(content.get("message_id") or content.get("original_message_id")))
    if target is None:
        return
    if message.type == "reaction":
        target.reactions = [content["emoji"]] if content.get("emoji") else []
    elif message.type == "edit":
        changed = content["message"]
        new = changed.get(str(changed.get("type")))
        if isinstance(new, dict):
            target.text = str(new.get("body") or new.get("caption") or "")
        target.edited = True
    elif message.type == "revoke":
        target.text = "Dit bericht is verwijderd"
        target.media_kind = target.place = ""
        target.choices = []
        target.can_edit = target.can_revoke = False


def _draw(
    world: World,
    number: SimulatedNumber,
    message: Message,
    content: Any,
    earlier: dict[str, Bubble],
) -> Bubble:
    moment = datetime.fromtimestamp(message.timestamp, UTC).astimezone(HERE)
    mine = message.direction == FROM_CITIZEN
    bubble = Bubble(
        id=message.id,
        mine=mine,
        day=moment.strftime("%d-%m-%Y"),
        time=moment.strftime("%H:%M"),
        tick=message.status if mine else "",
        can_edit=mine and message.type in WORDS_OF,
        can_revoke=mine,
    )
    quoted = earlier.get(str((message.context or {}).get("id")))
    if quoted:
        bubble.quoted = (quoted.text or quoted.media_name or quoted.place)[:80]
    if message.type == "template" and not mine:
        _draw_template(world, number, bubble, content)
    elif message.type == "interactive":
        _draw_interactive(bubble, content)
    elif message.type in _MEDIA:
        _draw_media(bubble, message.type, content)
    else:
        bubble.text = _words(message.type, content)
        bubble.place = _place(content) if message.type == "location" else ""
    for choice in bubble.choices:
        if choice.answer:
            choice.answer["context"] = {"id": message.id}
    return bubble


def _words(type_: str, content: Any) -> str:
    match type_:
        case "text":
            return str(content.get("body", ""))
        case "contacts":
            return "\n".join(f"Contact: {_card_name(card)}" for card in content)
        case "button":
            return str(content.get("text", ""))
        case "location":
            return ""
    return f"({type_})"


def _card_name(card: Any) -> str:
    return str((card.get("name") or {}).get("formatted_name") or "zonder naam")


def _place(content: dict[str, Any]) -> str:
    names = [content.get("name"), content.get("address")]
    named = ", ".join(str(name) for name in names if name)
    return named or f"{content['latitude']}, {content['longitude']}"


def _draw_media(bubble: Bubble, kind: str, content: dict[str, Any]) -> None:
    bubble.media_kind = kind
    bubble.media_id = str(content.get("id") or "")
    bubble.media_link = str(content.get("link") or "")
    bubble.media_name = str(content.get("filename") or bubble.media_link or "bestand")
    bubble.text = str(content.get("caption") or "")


def _draw_template(
    world: World, number: SimulatedNumber, bubble: Bubble, send: dict[str, Any]
) -> None:
    language = str(send["language"]["code"])
    template = world.find_template(number.waba_id, str(send["name"]), language)
    if template is None:
        bubble.text = f"(sjabloon {send['name']})"
        return
    values = template_sends.values_of(template_sends.body_parameters(send))
    bubble.text = template_sends.fill(template_sends.text_of(template, "BODY"), values)
    bubble.footer = template_sends.text_of(template, "FOOTER")
    header = template_sends.header_parameters(send)
    kind = template_sends.header_kind(template)
    if kind == "text":
        given = template_sends.values_of(header)
        bubble.header = template_sends.fill(template_sends.text_of(template, "HEADER"), given)
    elif kind in _MEDIA:
        words = bubble.text
        _draw_media(bubble, kind, header[0][kind])
        bubble.text = words
    elif kind == "location":
        bubble.place = _place(header[0]["location"])
    payloads = template_sends.payloads_of(send)
    bubble.choices = [
        _template_choice(button, payloads.get(place))
        for place, button in enumerate(template_sends.buttons_of(template))
    ]
    if len(bubble.choices) > limits.TEMPLATE_BUTTONS_OPEN:
        bubble.menu, bubble.first = "Alle opties bekijken", limits.TEMPLATE_BUTTONS_FIRST


def _template_choice(button: dict[str, Any], given: str | None) -> Choice:
    kind = str(button.get("type")).upper()
    if kind == "REQUEST_CONTACT_INFO":
        return _share_number()
    label = str(button.get("text") or "Code overnemen")
    if kind == "QUICK_REPLY":
        reply = {"payload": given or label, "text": label}
        return Choice(label=label, answer={"type": "button", "button": reply})
    if kind == "URL":
        address = template_sends.fill(str(button.get("url")), {"1": given or ""})
        return Choice(label=label, href=address)
    return Choice(label=label, description=str(button.get("phone_number") or ""))


def _draw_interactive(bubble: Bubble, content: dict[str, Any]) -> None:
    kind = content.get("type")
    if bubble.mine:
        reply = content.get(str(kind)) or {}
        bubble.text = str(reply.get("title") or reply.get("body") or kind)
        return
    header = content.get("header") or {}
    if header.get("type") in _MEDIA:
        _draw_media(bubble, header["type"], header[header["type"]])
    bubble.header = str(header.get("text") or "")
    bubble.text = str(content["body"]["text"])
    bubble.footer = str((content.get("footer") or {}).get("text") or "")
    action = content["action"]
    bubble.menu = str(action.get("button") or "") if kind == "list" else ""
    bubble.choices = list(_interactive_choices(str(kind), action))


def _interactive_choices(kind: str, action: dict[str, Any]) -> Iterable[Choice]:
    for button in action.get("buttons", ()):
        yield _reply_choice("button_reply", button["reply"])
    for section in action.get("sections", ()):
        for row in section["rows"]:
            yield _reply_choice("list_reply", row)
    if kind == "cta_url":
        parameters = action["parameters"]
        yield Choice(label=parameters["display_text"], href=parameters["url"])
    elif kind == "flow":
        reply = {"name": "flow", "body": "Sent", "response_json": "{}"}
        yield Choice(
            label=action["parameters"]["flow_cta"],
            description="stuurt een leeg formulier",
            answer={"type": "interactive", "interactive": _reply("nfm_reply", reply)},
        )
    elif kind == "location_request_message":
        place = {"latitude": 52.0907, "longitude": 5.1214, "name": "Marktplein"}
        yield Choice(label="Locatie sturen", answer={"type": "location", "location": place})
    elif kind == "request_contact_info":
        yield _share_number()


def _share_number() -> Choice:
    return Choice(label="Mijn nummer delen", answer={"type": "contacts"})


def _reply_choice(kind: str, reply: dict[str, Any]) -> Choice:
    return Choice(
        label=reply["title"],
        description=str(reply.get("description") or ""),
        answer={"type": "interactive", "interactive": _reply(kind, reply)},
    )


def _reply(kind: str, reply: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, kind: reply}
