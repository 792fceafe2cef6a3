"""What befalls a chat beside messages: consent, a new number, the business app, old messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import orjson
from msgspec import structs

from bode.simulator.composing import contact_of, display_digits, hides_number, message_item
from bode.simulator.config import SimulatedNumber
from bode.simulator.identity import new_wamid, read_digits
from bode.simulator.inbound import BadInput, send_from_citizen
from bode.simulator.platform import Platform
from bode.simulator.records import ACCEPTED, FAILED, FROM_CITIZEN, Message

_HISTORY_MAX = 1000
"""Messages of one chat that a history holds."""
_TOLD_OF_OLD = MappingProxyType({ACCEPTED: "PENDING", FAILED: "ERROR"})
"""What became of a message, where a history has another word for it than a status."""


async def happen_to_citizen(
    platform: Platform, number: SimulatedNumber, digits: str, event: str, detail: str = ""
) -> None:
    """Let an event befall a citizen's chat with a business. Raises BadInput."""
    if event == "number_changed":
        await _change_number(platform, number, digits, detail)
    elif event in EVENTS:
        EVENTS[event](platform, number, digits, detail)
    else:
        known = ", ".join((*EVENTS, "number_changed"))
        raise BadInput("event", f"must be one of {known}")


async def _change_number(
    platform: Platform, number: SimulatedNumber, digits: str, detail: str
) -> None:
    """The citizen goes on with another number, and so with another user id."""
    new = read_digits(detail)
    if new is None or new == digits:
        raise BadInput("detail", "must be another phone number, in international notation")
    world = platform.world
    system = {
        "type": "user_changed_number",
        "body": f"User {world.phone(digits).name} changed from {digits} to {new}",
        "wa_id": new,
        "user_id": world.user_id(number, new),
        "previous_user_id": world.user_id(number, digits),
    }
    body = {"to": number.phone_number_id, "type": "system", "system": system}
    await send_from_citizen(platform, digits, body)
    if new not in world.phones:  # it is the same person, with the same name and habits
        world.store(structs.replace(world.phone(digits), digits=new), flush=True)


def _prefer(value: str) -> Callable[[Platform, SimulatedNumber, str, str], None]:
    def befall(platform: Platform, number: SimulatedNumber, digits: str, _: str) -> None:
        preference: dict[str, Any] = {
            "detail": f"The citizen chose {value}.",
            "category": "marketing_messages",
            "value": value,
            "timestamp": platform.world.now(),
            "user_id": platform.world.user_id(number, digits),
        }
        if not hides_number(platform.world, number, digits):
            preference["wa_id"] = digits
        told = _value(platform, number, digits) | {"user_preferences": [preference]}
        platform.deliveries.announce(number, "user_preferences", told)

    return befall


def _echo(platform: Platform, number: SimulatedNumber, digits: str, detail: str) -> None:
    """Someone at the business wrote in the app on the phone."""
    echo = {
        "from": display_digits(number),
        "to": digits,
        "to_user_id": platform.world.user_id(number, digits),
        "id": new_wamid(digits),
        "timestamp": str(platform.world.now()),
        "type": "text",
        "text": {"body": detail or "Geschreven in de app"},
    }
    told = _value(platform, number, digits) | {"message_echoes": [echo]}
    platform.deliveries.announce(number, "smb_message_echoes", told)


def _tell_history(platform: Platform, number: SimulatedNumber, digits: str, _: str) -> None:
    """What was said before, as the platform gives it after an app was coupled."""
    shown = platform.world.shown.get(digits, {}).values()
    ours = [message for message in shown if message.number == number.phone_number_id]
    messages = [_old_message(platform, number, one) for one in ours[-_HISTORY_MAX:]]
    chunk = {
        "metadata": {"phase": 0, "chunk_order": 1, "progress": 100},
        "threads": [{"id": digits, "messages": messages}],
    }
    told = _value(platform, number, digits) | {"history": [chunk]}
    del told["contacts"]
    platform.deliveries.announce(number, "history", told)


def _old_message(platform: Platform, number: SimulatedNumber, message: Message) -> dict[str, Any]:
    item = message_item(platform.world, number, message)
    if message.direction != FROM_CITIZEN:
        item |= {"from": display_digits(number), "to": message.phone}
        item.pop("from_user_id", None)
    told = _TOLD_OF_OLD.get(message.status, message.status.upper())
    item["history_context"] = {"status": told}
    return orjson.loads(orjson.dumps(item))  # type: ignore[no-any-return]


def _value(platform: Platform, number: SimulatedNumber, digits: str) -> dict[str, Any]:
    world = platform.world
    return {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": display_digits(number),
            "phone_number_id": number.phone_number_id,
        },
        "contacts": [contact_of(world, number, world.phone(digits))],
    }


EVENTS: Mapping[str, Callable[[Platform, SimulatedNumber, str, str], None]] = MappingProxyType(
    {
        "marketing_stop": _prefer("stop"),
        "marketing_resume": _prefer("resume"),
        "written_in_app": _echo,
        "history": _tell_history,
    }
)
