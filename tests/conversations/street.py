"""What the platform tells, as webhooks tell it."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from bode.basics import now
from bode.conversations import recording
from bode.conversations.numbers import Numbers
from bode.whatsapp import parse_webhook

NUMBER = "300000000000001"
PROVIDER = "proefbode"
PHONE = "31612345678"
_ids = count(1)


def record(
    provider: str = PROVIDER, *, field: str = "messages", **items: list[dict[str, Any]]
) -> None:
    """Record one webhook with these messages, statuses or contacts in it."""
    value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}} | items
    entry = {"id": "400000000000001", "changes": [{"field": field, "value": value}]}
    body = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
    for event in parse_webhook(body):
        recording.record(event, Numbers(provider))


def report(wamid: str, status: str, at: datetime, message_id: UUID | None, **more: Any) -> None:
    """The platform reports about a message of ours."""
    told = {"id": wamid, "status": status, "timestamp": seconds(at), "recipient_id": PHONE} | more
    if message_id is not None:
        told["biz_opaque_callback_data"] = str(message_id)
    record(statuses=[told])


def seconds(at: datetime) -> str:
    return str(int(at.timestamp()))


class Citizen:
    """Someone with a phone."""

    def __init__(
        self,
        phone: str | None = PHONE,
        *,
        user_id: str | None = None,
        name: str = "Sanne",
        username: str = "",
    ) -> None:
        self.phone, self.user_id, self.name, self.username = phone, user_id, name, username

    def write(
        self,
        kind: str = "text",
        content: Any = None,
        *,
        wamid: str | None = None,
        at: datetime | None = None,
        **more: Any,
    ) -> str:
        """Send something; return its wamid."""
        wamid = wamid or f"wamid.IN{next(_ids)}"
        told = {"id": wamid, "type": kind, "timestamp": seconds(at or now())} | more
        told[kind] = {"body": "Hallo"} if kind == "text" and content is None else content
        contact: dict[str, Any] = {"profile": {"name": self.name, "username": self.username}}
        if self.phone:
            told["from"] = contact["wa_id"] = self.phone
        if self.user_id:
            told["from_user_id"] = contact["user_id"] = self.user_id
        record(messages=[told], contacts=[contact])
        return wamid
