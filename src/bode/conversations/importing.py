"""Messages that passed beside Bode: typed in the app on the phone, or from before it was connected.

They fill the page, and are news to nobody: never unread, and no window opens by what we said.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import Greatest

from bode.basics import now
from bode.licensing.models import PhoneNumber
from bode.whatsapp import Content, Edit, HistoryMessage, MessageEcho, Revoke
from bode.whatsapp import Media as MediaContent
from bode.whatsapp import Reaction as ReactionContent

from . import changing, live
from .changing import find_message
from .contacts import contact_for
from .continuing import latest_conversation, new_conversation
from .expecting import expect_media, is_media_lost, miss_media
from .explaining import code_told
from .models import Contact, Conversation, Message
from .reading import preview_of, preview_type_of, stored, text_of, type_of
from .reporting import find_reports
from .states import BESIDE_BODE, ConversationStatus, Direction, MessageStatus

_MEDIA_KEPT = timedelta(days=14)  # by the platform, of messages from before
_STATUSES = {
    "READ": MessageStatus.READ,
    "PLAYED": MessageStatus.READ,
    "DELIVERED": MessageStatus.DELIVERED,
    "ERROR": MessageStatus.FAILED,
}


def record_echo(number: PhoneNumber, event: MessageEcho) -> None:
    """Staff sent, changed or withdrew something in the app on the phone."""
    contact = contact_for(number.municipality_id, event.recipient)
    at = min(event.timestamp, now())
    known = find_message(number.municipality_id, event.wamid)
    if known is not None:
        changing.came_again(known, at, event.content)
        return
    if isinstance(event.content, ReactionContent | Edit | Revoke):
        if not _change(number, contact, event, Direction.OUT):
            _add_unseen(number, contact, event, at)
        return
    conversation = _conversation(number, contact)
    message = _add(conversation, event, event.content, Direction.OUT, MessageStatus.SENT, at)
    find_reports(message)
    _answer(message)


def record_old_message(number: PhoneNumber, event: HistoryMessage) -> None:
    """A message from before the number was connected. It reopens nothing, and nobody is told."""
    contact = contact_for(number.municipality_id, event.citizen)
    if find_message(number.municipality_id, event.wamid) is not None:
        return
    direction = Direction.OUT if event.from_business else Direction.IN
    if isinstance(event.content, ReactionContent | Edit | Revoke):
        _change(number, contact, event, direction)
        return
    at = min(event.timestamp, now())
    status = (
        _STATUSES.get((event.status or "").upper(), MessageStatus.SENT)
        if event.from_business
        else MessageStatus.RECEIVED
    )
    code = code_told(status, event.errors) if status == MessageStatus.FAILED else ""
    conversation = _past_conversation(number, contact, at)
    message = _add(conversation, event, event.content, direction, status, at, error_code=code)
    _show_latest(message)
    if direction == Direction.IN:  # the platform's window counts from here, whoever saw it
        Conversation.objects.filter(id=conversation.id).update(
            last_inbound_at=Greatest(F("last_inbound_at"), at)
        )


def _change(
    number: PhoneNumber, contact: Contact, event: MessageEcho | HistoryMessage, direction: str
) -> bool:
    """Change the message that this is about; False when it is not there."""
    at, content = min(event.timestamp, now()), event.content
    about = content.message_id if isinstance(content, ReactionContent) else None
    if isinstance(content, Edit | Revoke):
        about = content.original_message_id
    message = find_message(number.municipality_id, about)
    if message is None:
        return False
    match content:
        case ReactionContent():
            changing.react(message, direction, content.emoji, at)
        case Edit():
            changing.edit(
                message, by=contact, direction=direction, wamid=event.wamid, at=at, to=content
            )
        case Revoke():
            changing.revoke(message, by=contact, direction=direction, at=at)
    live.announce(number.municipality_id, [message.conversation_id])
    return True


def _add_unseen(number: PhoneNumber, contact: Contact, event: MessageEcho, at: datetime) -> None:
    """Keep the place of a message of which an edit or a withdrawal came first."""
    match event.content:
        case Edit() as edit:
            message = _add(
                _conversation(number, contact),
                event,
                edit.content,
                Direction.OUT,
                MessageStatus.SENT,
                at,
                wamid=edit.original_message_id,
                kind=edit.type,
                edited_at=at,
            )
            changing.keep_version(message, event.wamid, at, edit.content)
            _answer(message)
        case Revoke() as revoke:
            _add(
                _conversation(number, contact),
                event,
                revoke,
                Direction.OUT,
                MessageStatus.SENT,
                at,
                wamid=revoke.original_message_id,
                revoked_at=at,
            )


def _add(
    conversation: Conversation,
    event: MessageEcho | HistoryMessage,
    content: Content,
    direction: str,
    status: str,
    at: datetime,
    *,
    wamid: str = "",
    kind: str = "",
    **more: datetime | str,
) -> Message:
    ours = direction == Direction.OUT
    message = Message.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        direction=direction,
        type=type_of(kind or event.type, content),
        text=text_of(content),
        content=stored(content),
        author_name=BESIDE_BODE if ours else "",
        status=status,
        wamid=wamid or event.wamid,
        reply_to=find_message(conversation.municipality_id, event.context.reply_to),
        at=at,
        sent_at=at if ours else None,
        **more,
    )
    errors = event.errors if isinstance(event, HistoryMessage) else ()
    is_media = isinstance(content, MediaContent)
    if is_media_lost(errors) or (is_media and at <= now() - _MEDIA_KEPT):
        miss_media(message)
    elif isinstance(content, MediaContent):
        expect_media(message, content)
    return message


def _conversation(number: PhoneNumber, contact: Contact) -> Conversation:
    latest = latest_conversation(contact, number)
    if latest is None or latest.status == ConversationStatus.CLOSED:
        return new_conversation(number, contact, latest)
    return latest


def _past_conversation(number: PhoneNumber, contact: Contact, at: datetime) -> Conversation:
    """The latest conversation, whatever its status; without one, a closed one."""
    latest = latest_conversation(contact, number)
    return latest or Conversation.objects.create(
        municipality_id=number.municipality_id,
        contact=contact,
        number=number,
        status=ConversationStatus.CLOSED,
        last_message_at=at,
    )


def _answer(message: Message) -> None:
    """Our message leaves the conversation with the citizen, unless they wrote since."""
    if _show_latest(message):
        Conversation.objects.filter(id=message.conversation_id).update(
            status=ConversationStatus.WAITING
        )
    live.announce(message.municipality_id, [message.conversation_id])


def _show_latest(message: Message) -> bool:
    """Show this message in the list of conversations, if it is the latest."""
    found = Conversation.objects.filter(id=message.conversation_id)
    return bool(
        found.filter(Q(last_message_at__lte=message.at) | Q(preview_type="")).update(
            last_message_at=message.at,
            is_quiet=False,
            preview=preview_of(message.text, message.content),
            preview_type=preview_type_of(message.type, message.content),
        )
    )
