"""The messages of a conversation on its page: the end of it, and what came before in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from bode.basics import now
from bode.conversations import history, queries
from bode.conversations.crossing import read_until
from bode.conversations.history import PIECE
from bode.conversations.models import Conversation, Message
from bode.conversations.states import Direction
from bode.desk.surroundings import Surroundings

from .around.notes import ShownNote, among, show_notes
from .bubbles import Bubble, show_messages
from .events import ShownEvent, show_events
from .waiting import is_leaving

_NEWEST = 20  # messages with which a conversation opens: more than fit a screen
_AROUND_UNREAD = 20  # messages before the first unread one, to see what it is about


@dataclass(frozen=True, kw_only=True)
class Boundary:
    """Where an earlier conversation with the citizen ended."""

    id: UUID
    purpose: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Line:
    """A message or a note, with what stands above it."""

    bubble: Bubble | ShownNote | ShownEvent
    day: date | None
    is_first_unread: bool = False

    @property
    def day_name(self) -> str:
        """How people call the day: without the year while it lasts."""
        today = timezone.localdate()
        if self.day is None or today - self.day < timedelta(days=2):
            return _("vandaag") if self.day == today else _("gisteren")
        return formats.date_format(self.day, "l j F" if self.day.year == today.year else "l j F Y")


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where more is: a page of its own, and the piece that a script puts in the link's place."""

    page: str
    piece: str
    is_other_conversation: bool = False


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Messages that follow one another, of one conversation, with where more is."""

    lines: tuple[Line, ...] = ()
    begins_after: Boundary | None = None
    ends: Boundary | None = None
    earlier: Link | None = None
    later: Link | None = None
    marked: UUID | None = None
    """The message that was asked for."""

    @property
    def name(self) -> str:
        """What keeps the ids of its days apart from those of another piece."""
        return f"-{self.lines[0].bubble.id}" if self.lines else ""


def show_end(
    conversation: Conversation, citizen: str, given: Mapping[str, str], there: Surroundings
) -> dict[str, Any]:
    """The newest messages, those in view again, and what of the history was asked for.

    `unread` is the first message that was unread when the page was opened, `looking` says that its
    reader sees the end of it, `viewed` is the first message in view, and `message` one to go to.
    """
    unread = _find(conversation, given.get("unread", ""))
    looks_for = "looking" not in given and conversation.unread_count > 0
    is_far = looks_for and conversation.unread_count > history.MOST_UNREAD
    many = conversation.unread_count + _AROUND_UNREAD if (unread or looks_for) and not is_far else 0
    limit = min(max(_NEWEST, many), history.MOST_UNREAD + _AROUND_UNREAD)
    messages = queries.list_latest_messages(conversation.id, limit=limit + 1)
    if unread is None and looks_for:
        unread = _first_unread(messages, conversation)
    if unread and messages and messages[0].at > unread.at and not is_far:  # much came after it
        limit = history.MOST_UNREAD + _AROUND_UNREAD
        messages = queries.list_latest_messages(conversation.id, limit=limit + 1)
    more, messages = len(messages) > limit, messages[-limit:]
    if unread and _was_answered(messages, unread):
        unread = None
    end = _piece(conversation, citizen, messages, unread=unread, more=more, there=there)
    return {
        "end": end,
        "again": _again(conversation, citizen, messages, given.get("viewed", "")),
        "past": _past(conversation, citizen, messages, end, given.get("message", "")),
        "unread": unread.id if unread else "",
        "far_unread": unread if unread and messages and messages[0].at > unread.at else None,
        "read_until": read_until(messages),
        "watched_at": now() if any(map(is_leaving, messages)) else None,
    }


def show_piece(conversation: Conversation, citizen: str, given: Mapping[str, str]) -> Piece | None:
    """What was said `before` a message, `after` one `until` another, or `around` one."""
    until = _find(conversation, given.get("until", ""))
    if message := _find(conversation, given.get("before", "")):
        return _before(conversation, citizen, message)
    if until and (message := _find(conversation, given.get("after", ""))):
        return _after(conversation, citizen, message, until)
    message = _find(conversation, given.get("around", ""))
    if until and message and (message.at, message.id) < (until.at, until.id):
        return _around(conversation, citizen, message, until)
    return None


def _before(conversation: Conversation, citizen: str, message: Message) -> Piece:
    found = history.list_before(message)
    here = not found or found[0].conversation_id == message.conversation_id
    until = message.at if here else None
    piece = _piece(conversation, citizen, found, more=len(found) == PIECE, until=until)
    if here:
        return piece
    return replace(piece, ends=_boundary(found[0].conversation))


def _after(conversation: Conversation, citizen: str, message: Message, until: Message) -> Piece:
    found = history.list_after(message, until)
    crossed = bool(found) and found[0].conversation_id != message.conversation_id
    both = {each.conversation_id for each in (message, *found)}
    noted = _noted(both, since=message.at, until=found[-1].at if found else until.at)
    return Piece(
        lines=_lines(found, citizen, noted),
        begins_after=_boundary(message.conversation) if crossed else None,
        later=_later(conversation, found[-1], until) if found else None,
    )


def _around(conversation: Conversation, citizen: str, message: Message, until: Message) -> Piece:
    found = history.list_around(message, until)
    more = history.has_before(found[0])
    piece = _piece(conversation, citizen, found, more=more, until=found[-1].at)
    return replace(piece, later=_later(conversation, found[-1], until), marked=message.id)


def _past(
    conversation: Conversation, citizen: str, latest: Sequence[Message], end: Piece, asked: str
) -> Piece:
    """What stands above the newest messages: where older ones are, or the piece asked for."""
    message = _find(conversation, asked)
    if message is None or not latest or any(each.id == message.id for each in latest):
        return Piece(earlier=end.earlier, marked=message.id if message else None)
    return _around(conversation, citizen, message, latest[0])


def _again(
    conversation: Conversation, citizen: str, latest: Sequence[Message], asked: str
) -> list[Bubble]:
    """Messages in view that are not among the newest: they may have changed too."""
    message = _find(conversation, asked)
    if message is None or any(each.id == message.id for each in latest):
        return []
    return show_messages(history.list_from(message), citizen)


def _piece(
    conversation: Conversation,
    citizen: str,
    messages: Sequence[Message],
    *,
    more: bool,
    until: datetime | None = None,
    unread: Message | None = None,
    there: Surroundings | None = None,
) -> Piece:
    """Messages and the notes between them, if `there` are any; before these is `more`."""
    of = {each.conversation_id for each in messages} or {conversation.id}
    noted = _noted(of, since=messages[0].at if more else None, until=until, there=there)
    lines = _lines(messages, citizen, noted, unread)
    is_first = not more and there is not None and not there.other_conversations
    earlier = None if is_first else _earlier(conversation, messages, more=more)
    return Piece(lines=lines, earlier=earlier)


def _noted(
    conversation_ids: Iterable[UUID],
    *,
    since: datetime | None,
    until: datetime | None,
    there: Surroundings | None = None,
) -> list[ShownNote | ShownEvent]:
    """Notes, and what was done, of a stretch of time."""
    of = list(conversation_ids)
    noted: list[ShownNote | ShownEvent] = []
    if there is None or there.notes:
        noted += show_notes(of, since=since)
    if there is None or there.events:
        noted += show_events(of, since=since)
    return [each for each in noted if until is None or each.at < until]


def _lines(
    messages: Sequence[Message],
    citizen: str,
    noted: Sequence[ShownNote | ShownEvent],
    unread: Message | None = None,
) -> tuple[Line, ...]:
    lines, day = [], None
    for bubble in among(show_messages(messages, citizen), noted):
        begins = bubble.day if bubble.day != day else None
        is_first = unread is not None and bubble.id == unread.id
        lines.append(Line(bubble=bubble, day=begins, is_first_unread=is_first))
        day = bubble.day
    return tuple(lines)


def _earlier(conversation: Conversation, messages: Sequence[Message], *, more: bool) -> Link | None:
    """Where older messages are: of the same conversation while it has `more`, or of another."""
    if not messages:
        return None
    first = messages[0]
    here = conversation if first.conversation_id == conversation.id else first.conversation
    if not more and not history.has_previous(here):
        return None
    return _link(conversation, first, {"before": first.id}, is_other_conversation=not more)


def _later(conversation: Conversation, last: Message, until: Message) -> Link:
    return _link(conversation, last, {"after": last.id, "until": until.id})


def _link(
    conversation: Conversation,
    message: Message,
    asked: Mapping[str, UUID],
    *,
    is_other_conversation: bool = False,
) -> Link:
    page = reverse("conversation", args=[conversation.id])
    piece = reverse("history", args=[conversation.id])
    return Link(
        page=f"{page}?message={message.id}#message-{message.id}",
        piece=f"{piece}?{urlencode(asked)}",
        is_other_conversation=is_other_conversation,
    )


def _boundary(conversation: Conversation) -> Boundary:
    return Boundary(
        id=conversation.id,
        purpose=conversation.purpose,
        at=conversation.closed_at or conversation.last_message_at,
    )


def _find(conversation: Conversation, text: str) -> Message | None:
    """The message that a page named, if it is of this history."""
    try:
        return history.find_in_history(conversation, UUID(text))
    except ValueError:
        return None


def _first_unread(messages: Sequence[Message], conversation: Conversation) -> Message | None:
    """The first of a citizen's messages that nobody has read: mostly among the newest."""
    number = conversation.unread_count
    theirs = [each for each in messages if each.direction == Direction.IN]
    return theirs[-number] if len(theirs) >= number else history.find_first_unread(conversation)


def _was_answered(messages: Sequence[Message], unread: Message) -> bool:
    """Whether someone wrote an answer since."""
    return any(
        each.direction == Direction.OUT and each.author_id and each.at > unread.at
        for each in messages
    )
