"""Recording what the platform reports. Twice, late or out of order: the result is the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest

from bode.basics import now
from bode.licensing.actions import set_template_status
from bode.licensing.models import PhoneNumber
from bode.licensing.queries import find_number_by_platform_id
from bode.organisations.tenancy import every_tenant, scope
from bode.whatsapp import (
    Edit,
    Event,
    InboundMessage,
    Revoke,
    StatusUpdate,
    System,
    TemplateStatus,
)
from bode.whatsapp import Media as MediaContent
from bode.whatsapp import Reaction as ReactionContent

from . import jobs, live
from .contacts import add_identity, contact_for
from .errors import NumberUnknown
from .models import Contact, Conversation, Media, Message, Reaction
from .reading import PREVIEW_LENGTH, stored, text_of
from .reporting import Report, record_reports
from .states import ConversationStatus, Direction, MessageStatus


def record(event: Event) -> None:
    """Take in one event. Raises `NumberUnknown` when no licence has its phone number.

    Kinds of event that have no effect yet are left to the log that they came from.
    """
    match event:
        case InboundMessage():
            with _at_number(event.phone_number_id) as number:
                _record_message(number, event)
        case StatusUpdate():
            with _at_number(event.phone_number_id) as number:
                record_reports(number.municipality_id, [_report(event)])
        case TemplateStatus():
            with every_tenant("templates are named by the platform's account alone"):
                set_template_status(
                    event.waba_id, event.name or "", event.language or "", event.event
                )


@contextmanager
def _at_number(platform_id: str | None) -> Iterator[PhoneNumber]:
    with every_tenant("a webhook names a phone number, not a municipality"):
        number = find_number_by_platform_id(platform_id or "")
    if number is None:
        raise NumberUnknown(platform_id)
    with scope(number.municipality_id), transaction.atomic():
        yield number


def _report(event: StatusUpdate) -> Report:
    return Report(
        wamid=event.wamid,
        status=event.status,
        at=event.timestamp,
        message_id=_uuid(event.callback_data),
        error_code=str(event.errors[0].code) if event.errors else "",
    )


def _uuid(text: str | None) -> UUID | None:
    """Our own id in what the platform echoed; None when someone else gave it."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _record_message(number: PhoneNumber, event: InboundMessage) -> None:
    if Message.objects.filter(
        municipality_id=number.municipality_id, wamid=event.wamid
    ).exists():
        return  # reported before
    contact = contact_for(number.municipality_id, event.sender)
    content = event.content
    if isinstance(content, ReactionContent):
        _react(number, event, content)
    elif isinstance(content, Edit | Revoke):
        _change(number, contact, event, content)
    else:
        _add(number, contact, event)
    if isinstance(content, System) and content.new_phone:
        add_identity(contact, "phone", content.new_phone)


def _add(number: PhoneNumber, contact: Contact, event: InboundMessage) -> None:
    conversation = _running_conversation(number, contact)
    # The platform's clock decides, but a time in the future would keep the window open too long.
    at = min(event.timestamp, now())
    text = text_of(event.content)
    message, is_new = Message.objects.get_or_create(
        municipality_id=number.municipality_id,
        wamid=event.wamid,
        defaults={
            "conversation": conversation,
            "direction": Direction.IN,
            "type": event.type[:40],
            "text": text,
            "content": stored(event.content),
            "status": MessageStatus.RECEIVED,
            "reply_to": _answered(number.municipality_id, event.context.reply_to),
            "at": at,
        },
    )
    if not is_new:
        return
    if isinstance(event.content, MediaContent):
        _keep_media(message, event.content)
    from_citizen = not isinstance(event.content, System)
    Conversation.objects.filter(id=conversation.id).update(
        last_message_at=Greatest(F("last_message_at"), at),
        preview=(text or event.type)[:PREVIEW_LENGTH],
        **(
            {
                "status": ConversationStatus.OPEN,
                "unread_count": F("unread_count") + 1,
                "last_inbound_at": Greatest(F("last_inbound_at"), at),
            }
            if from_citizen
            else {}
        ),
    )
    live.announce(number.municipality_id, [conversation.id])


def _running_conversation(number: PhoneNumber, contact: Contact) -> Conversation:
    """The conversation that is not closed, or a new one. `contact_for` holds the lock."""
    conversation, _ = Conversation.objects.exclude(
        status=ConversationStatus.CLOSED
    ).get_or_create(
        municipality_id=number.municipality_id,
        contact=contact,
        number=number,
        defaults={"status": ConversationStatus.OPEN},
    )
    return conversation


def _answered(municipality_id: UUID, wamid: str | None) -> Message | None:
    if wamid is None:
        return None
    return Message.objects.filter(municipality_id=municipality_id, wamid=wamid).first()


def _keep_media(message: Message, content: MediaContent) -> None:
    media = Media.objects.create(
        municipality_id=message.municipality_id,
        message=message,
        platform_id=content.id[:100],
        mime_type=(content.mime_type or "")[:120],
        filename=(content.filename or "")[:255],
    )
    jobs.fetch_media.defer(media_id=str(media.id))


def _react(number: PhoneNumber, event: InboundMessage, content: ReactionContent) -> None:
    message = _answered(number.municipality_id, content.message_id)
    if message is None:
        return  # a reaction to something that was never ours shows nowhere
    at = min(event.timestamp, now())
    known = Reaction.objects.filter(message=message, direction=Direction.IN).first()
    if known is not None and known.at > at:
        return
    Reaction.objects.update_or_create(
        municipality_id=number.municipality_id,
        message=message,
        direction=Direction.IN,
        defaults={"emoji": content.emoji[:40], "at": at},
    )
    Conversation.objects.filter(id=message.conversation_id).update(
        last_inbound_at=Greatest(F("last_inbound_at"), at)
    )
    live.announce(number.municipality_id, [message.conversation_id])


def _change(
    number: PhoneNumber, contact: Contact, event: InboundMessage, content: Edit | Revoke
) -> None:
    """A citizen edits or takes back their own message; nobody else's."""
    at = min(event.timestamp, now())
    original = Message.objects.filter(
        municipality_id=number.municipality_id,
        wamid=content.original_message_id,
        direction=Direction.IN,
        conversation__contact=contact,
    )
    if isinstance(content, Revoke):
        original.filter(revoked_at=None).update(revoked_at=at)
    else:
        original.filter(Q(edited_at=None) | Q(edited_at__lt=at)).update(
            edited_at=at, text=text_of(content.content), content=stored(content.content)
        )
    changed = original.values_list("conversation_id", flat=True)
    live.announce(number.municipality_id, changed)
