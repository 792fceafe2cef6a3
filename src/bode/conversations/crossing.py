"""Two agents who answer one citizen at the same moment: the second hears of the first."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from bode.basics import now
from bode.organisations.actors import Actor

from .errors import AnsweredMeanwhile
from .locking import hold
from .models import Message
from .queries import access_latest
from .states import Direction

TIME_TO_SEE = timedelta(seconds=3)
"""What came on the page less than this ago, its reader has not read yet."""


def require_aware(
    actor: Actor, conversation_id: UUID, *, read_until: datetime | None, aware_of: UUID | None
) -> None:
    """Whoever answers has read what colleagues answered; in the transaction that sends.

    `read_until` is how far their page showed answers, and `aware_of` the answer of which they were
    told before. Until the transaction ends, nobody else gets past here in this conversation.
    Raises `AnsweredMeanwhile`.
    """
    hold(f"answer {conversation_id}")
    latest = _latest_of_others(actor, Q(conversation=conversation_id))
    if latest is None or latest.id == aware_of:
        return
    moment_ago = now() - TIME_TO_SEE
    if read_until is None or latest.at > min(read_until, moment_ago):
        raise AnsweredMeanwhile(latest)


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
    answers = Message.objects.filter(where, direction=Direction.OUT, author__isnull=False)
    others = answers.exclude(author=actor.person_id).exclude(type="reaction")
    return others.order_by("-at", "-id").first()
