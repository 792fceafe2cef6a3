"""Two who answer one citizen at the same moment, or one in two windows: the second is told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from uuid import UUID

from django.db.models import Q, QuerySet

from bode.basics import now
from bode.organisations.actors import Actor

from .errors import AnsweredMeanwhile
from .locking import hold
from .models import Message
from .queries import access_latest
from .sameness import Content, says_the_same
from .states import Direction

TIME_TO_SEE = timedelta(seconds=3)
"""What came on the page less than this ago, its reader has not read yet."""
Said = tuple[str, Content]
"""The type of a message, and its content."""
_NEVER = datetime.min.replace(tzinfo=UTC)


def require_aware(
    actor: Actor,
    conversation_id: UUID,
    *,
    read_until: datetime | None,
    aware_of: UUID | None,
    saying: Collection[Said] = (),
    since: datetime | None = None,
) -> None:
    """Whoever answers has read what colleagues answered, and has not said the same elsewhere.

    In the transaction that sends. `read_until` is how far their page showed answers, `aware_of` the
    answer of which they were told before, and `saying` what they send now, written in a box that is
    there `since` then. Until the transaction ends, nobody else gets past here in this conversation.
    Raises `AnsweredMeanwhile`.
    """
    hold(f"answer {conversation_id}")
    here = Q(conversation=conversation_id)
    seen = min(read_until or _NEVER, now() - TIME_TO_SEE)
    theirs = _latest_of_others(actor, here & Q(at__gt=seen))
    own = _answers(here & Q(author=actor.person_id, at__gt=since)) if since else ()
    again = [each for each in own if any(says_the_same(each, *said, None) for said in saying)]
    unread = sorted([*([theirs] if theirs else []), *again], key=attrgetter("at"))
    if unread and unread[-1].id != aware_of:
        raise AnsweredMeanwhile(unread[-1])


def require_read(actor: Actor, last: Message) -> None:
    """Whoever writes by a program has read all that colleagues answered; as above, for one who says
    so by the `last` message that they read. Raises `AnsweredMeanwhile`.

    What they write may come into a later conversation with the citizen than what they read.
    """
    read = last.conversation
    hold(f"answer {access_latest(read).id}")
    with_citizen = Q(conversation__contact=read.contact_id, conversation__number=read.number_id)
    latest = _latest_of_others(actor, with_citizen)
    if latest is not None and (latest.at, latest.id) > (last.at, last.id):
        raise AnsweredMeanwhile(latest)


def read_until(shown: list[Message]) -> datetime | None:
    """How far a page with these messages, oldest first, shows what agents answered."""
    answers = [each.at for each in shown if each.direction == Direction.OUT and each.author_id]
    return max(answers, default=shown[0].at if shown else None)


def _latest_of_others(actor: Actor, where: Q) -> Message | None:
    return _answers(where & ~Q(author=actor.person_id)).first()


def _answers(where: Q) -> QuerySet[Message]:
    """What people answered, the latest first."""
    answers = Message.objects.filter(where, direction=Direction.OUT, author__isnull=False)
    return answers.exclude(type="reaction").order_by("-at", "-id")
