"""A message, as the API tells it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bode.conversations.contacts import identity_of
from bode.conversations.explaining import explain_trouble
from bode.conversations.models import Conversation, Message, Reaction
from bode.conversations.queries import list_reactions
from bode.conversations.states import Direction
from bode.outbox.queries import find_waits
from bode.outbox.states import Waits

from .language import told


class ErrorShown(BaseModel):
    """Why a message did not arrive, and what to do."""

    code: int | str = Field(
        description="A number of the platform's, or a word of Bode's own: `unsettled`, …"
    )
    title: str
    advice: str


class ReactionShown(BaseModel):
    """An emoji that one side attached to the message."""

    model_config = ConfigDict(populate_by_name=True)

    emoji: str
    from_: str | None = Field(
        alias="from",
        description="The citizen's phone (E.164) or else user id, or the municipality's number.",
    )


class MessageShown(BaseModel):
    """A message and what became of it; a status that was not reached has no time."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b13",
                    "direction": "out",
                    "type": "text",
                    "text": "Uw vergunning is klaar.",
                    "content": {"body": "Uw vergunning is klaar."},
                    "status": "read",
                    "wamid": "wamid.HBgLMzE2MTIzNDU2NzgVAgARGBI",
                    "purpose": "permits",
                    "conversation": "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b14",
                    "error": None,
                    "waits_for": None,
                    "queued_at": "2026-07-01T07:30:00Z",
                    "sending_at": "2026-07-01T07:30:00.2Z",
                    "sent_at": "2026-07-01T07:30:01Z",
                    "delivered_at": "2026-07-01T07:30:02Z",
                    "read_at": "2026-07-01T07:31:00Z",
                    "failed_at": None,
                    "received_at": None,
                    "reply_to": None,
                    "reactions": [{"emoji": "👍", "from": "+31612345678"}],
                    "edited_at": None,
                    "revoked_at": None,
                }
            ]
        }
    )

    id: UUID
    direction: Literal["in", "out"]
    type: str
    text: str = Field(description="What a person reads of it; nothing once it was taken back.")
    content: Any = Field(
        description="What stands under the type's name in the platform's shape; an empty object "
        "once it was taken back."
    )
    status: Literal["queued", "sending", "sent", "delivered", "read", "failed", "received"]
    wamid: str | None = Field(description="The platform's own id.")
    purpose: str | None
    conversation: UUID
    error: ErrorShown | None
    waits_for: Waits | None = Field(
        description="Why it has not left yet, while it is `queued` or its fate is unknown: its "
        "number or this citizen got what the platform allows for now, an earlier message to the "
        "same citizen goes first, …"
    )
    queued_at: datetime | None
    sending_at: datetime | None = Field(description="When the platform accepted it.")
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    failed_at: datetime | None
    received_at: datetime | None = Field(description="Of an inbound one, by the platform's clock.")
    reply_to: UUID | None
    reactions: list[ReactionShown]
    edited_at: datetime | None
    revoked_at: datetime | None = Field(description="When the citizen took it back.")


def show_message(message: Message, conversation: Conversation) -> MessageShown:
    """A message of this conversation as the API tells it."""
    inbound = message.direction == Direction.IN
    revoked = message.revoked_at is not None
    return MessageShown.model_validate(
        {
            "id": message.id,
            "direction": message.direction,
            "type": message.type,
            "text": "" if revoked else message.text,
            "content": {} if revoked else message.content,
            "status": message.status,
            "wamid": message.wamid,
            "purpose": message.purpose or None,
            "conversation": message.conversation_id,
            "error": _error(message),
            "waits_for": None if inbound or message.accepted_at else _waits_for(message.id),
            "queued_at": None if inbound else message.created_at,
            "sending_at": message.accepted_at,
            "sent_at": message.sent_at,
            "delivered_at": message.delivered_at,
            "read_at": message.read_at,
            "failed_at": message.failed_at,
            "received_at": message.at if inbound else None,
            "reply_to": message.reply_to_id,
            "reactions": [
                {"emoji": reaction.emoji, "from": _whose(reaction, conversation)}
                for reaction in list_reactions(message)
            ],
            "edited_at": message.edited_at,
            "revoked_at": message.revoked_at,
        }
    )


def _waits_for(message_id: UUID) -> Waits | None:
    return find_waits([message_id]).get(message_id)


def _whose(reaction: Reaction, conversation: Conversation) -> str | None:
    if reaction.direction == Direction.OUT:
        return conversation.number.display_number
    citizen = identity_of(conversation.contact)
    return f"+{citizen.phone}" if citizen.phone else citizen.user_id


def _error(message: Message) -> ErrorShown | None:
    explained = explain_trouble(message)
    if explained is None:
        return None
    code = explained.code
    return ErrorShown(
        code=int(code) if code.isdecimal() else code,
        title=told(explained.title_nl, explained.title_en),
        advice=told(explained.advice_nl, explained.advice_en),
    )
