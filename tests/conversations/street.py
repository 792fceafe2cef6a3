"""What the platform tells, as webhooks tell it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from bode.basics import now
from bode.conversations import queries, recording
from bode.conversations.models import Message
from bode.conversations.numbers import Numbers
from bode.conversations.sending import Outgoing, send
from bode.organisations.actors import Actor
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


class Deliver:
    """Sends an answer to the only citizen, and has the platform report that it arrived."""

    def __init__(self, agent: Actor, citizen: Citizen, at: datetime) -> None:
        self._agent, self._citizen, self._at = agent, citizen, at

    def __call__(
        self,
        category: str = "service",
        kind: str = "regular",
        *,
        purpose: str = "permits",
        at: datetime | None = None,
    ) -> Message:
        at = at or self._at
        [conversation] = queries.list_conversations()
        content = {"body": "Uw vergunning is klaar"}
        message = send(
            self._agent,
            Outgoing(
                type="text",
                content=content,
                purpose=purpose,
                conversation_id=conversation.id,
                purpose_reason="De inwoner vraagt nu iets anders.",
            ),
        )
        Message.objects.filter(id=message.id).update(created_at=at)
        wamid, more = (
            f"wamid.PAID{next(_ids)}",
            {
                "recipient_id": self._citizen.phone,
                "pricing": {"category": category, "type": kind},
            },
        )
        report(wamid, "sent", at, message.id, **more)
        report(wamid, "delivered", at + timedelta(seconds=1), message.id, **more)
        return message
