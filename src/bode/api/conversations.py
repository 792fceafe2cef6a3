"""Conversations with citizens, to be read by other systems."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field

from bode.basics import window_expires_at
from bode.conversations import queries
from bode.conversations.contacts import identity_of
from bode.conversations.models import Contact, Conversation
from bode.organisations.models import Person, TokenScope

from .access import Call, Token
from .paging import Page, Paging, page
from .telling import MessageShown, show_message

router = Router(tags=["conversations"])


class ContactShown(BaseModel):
    """A citizen. Who has a username may have no phone number."""

    phone: str | None = Field(description="E.164.")
    user_id: str | None
    name: str


class AssigneeShown(BaseModel):
    """The agent who answers."""

    id: UUID
    name: str


class ConversationShown(BaseModel):
    """A conversation and where it stands."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b14",
                    "contact": {"phone": "+31612345678", "user_id": None, "name": "Noa"},
                    "status": "open",
                    "purpose": "permits",
                    "assignee": None,
                    "window_expires_at": "2026-07-02T07:30:00Z",
                    "last_message_at": "2026-07-01T07:30:00Z",
                    "unread_count": 1,
                }
            ]
        }
    )

    id: UUID
    contact: ContactShown
    status: Literal["open", "waiting", "closed"]
    purpose: str | None
    assignee: AssigneeShown | None
    window_expires_at: datetime | None = Field(
        description="Until when one may answer in free form; null when the citizen never wrote."
    )
    last_message_at: datetime
    unread_count: int


class WhichConversations(Paging):
    """Which conversations are asked for."""

    phone: str | None = Field(default=None, description="With this number, in any notation.")
    user_id: str | None = Field(default=None, description="With this user id.")


@router.get(
    "/conversations",
    auth=Token(TokenScope.CONVERSATIONS),
    response=Page[ConversationShown],
    summary="List your conversations",
)
def list_conversations(request: Call, which: Query[WhichConversations]) -> Page[ConversationShown]:
    """The conversations of your municipality, those with the latest message first."""
    return page(
        request,
        which,
        _find(which),
        cursor=lambda conversation: (conversation.last_message_at, conversation.id),
        show=_show,
    )


@router.get(
    "/conversations/{conversation_id}",
    auth=Token(TokenScope.CONVERSATIONS),
    response=ConversationShown,
    summary="Read a conversation",
)
def get_conversation(request: Call, conversation_id: UUID) -> ConversationShown:  # noqa: ARG001 - ninja passes it
    """One conversation of your municipality."""
    return _show(queries.access_conversation(conversation_id))


@router.get(
    "/conversations/{conversation_id}/messages",
    auth=Token(TokenScope.CONVERSATIONS),
    response=Page[MessageShown],
    by_alias=True,
    summary="List the messages of a conversation",
)
def list_messages(
    request: Call, conversation_id: UUID, paging: Query[Paging]
) -> Page[MessageShown]:
    """Both sides' messages, the oldest first."""
    conversation = queries.access_conversation(conversation_id)
    return page(
        request,
        paging,
        queries.list_messages(conversation.id, after=paging.after, limit=paging.one_more),
        cursor=lambda message: (message.at, message.id),
        show=lambda message: show_message(message, conversation),
    )


def _find(which: WhichConversations) -> list[Conversation]:
    before, limit = which.after, which.one_more
    if which.phone is None and which.user_id is None:
        return queries.list_conversations(before=before, limit=limit)
    return queries.find_conversations(
        phone=_plus_kept(which.phone), user_id=which.user_id, before=before, limit=limit
    )


def _plus_kept(phone: str | None) -> str | None:
    """A plus that was not encoded in the address arrives as a space."""
    return f"+{phone.strip()}" if phone is not None and phone.startswith(" ") else phone


def _show(conversation: Conversation) -> ConversationShown:
    return ConversationShown.model_validate(
        {
            "id": conversation.id,
            "contact": _show_contact(conversation.contact),
            "status": conversation.status,
            "purpose": conversation.purpose or None,
            "assignee": _show_assignee(conversation.assignee),
            "window_expires_at": window_expires_at(conversation.last_inbound_at),
            "last_message_at": conversation.last_message_at,
            "unread_count": conversation.unread_count,
        }
    )


def _show_contact(contact: Contact) -> ContactShown:
    identity = identity_of(contact)
    return ContactShown(
        phone=f"+{identity.phone}" if identity.phone else None,
        user_id=identity.user_id,
        name=contact.name,
    )


def _show_assignee(person: Person | None) -> AssigneeShown | None:
    return None if person is None else AssigneeShown(id=person.id, name=person.name)
