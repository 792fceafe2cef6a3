"""`POST /{version}/{phone_number_id}/messages`: the platform's busiest address."""

from __future__ import annotations

from typing import Any

import orjson
from msgspec import Raw

from bode.simulator.composing import SERVICE_WINDOW_SECONDS, display_digits
from bode.simulator.config import SimulatedNumber
from bode.simulator.contents import check_content
from bode.simulator.identity import (
    as_registered,
    identity_key_hash,
    is_user_id,
    new_wamid,
    read_digits,
)
from bode.simulator.platform import Platform
from bode.simulator.pricing import SERVICE
from bode.simulator.progress import UNDELIVERABLE
from bode.simulator.records import (
    FROM_CITIZEN,
    READ,
    TO_CITIZEN,
    Message,
    StatusChange,
)
from bode.simulator.refusals import Refusal, invalid
from bode.simulator.standing import check_standing
from bode.simulator.world import World
from bode.whatsapp import limits

NO_SUCH_MESSAGE = 131009
REACTION_SECONDS = 30 * 24 * 3600
"""How old a message may be to be reacted to."""


def take_request(
    platform: Platform, number: SimulatedNumber, body: dict[str, Any]
) -> dict[str, Any]:
    """Do what a request asks, and return the answer's body. Raises Refusal."""
    if body.get("messaging_product") != "whatsapp":
        raise invalid("The parameter messaging_product is required, and must be whatsapp.")
    if "status" in body:
        return _mark_as_read(platform, number, body)
    return _send(platform, number, body)


def read_body(raw: bytes) -> dict[str, Any]:
    """Return a JSON object; raise Refusal for anything else."""
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise invalid("The body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise invalid("The body must be a JSON object.")
    return body


def _send(platform: Platform, number: SimulatedNumber, body: dict[str, Any]) -> dict[str, Any]:
    world = platform.world
    digits, given, to_user_id = _read_recipient(platform, number, body)
    type_ = body.get("type", "text")
    if not isinstance(type_, str):
        raise invalid("Param type must be a string.")
    callback_data = _read_callback_data(body)
    context = _read_context(number, body)
    category = check_content(world, number, type_, body)
    now = world.now()
    written_at = world.last_inbound.get((number.phone_number_id, digits), 0)
    opens = now - written_at >= SERVICE_WINDOW_SECONDS
    _check_way(type_, category, opens=opens, to_user_id=to_user_id)
    _check_identity(digits, body)
    charged = category == SERVICE and world.free_answers.are_used_up(number.phone_number_id, now)
    costs = charged or category != SERVICE
    fails_with = check_standing(world, number, digits, category, opens=opens, costs=costs)
    if type_ == "reaction" and not _is_in_chat(world, number, digits, body["reaction"]):
        fails_with = fails_with or NO_SUCH_MESSAGE
    if fail := platform.faults.find_struck("fail"):
        fails_with = fail.code
    if platform.faults.befalls("no_whatsapp", digits):
        fails_with = fails_with or UNDELIVERABLE
    per_second = world.accounts.throughput(number)
    platform.limiter.take(number.phone_number_id, digits, world.elapsed(), per_second)
    message = Message(
        id=new_wamid(digits),
        phone=digits,
        number=number.phone_number_id,
        direction=TO_CITIZEN,
        type=type_,
        content=Raw(orjson.dumps(body[type_])),
        timestamp=now,
        callback_data=callback_data,
        context=context,
        category=category,
        charged=charged,
        template_id=_find_template_id(platform, number, body) if type_ == "template" else "",
        opens=opens,
        fails_with=fails_with,
        stays=platform.faults.befalls("phone_off", digits),
        to_user_id=to_user_id,
    )
    world.store(message, flush=True)
    platform.stop_typing(digits, number.phone_number_id)
    platform.announce(digits)
    platform.progress.follow(message)
    return _answer(platform, number, message, given)


def _check_way(type_: str, category: str, *, opens: bool, to_user_id: bool) -> None:
    """Raise Refusal for what can't be sent now, or can't be sent to a user id."""
    if type_ != "template" and opens:
        raise Refusal(
            131047,
            "Message failed to send because more than 24 hours have passed since the "
            "customer last replied to this number.",
        )
    if to_user_id and category == "authentication":
        raise Refusal(131062, "Authentication templates can't be sent to a user id.")


def _is_in_chat(
    world: World, number: SimulatedNumber, digits: str, reaction: dict[str, Any]
) -> bool:
    """Say whether a reaction is to a message of this chat that can have one."""
    found = world.messages.get(reaction["message_id"])
    if found is None or (found.number, found.phone) != (number.phone_number_id, digits):
        return False
    return found.type != "reaction" and found.timestamp > world.now() - REACTION_SECONDS


def _check_identity(digits: str, body: dict[str, Any]) -> None:
    given = body.get("recipient_identity_key_hash")
    if given is not None and given != identity_key_hash(digits):
        raise Refusal(137000, "The recipient's identity key hash does not match.")


def _find_template_id(platform: Platform, number: SimulatedNumber, body: dict[str, Any]) -> str:
    send = body["template"]
    name, language = send["name"], send["language"]["code"]
    template = platform.world.find_template(number.waba_id, name, language)
    return template.id if template else ""


def _answer(
    platform: Platform, number: SimulatedNumber, message: Message, given: str
) -> dict[str, Any]:
    contact = {"input": given}
    if not message.to_user_id:
        contact["wa_id"] = message.phone
    contact["user_id"] = platform.world.user_id(number, message.phone)
    accepted = {"id": message.id}
    if message.type == "template":
        accepted["message_status"] = "accepted"
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [accepted]}


def _read_recipient(
    platform: Platform, number: SimulatedNumber, body: dict[str, Any]
) -> tuple[str, str, bool]:
    """Return digits, what was given, and whether that was a user id. `to` wins."""
    if body.get("recipient_type", "individual") != "individual":
        raise invalid("Param recipient_type must be individual.")
    to = body.get("to")
    if to:
        digits = read_digits(to)
        if digits is None:
            raise invalid("Param to must be a phone number in international notation.")
        if digits == display_digits(number):
            raise Refusal(131021, "The recipient's phone number is the sender's.")
        return as_registered(digits), str(to), False
    recipient = body.get("recipient")
    if not recipient:
        raise invalid("The parameter to is required.")
    if not isinstance(recipient, str) or not is_user_id(recipient):
        raise invalid("Param recipient must be a business-scoped user id.")
    known = platform.world.digits_of(number, recipient)
    if known is None:
        raise invalid("Param recipient is not the user id of anyone known to this business.")
    return known, recipient, True


def _read_callback_data(body: dict[str, Any]) -> str | None:
    data = body.get("biz_opaque_callback_data")
    if data is None:
        return None
    if not isinstance(data, str) or len(data) > limits.CALLBACK_DATA:
        raise invalid(
            "Param biz_opaque_callback_data must be a string of at most "
            f"{limits.CALLBACK_DATA} characters."
        )
    return data


def _read_context(number: SimulatedNumber, body: dict[str, Any]) -> dict[str, Any] | None:
    context = body.get("context")
    if context is None:
        return None
    wamid = context.get("message_id") if isinstance(context, dict) else None
    if not isinstance(wamid, str) or not wamid:
        raise invalid("The parameter context['message_id'] is required.")
    return {"from": display_digits(number), "id": wamid}


def _mark_as_read(
    platform: Platform, number: SimulatedNumber, body: dict[str, Any]
) -> dict[str, Any]:
    if body["status"] != "read":
        raise invalid("Param status must be read.")
    wamid = body.get("message_id")
    if not isinstance(wamid, str):
        raise invalid("The parameter message_id is required.")
    typing = body.get("typing_indicator")
    if typing is not None and (not isinstance(typing, dict) or typing.get("type") != "text"):
        raise invalid("Param typing_indicator['type'] must be text.")
    message = platform.world.messages.get(wamid)
    ours = message is not None and message.number == number.phone_number_id
    if message is None or not ours or message.direction != FROM_CITIZEN:
        raise invalid("Param message_id is not the id of a message that you received.")
    for each in platform.world.unread_until(message):
        change = StatusChange(id=each.id, status=READ, at=platform.world.now())
        platform.world.store(change, flush=True)
    if typing is not None:
        platform.show_typing(message.phone, number.phone_number_id)
    platform.announce(message.phone)
    return {"success": True}
