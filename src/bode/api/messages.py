"""Messages: send one, and follow what became of it."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from ninja import Router
from ninja.responses import Status
from pydantic import BaseModel, ConfigDict, Field

from bode.conversations import queries
from bode.conversations.crossing import require_read
from bode.conversations.deciding import give_up, send_again
from bode.conversations.models import Message
from bode.conversations.sending import Outgoing, send
from bode.organisations.actors import Actor
from bode.organisations.models import TokenScope
from bode.policy import RefusalCode

from .access import Call, Token
from .language import told
from .once import once
from .openapi import refuses
from .problems import InvalidParam
from .reading import Input, Invalid
from .telling import MessageShown, show_message

router = Router(tags=["messages"])

Object = dict[str, Any]
_CONTENT = Field(default=None, description="The content, in the platform's own shape.")


class Context(Input):
    """What a message answers, in the platform's own shape."""

    message_id: str = Field(max_length=300, description="The platform's id (wamid).")


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
    context: Context | None = Field(
        default=None, description="The same by the platform's id; instead of `reply_to`."
    )
    read_until: UUID | None = Field(
        default=None,
        description="The last message of the conversation that whoever writes this has read. When "
        "a person answered the citizen after it, nothing is sent: `answered_meanwhile` names that "
        "answer.",
    )
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
            raise Invalid(*(_not_allowed(name, reason) for name in others))
        given: Object | list[Any] | None = getattr(self, self.type)
        return given if given is not None else {}

    def answered(self) -> str | None:
        """The wamid of what this answers. Raises `Invalid` when that is said in two ways."""
        if self.context is None:
            return None
        if self.reply_to is not None:
            reason = told(
                "Gebruik “reply_to” of “context”, niet allebei.",
                "Use “reply_to” or “context”, not both.",
            )
            raise Invalid(_not_allowed("context", reason))
        return self.context.message_id


def _not_allowed(name: str, reason: str) -> InvalidParam:
    return InvalidParam(name=name, reason=reason, code="not_allowed")


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


@router.post(
    "/messages",
    auth=Token(TokenScope.MESSAGES),
    response={202: Accepted},
    summary="Send a message",
    openapi_extra=refuses("answered_meanwhile", *RefusalCode, "content_malformed"),
)
@once
def send_message(request: Call, payload: NewMessage) -> Status[Accepted]:
    """Queue a message. What the rules forbid is refused with the first rule that does."""
    outgoing = Outgoing(
        type=payload.type,
        content=payload.content(),
        purpose=payload.purpose,
        to=payload.to,
        recipient=payload.recipient,
        reply_to=payload.reply_to,
        reply_to_wamid=payload.answered(),
    )
    if payload.read_until is None:
        message = send(request.auth, outgoing)
    else:
        message = _send_when_read(request.auth, outgoing, payload.read_until)
    return Status(202, Accepted(id=message.id, status=message.status))


@transaction.atomic
def _send_when_read(actor: Actor, outgoing: Outgoing, read_until: UUID) -> Message:
    """Send it unless a person answered this citizen after what its writer read last."""
    try:
        last = queries.access_message(read_until)
    except Message.DoesNotExist:
        raise _unknown("read_until") from None
    citizen = last.conversation.contact
    if not queries.is_called(citizen, phone=outgoing.to, user_id=outgoing.recipient):
        raise _unknown("read_until")
    require_read(actor, last)
    return send(actor, outgoing)


def _unknown(name: str) -> Invalid:
    reason = told(
        "Dit bericht is er niet, of niet met deze inwoner.",
        "There is no such message with this citizen.",
    )
    return Invalid(InvalidParam(name=name, reason=reason, code="unknown"))


@router.get(
    "/messages/{message_id}",
    auth=Token(TokenScope.MESSAGES),
    response=MessageShown,
    by_alias=True,
    summary="Read a message",
)
def get_message(request: Call, message_id: UUID) -> MessageShown:  # noqa: ARG001 - ninja passes it
    """One message of your municipality, in or out."""
    return _show(message_id)


class Nothing(Input):
    """All has been said by the address."""


@router.post(
    "/messages/{message_id}/send-again",
    auth=Token(TokenScope.MESSAGES),
    response={202: MessageShown},
    by_alias=True,
    summary="Send a message once more",
    openapi_extra=refuses("nothing_to_decide", "repeat_refused", *RefusalCode, "content_malformed"),
)
@once
def send_message_again(
    request: Call,
    message_id: UUID,
    payload: Nothing | None = None,  # noqa: ARG001 - an empty object is welcome
) -> Status[MessageShown]:
    """Decide to send what failed, or what nobody knows the fate of (`unsettled`), once more.

    What failed becomes one new message, judged by the rules of now; the answer shows that one.
    Where the same would fail again, or not before a moment yet to come, it is refused.
    """
    return Status(202, _show(send_again(request.auth, message_id).id))


@router.post(
    "/messages/{message_id}/give-up",
    auth=Token(TokenScope.MESSAGES),
    response={200: MessageShown},
    by_alias=True,
    summary="Leave a message unsent",
    openapi_extra=refuses("nothing_to_decide"),
)
@once
def give_message_up(
    request: Call,
    message_id: UUID,
    payload: Nothing | None = None,  # noqa: ARG001 - an empty object is welcome
) -> Status[MessageShown]:
    """Decide not to send again what nobody knows the fate of (`unsettled`)."""
    return Status(200, _show(give_up(request.auth, message_id).id))


def _show(message_id: UUID) -> MessageShown:
    message = queries.access_message(message_id)
    return show_message(message, queries.access_conversation(message.conversation_id))
