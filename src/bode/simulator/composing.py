"""Webhook bodies in the platform's exact shape (that of version 23)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import orjson

from bode.simulator.config import SimulatedNumber
from bode.simulator.identity import identity_key_hash, read_digits
from bode.simulator.pricing import price
from bode.simulator.records import DELIVERED, FAILED, SENT, Message, Phone, StatusChange, Value
from bode.simulator.refusals import status_error
from bode.simulator.world import World

SERVICE_WINDOW_SECONDS = 24 * 3600
NUMBER_KNOWN_SECONDS = 30 * 24 * 3600
"""How long a business that used a citizen's number still sees it beside the username."""

_FAILURES = {
    131009: "The message that was reacted to is not in this chat, is older than 30 days, or is a "
    "reaction itself.",
    131026: "The message could not be delivered: the recipient is not on WhatsApp, or can't "
    "receive this message.",
    131042: "There was a problem with how this account pays.",
}

Told = Message | StatusChange | Value


def compose(world: World, updates: Iterable[tuple[SimulatedNumber, Told]]) -> bytes:
    """Return one webhook's body for these updates: an entry for each number that they are about."""
    by_number: defaultdict[str, list[Told]] = defaultdict(list)
    for number, told in updates:
        by_number[number.phone_number_id].append(told)
    entries = [_entry(world, world.numbers[id_], told) for id_, told in by_number.items()]
    return orjson.dumps({"object": "whatsapp_business_account", "entry": entries})


def _entry(world: World, number: SimulatedNumber, updates: Iterable[Told]) -> dict[str, Any]:
    changes: list[dict[str, Any]] = []
    messages: list[dict[str, Any]] = []
    statuses: list[dict[str, Any]] = []
    contacts: dict[str, dict[str, Any]] = {}
    moment: int | None = None
    for told in updates:
        if isinstance(told, Value):
            changes.append({"value": orjson.Fragment(bytes(told.value)), "field": told.field})
            moment = told.at if told.field != "messages" else moment
            continue
        if isinstance(told, Message):
            messages.append(message_item(world, number, told))
            if told.type == "system":
                continue
            digits = told.phone
        else:
            message = world.messages.get(told.id)
            if message is None:
                continue
            statuses.append(_status_item(world, number, message, told))
            digits = message.phone
        lean = isinstance(told, StatusChange) and told.status == FAILED
        if digits not in contacts or not lean:
            contacts[digits] = contact_of(world, number, world.phone(digits), lean=lean)
    if messages or statuses:
        value = _value(number, list(contacts.values()), messages, statuses)
        changes.append({"value": value, "field": "messages"})
    entry: dict[str, Any] = {"id": number.waba_id, "changes": changes}
    if moment is not None:
        entry["time"] = moment
    return entry


def message_item(world: World, number: SimulatedNumber, message: Message) -> dict[str, Any]:
    """Return a citizen's message as it stands in `messages`."""
    item: dict[str, Any] = {}
    if not hides_number(world, number, message.phone):
        item["from"] = message.phone
    item["from_user_id"] = world.user_id(number, message.phone)
    item |= {"id": message.id, "timestamp": str(message.timestamp), "type": message.type}
    content = bytes(message.content)
    if content != b"null":
        item[message.type] = orjson.Fragment(content)
    if message.context:
        item["context"] = message.context
    return item | (message.extra or {})


def hides_number(world: World, number: SimulatedNumber, digits: str) -> bool:
    """Say whether the citizen's number is kept from this business, because of a username."""
    if world.phone(digits).username is None:
        return False
    known_at = world.last_by_number.get((number.phone_number_id, digits), 0)
    return world.now() - known_at > NUMBER_KNOWN_SECONDS


def display_digits(number: SimulatedNumber) -> str:
    """Return a business number as webhooks write it."""
    return read_digits(number.display_number) or number.display_number


def _value(
    number: SimulatedNumber,
    contacts: list[dict[str, Any]],
    messages: list[dict[str, Any]],
    statuses: list[dict[str, Any]],
) -> dict[str, Any]:
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": display_digits(number),
            "phone_number_id": number.phone_number_id,
        },
    }
    if contacts:
        value["contacts"] = contacts
    if messages:
        value["messages"] = messages
    if statuses:
        value["statuses"] = statuses
    return value


def contact_of(
    world: World, number: SimulatedNumber, phone: Phone, *, lean: bool = False
) -> dict[str, Any]:
    """Return a citizen as they stand in `contacts`; lean: without their profile."""
    contact: dict[str, Any] = {}
    if not lean:
        profile = {"name": phone.name}
        if phone.username is not None:
            profile["username"] = phone.username
        contact["profile"] = profile
    if not hides_number(world, number, phone.digits):
        contact["wa_id"] = phone.digits
    contact["user_id"] = world.user_id(number, phone.digits)
    if world.accounts.state(number).checks_identity:
        contact["identity_key_hash"] = identity_key_hash(phone.digits)
    return contact


def _status_item(
    world: World, number: SimulatedNumber, message: Message, change: StatusChange
) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": message.id,
        "status": change.status,
        "timestamp": str(change.at),
    }
    if not hides_number(world, number, message.phone):
        item["recipient_id"] = message.phone
    item["recipient_user_id"] = world.user_id(number, message.phone)
    if change.status in (SENT, DELIVERED):
        item["conversation"] = _conversation(message, change)
        item["pricing"] = price(message)
    if change.error:
        item["errors"] = [status_error(change.error, _FAILURES.get(change.error, ""))]
    if message.callback_data is not None:
        item["biz_opaque_callback_data"] = message.callback_data
    return item


def _conversation(message: Message, change: StatusChange) -> dict[str, Any]:
    day = message.timestamp // SERVICE_WINDOW_SECONDS
    name = f"{message.number}|{message.phone}|{message.category}|{day}"
    conversation: dict[str, Any] = {"id": sha256(name.encode()).hexdigest()[:32]}
    if change.status == SENT:
        conversation["expiration_timestamp"] = str((day + 1) * SERVICE_WINDOW_SECONDS)
    return conversation | {"origin": {"type": message.category}}
