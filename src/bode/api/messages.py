"""Messages: send one, and follow what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Router
from ninja.responses import Status
from pydantic import BaseModel, ConfigDict, Field

from bode.conversations import queries
from bode.conversations.explaining import explain_error
from bode.conversations.models import Message
from bode.conversations.sending import Outgoing, send
from bode.conversations.states import Direction
from bode.organisations.models import TokenScope
from bode.policy import RefusalCode

from .access import Call, Token
from .language import told
from .once import once
from .openapi import refuses
from .problems import InvalidParam
from .reading import Input, Invalid

router = Router(tags=["messages"])

Object = dict[str, Any]
_CONTENT = Field(default=None, description="The content, in the platform's own shape.")


class NewMessage(Input):
    """A message in the platform's own shape, with its purpose beside it.

    The content stands under the type's own name: `"type": "text", "text": {"body": "…"}`.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "to": "+31612345678",
                    "purpose": "permits",
                    "type": "text",
                    "text": {"body": "Uw vergunning is klaar."},
                },
                {
                    "to": "+31612345678",
                    "purpose": "appointments",
                    "type": "template",
                    "template": {
                        "name": "afspraak_herinnering",
                        "language": {"code": "nl"},
                        "components": [
                            {
                                "type": "body",
                                "parameters": [
                                    {"type": "text", "parameter_name": "naam", "text": "Noa"},
                                    {"type": "text", "parameter_name": "datum", "text": "1 juli"},
                                    {"type": "text", "parameter_name": "tijd", "text": "9.30 uur"},
                                ],
                            }
                        ],
                    },
                },
            ]
        }
    )

    to: str | None = Field(default=None, description="A phone number; best as E.164.")
    recipient: str | None = Field(
        default=None, max_length=200, description="A user id, for who has no phone number."
    )
    purpose: str = Field(description="See GET /purposes.")
    type: Literal[
        "text",
        "template",
        "image",
        "video",
        "audio",
        "document",
        "sticker",
        "location",
        "contacts",
        "interactive",
        "reaction",
    ]
    reply_to: UUID | None = Field(default=None, description="The message that this one answers.")
    messaging_product: Literal["whatsapp"] = "whatsapp"
    recipient_type: Literal["individual"] = "individual"
    text: Object | None = _CONTENT
    template: Object | None = _CONTENT
    image: Object | None = _CONTENT
    video: Object | None = _CONTENT
    audio: Object | None = _CONTENT
    document: Object | None = _CONTENT
    sticker: Object | None = _CONTENT
    location: Object | None = _CONTENT
    contacts: list[Object] | None = _CONTENT
    interactive: Object | None = _CONTENT
    reaction: Object | None = _CONTENT

    def content(self) -> Object | list[Any]:
        """What stands under the type's name. Raises `Invalid` for content of another type."""
        others = [name for name in _TYPES if name != self.type and getattr(self, name) is not None]
        if others:
            reason = told(
                f"Dit hoort niet bij het type “{self.type}”.",
                f"This does not belong to the type “{self.type}”.",
            )
            raise Invalid(
                *(InvalidParam(name=name, reason=reason, code="not_allowed") for name in others)
            )
        given: Object | list[Any] | None = getattr(self, self.type)
        return given if given is not None else {}


_TYPES: tuple[str, ...] = NewMessage.model_fields["type"].annotation.__args__  # type: ignore[union-attr]


class Accepted(BaseModel):
    """The message will be sent; follow it with GET /messages/{id}."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b13", "status": "queued"}]
        }
    )

    id: UUID
    status: str


class ErrorShown(BaseModel):
    """Why a message did not arrive, and what to do."""

    code: str
    title: str
    advice: str


class ReactionShown(BaseModel):
    """An emoji that one side attached to the message."""

    model_config = ConfigDict(populate_by_name=True)

    emoji: str
    from_: Literal["citizen", "municipality"] = Field(alias="from")


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
                    "queued_at": "2026-07-01T07:30:00Z",
                    "sending_at": "2026-07-01T07:30:00.2Z",
                    "sent_at": "2026-07-01T07:30:01Z",
                    "delivered_at": "2026-07-01T07:30:02Z",
                    "read_at": "2026-07-01T07:31:00Z",
                    "failed_at": None,
                    "received_at": None,
                    "reply_to": None,
                    "reactions": [{"emoji": "👍", "from": "citizen"}],
                    "edited_at": None,
                    "revoked_at": None,
                }
            ]
        }
    )

    id: UUID
    direction: Literal["in", "out"]
    type: str
    text: str = Field(description="What a person reads of it.")
    content: Any = Field(description="What stands under the type's name in the platform's shape.")
    status: Literal["queued", "sending", "sent", "delivered", "read", "failed", "received"]
    wamid: str | None = Field(description="The platform's own id.")
    purpose: str | None
    conversation: UUID
    error: ErrorShown | None
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
    revoked_at: datetime | None


@router.post(
    "/messages",
    auth=Token(TokenScope.MESSAGES),
    response={202: Accepted},
    summary="Send a message",
    openapi_extra=refuses(*RefusalCode, "content_malformed"),
)
@once
def send_message(request: Call, payload: NewMessage) -> Status[Accepted]:
    """Queue a message. What the rules forbid is refused with the first rule that does."""
    message = send(
        request.auth,
        Outgoing(
            type=payload.type,
            content=payload.content(),
            purpose=payload.purpose,
            to=payload.to,
            recipient=payload.recipient,
            reply_to=payload.reply_to,
        ),
    )
    return Status(202, Accepted(id=message.id, status=message.status))


@router.get(
    "/messages/{message_id}",
    auth=Token(TokenScope.MESSAGES),
    response=MessageShown,
    by_alias=True,
    summary="Read a message",
)
def get_message(request: Call, message_id: UUID) -> MessageShown:  # noqa: ARG001 - ninja passes it
    """One message of your municipality, in or out."""
    return show_message(queries.access_message(message_id))


def show_message(message: Message) -> MessageShown:
    """A message as the API tells it."""
    inbound = message.direction == Direction.IN
    return MessageShown.model_validate(
        {
            "id": message.id,
            "direction": message.direction,
            "type": message.type,
            "text": message.text,
            "content": message.content,
            "status": message.status,
            "wamid": message.wamid,
            "purpose": message.purpose or None,
            "conversation": message.conversation_id,
            "error": _error(message.error_code),
            "queued_at": None if inbound else message.created_at,
            "sending_at": message.accepted_at,
            "sent_at": message.sent_at,
            "delivered_at": message.delivered_at,
            "read_at": message.read_at,
            "failed_at": message.failed_at,
            "received_at": message.at if inbound else None,
            "reply_to": message.reply_to_id,
            "reactions": [
                {
                    "emoji": reaction.emoji,
                    "from": "citizen" if reaction.direction == Direction.IN else "municipality",
                }
                for reaction in message.reactions.all()
                if reaction.emoji
            ],
            "edited_at": message.edited_at,
            "revoked_at": message.revoked_at,
        }
    )


def _error(code: str) -> ErrorShown | None:
    explained = explain_error(code)
    if explained is None:
        return None
    return ErrorShown(
        code=explained.code,
        title=told(explained.title_nl, explained.title_en),
        advice=told(explained.advice_nl, explained.advice_en),
    )
