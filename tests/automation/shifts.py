"""What passes between an agent and the only citizen, at moments that a test chooses."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tests.conversations.street import Citizen
from tests.conversations.test_sending import text

from bode.conversations.actions import close_conversation
from bode.conversations.models import Conversation, ConversationEvent, Message
from bode.conversations.sending import send
from bode.organisations.actors import Actor


def helped(citizen: Citizen, agent: Actor) -> Conversation:
    """A citizen asked something, and an agent answered."""
    citizen.write(content={"body": "Wanneer komt mijn vergunning?"})
    conversation = Conversation.objects.latest("last_message_at")
    send(agent, text(conversation_id=conversation.id))
    conversation.refresh_from_db()
    return conversation


def closed(
    citizen: Citizen, agent: Actor, *, ago: timedelta = timedelta(minutes=2)
) -> Conversation:
    """The same, and then the agent closed it."""
    conversation = helped(citizen, agent)
    close_conversation(agent, conversation.id)
    let_pass(ago)
    conversation.refresh_from_db()
    return conversation


def let_pass(time: timedelta) -> None:
    """Everything so far was this much earlier."""
    for message in Message.objects.all():
        Message.objects.filter(id=message.id).update(at=message.at - time)
    for event in ConversationEvent.objects.all():
        ConversationEvent.objects.filter(id=event.id).update(at=event.at - time)
    for each in Conversation.objects.all():
        each.last_message_at -= time
        each.last_inbound_at = _earlier(each.last_inbound_at, time)
        each.closed_at = _earlier(each.closed_at, time)
        each.save(update_fields=["last_message_at", "last_inbound_at", "closed_at"])


def said_by(rule: str) -> list[Message]:
    """What Bode said by a rule, oldest first."""
    return list(Message.objects.filter(automatic=rule).order_by("at", "id"))


def press(citizen: Citizen, message: Message, place: int = 0) -> None:
    """Press a button, or a row, of a message of ours."""
    assert isinstance(message.content, dict)
    action = message.content["action"]
    if "sections" in action:
        row, kind = action["sections"][0]["rows"][place], "list_reply"
    else:
        row, kind = action["buttons"][place]["reply"], "button_reply"
    citizen.write("interactive", {"type": kind, kind: row})


def status_of(conversation_id: UUID) -> tuple[str, int]:
    found = Conversation.objects.get(id=conversation_id)
    return found.status, found.unread_count


def _earlier(at: datetime | None, time: timedelta) -> datetime | None:
    return at - time if at is not None else None
