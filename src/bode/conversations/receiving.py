"""What citizens send: messages, and what they change about those that they sent before."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from bode.basics import RecipientInvalid, digits, now, parse_recipient
from bode.licensing.models import PhoneNumber
from bode.outbox.actions import citizen_wrote
from bode.whatsapp import (
    ContactCard,
    ContactCards,
    Context,
    Edit,
    Identity,
    InboundMessage,
    Revoke,
    System,
)
from bode.whatsapp import Media as MediaContent
from bode.whatsapp import Reaction as ReactionContent

from . import afterwards, changing, live
from .answering import answer_of_itself
from .changing import find_message
from .contacts import addresses_of, contact_for, learn, learn_own_number
from .errors import MessageUnknown
from .events import keep_event
from .expecting import expect_media, is_media_lost, miss_media
from .models import Contact, Conversation, Message
from .reading import preview_of, preview_type_of, stored, text_of, type_of
from .reopening import reopen_recent
from .states import ConversationStatus, Direction, EventKind, Forwarded, MessageStatus
from .written import notice_language

MAY_STILL_COME = timedelta(hours=1)  # the message that something in a webhook refers to
_LIVE = timedelta(seconds=3)  # from the citizen's phone to us, when nothing is in the way
_REST_OF_A_SECOND = timedelta(microseconds=999_999)


def record_message(number: PhoneNumber, event: InboundMessage) -> None:
    """Take in what a citizen sent: a message, or a change of what was said.

    Raises `MessageUnknown` when it is about a message that may come later.
    """
    sender = event.sender
    if isinstance(event.content, System):
        if find_message(number.municipality_id, event.wamid) is not None:
            return  # their earlier number may be someone else's by now
        sender = _earlier(sender, event.content)
    # One at a time from here on.
    contact = contact_for(number.municipality_id, sender, event.timestamp)
    message = find_message(number.municipality_id, event.wamid)
    if message is not None:
        changing.came_again(message, event.timestamp, event.content)
        return
    match event.content:
        case ReactionContent():
            _react(number, contact, event, event.content)
        case Edit():
            _edit(number, contact, event, event.content)
        case Revoke():
            _revoke(number, contact, event, event.content)
        case System():
            _add(number, contact, event)
            renamed = _renamed(event.content)
            learn(contact, renamed, event.timestamp, instead_of=sender.phone)
        case ContactCards():
            _add(number, contact, event)
            _learn_number(contact, event.content, event.timestamp)
        case _:
            _add(number, contact, event)


def _add(
    number: PhoneNumber, contact: Contact, event: InboundMessage, *, edit: Edit | None = None
) -> None:
    """Add a message to the running conversation; `edit` is all that is known of it so far."""
    came_at = now()
    # The platform's clock decides, but a time in the future would keep the window open too long.
    sent_at = min(event.timestamp, came_at)
    content = edit.content if edit else event.content
    is_asked = not isinstance(content, System)  # the platform's own words are no question
    about = afterwards.find_about(number, contact, content)
    conversation = about or _running_conversation(number, contact, is_asked=is_asked)
    message = Message.objects.create(
        municipality_id=number.municipality_id,
        conversation=conversation,
        direction=Direction.IN,
        type=type_of(edit.type if edit else event.type, content),
        text=text_of(content),
        content=stored(content),
        status=MessageStatus.RECEIVED,
        wamid=edit.original_message_id if edit else event.wamid,
        reply_to=find_message(number.municipality_id, event.context.reply_to),
        forwarded=_forwarded(event.context),
        at=_place(sent_at, came_at, conversation.last_message_at),
        edited_at=sent_at if edit else None,
    )
    if edit is not None:
        changing.keep_version(message, event.wamid, sent_at, content)
    if is_media_lost(event.errors):
        miss_media(message)
    elif isinstance(content, MediaContent):
        expect_media(message, content)
    if about is not None:
        afterwards.hear(message)
    else:
        _bring_up(message, sent_at)
    if is_asked:
        citizen_wrote(number.id, addresses_of(contact))
        notice_language(message)
        answer_of_itself(number, contact, message)


def _forwarded(context: Context) -> Forwarded:
    if context.frequently_forwarded:
        return Forwarded.OFTEN
    return Forwarded.SOME if context.forwarded else Forwarded.NO


def _place(sent_at: datetime, came_at: datetime, latest: datetime) -> datetime:
    """Where a message stands on the page.

    The platform gives whole seconds. What comes live stands where it came within its second, so
    that a citizen's answer never stands above the question of ours that was sent just before.
    What comes later never stands above the latest of its second: we may have come to lag behind.
    """
    last_moment = sent_at + _REST_OF_A_SECOND
    if came_at - sent_at < _LIVE:
        return min(came_at, last_moment)
    return latest if sent_at < latest <= last_moment else sent_at


def _running_conversation(
    number: PhoneNumber, contact: Contact, *, is_asked: bool = True
) -> Conversation:
    """The conversation that runs, or ran until a moment ago, or a new one.

    `contact_for` holds the lock.
    """
    theirs = {"municipality_id": number.municipality_id, "contact": contact, "number": number}
    running = Conversation.objects.exclude(status=ConversationStatus.CLOSED)
    found = running.filter(**theirs).first()
    if found is None and is_asked:
        found = reopen_recent(number, contact)
    if found is None:
        status = ConversationStatus.OPEN if is_asked else ConversationStatus.WAITING
        found, _ = running.get_or_create(**theirs, defaults={"status": status})
    return found


# What comes late takes its place among the messages, and leaves the preview to the latest. The
# platform's own words (`system`) are no question of the citizen. Any other message wakes what was
# snoozed, and opens what was closed while it came.
BRING_UP = """
WITH before AS (
    SELECT id, snoozed_until FROM conversations_conversation
    WHERE id = %(conversation)s FOR UPDATE
)
UPDATE conversations_conversation AS conversation
SET last_message_at = CASE preview_type WHEN '' THEN %(at)s
                      ELSE greatest(last_message_at, %(at)s) END,
    preview = CASE WHEN preview_type = '' OR last_message_at <= %(at)s THEN %(preview)s
              ELSE preview END,
    preview_type = CASE WHEN preview_type = '' OR last_message_at <= %(at)s THEN %(type)s
                   ELSE preview_type END,
    status = CASE %(type)s WHEN 'system' THEN status ELSE 'open' END,
    unread_count = unread_count + CASE %(type)s WHEN 'system' THEN 0 ELSE 1 END,
    last_inbound_at = CASE %(type)s WHEN 'system' THEN last_inbound_at
                      ELSE greatest(last_inbound_at, %(sent_at)s) END,
    snoozed_until = CASE %(type)s WHEN 'system' THEN conversation.snoozed_until END,
    closed_at = CASE %(type)s WHEN 'system' THEN closed_at END,
    attention = CASE WHEN %(type)s = 'system' OR attention = 'due' THEN attention ELSE '' END,
    attention_since = CASE WHEN %(type)s = 'system' OR attention = 'due' THEN attention_since END
FROM before
WHERE conversation.id = before.id
RETURNING before.snoozed_until IS NOT NULL AND %(type)s <> 'system'
"""


def _bring_up(message: Message, sent_at: datetime) -> None:
    """Show in the list of conversations that this message came."""
    with connection.cursor() as cursor:
        cursor.execute(
            BRING_UP,
            {
                "at": message.at,
                "sent_at": sent_at,
                "preview": preview_of(message.text, message.content),
                "type": preview_type_of(message.type, message.content),
                "conversation": message.conversation_id,
            },
        )
        [(was_snoozed,)] = cursor.fetchall()
    if was_snoozed:
        keep_event(message.conversation, EventKind.WOKEN)
    live.announce(message.municipality_id, [message.conversation_id])


def _earlier(sender: Identity, content: System) -> Identity:
    """How the citizen was called before the news about them."""
    if content.user_id is None:
        return sender
    return Identity(phone=sender.phone, name=sender.name, user_id=content.previous_user_id)


def _renamed(content: System) -> Identity:
    return Identity(
        phone=content.new_phone, user_id=content.user_id, parent_user_id=content.parent_user_id
    )


def _learn_number(contact: Contact, content: ContactCards, at: datetime) -> None:
    """A citizen gives their own number, when they were asked for it."""
    for card in content.cards:
        number = _number_on(card)
        if card.origin == "contact_request" and number:
            learn_own_number(contact, number, at)


def _number_on(card: ContactCard) -> str | None:
    """The number as the platform writes it, or else as it stands on the card in any notation."""
    named = next((phone.wa_id for phone in card.phones if phone.wa_id), None)
    for phone in card.phones:
        if named is None and phone.phone:
            with suppress(RecipientInvalid):
                named = digits(parse_recipient(phone.phone))
    return named


def _react(
    number: PhoneNumber, contact: Contact, event: InboundMessage, content: ReactionContent
) -> None:
    message = find_message(number.municipality_id, content.message_id)
    if message is None:
        if event.timestamp > now() - MAY_STILL_COME:
            raise MessageUnknown
        return  # a reaction to something that was never ours shows nowhere
    at = min(event.timestamp, now())
    if not changing.react(message, Direction.IN, content.emoji, at):
        return
    Conversation.objects.filter(id=message.conversation_id).update(
        last_inbound_at=Greatest(F("last_inbound_at"), at)
    )
    citizen_wrote(number.id, addresses_of(contact))
    live.announce(number.municipality_id, [message.conversation_id])


def _edit(number: PhoneNumber, contact: Contact, event: InboundMessage, content: Edit) -> None:
    message = find_message(number.municipality_id, content.original_message_id)
    if message is None:
        _add(number, contact, event, edit=content)
        return
    changing.edit(
        message,
        by=contact,
        direction=Direction.IN,
        wamid=event.wamid,
        at=min(event.timestamp, now()),
        to=content,
    )


def _revoke(number: PhoneNumber, contact: Contact, event: InboundMessage, content: Revoke) -> None:
    at = min(event.timestamp, now())
    message = find_message(number.municipality_id, content.original_message_id)
    if message is None:
        # Taken back before it came: this keeps its place, and what it said stays unsaid.
        message = Message.objects.create(
            municipality_id=number.municipality_id,
            conversation=_running_conversation(number, contact),
            direction=Direction.IN,
            type=event.type[:40],
            content={},
            status=MessageStatus.RECEIVED,
            wamid=content.original_message_id,
            at=at,
        )
    changing.revoke(message, by=contact, direction=Direction.IN, at=at)
