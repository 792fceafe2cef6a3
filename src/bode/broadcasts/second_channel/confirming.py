"""Mailing the code by which a citizen confirms an e-mail address that they gave in the chat.

Along the way by which crisis messages go, so that what is confirmed is that those arrive. A mail of
which the answer is lost counts as sent: who did not get it gives the address again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic

from django.db.models import QuerySet

from bode.basics import new_id, now
from bode.conversations.giving_email import SUBJECT, write_letter
from bode.conversations.models import EmailAsked

from .channel import connect
from .models import SecondChannel
from .provider import AnswerLost, Busy, NotTaken, Provider, Refused
from .states import Way

TURN = 50
TURN_SECONDS = 20.0
"""After which the rest waits for the next minute: a crisis goes first."""


@dataclass(kw_only=True)
class _Told:
    """What the provider said of each that it was asked."""

    taken: list[EmailAsked] = field(default_factory=list)
    not_taken: list[EmailAsked] = field(default_factory=list)
    refused: Refused | None = None


def mail_codes(channel: SecondChannel) -> bool:
    """Mail what waits at this municipality; whether the provider took any of it.

    Raises `Refused`, and `SecretUnreadable`.
    """
    waiting = EmailAsked.objects.select_related("municipality").filter(
        municipality=channel.municipality_id, mailed_at=None
    )
    asked = list(waiting.order_by("asked_at")[:TURN])
    if not asked:
        return False
    told = asyncio.run(_mail(connect(channel, Way.EMAIL, subject=SUBJECT), asked))
    for each in told.taken:
        _unchanged(each).update(mailed_at=now())
    for each in told.not_taken:
        _unchanged(each).delete()
    if told.refused is not None:
        raise told.refused
    return bool(told.taken)


async def _mail(connected: Provider, asked: Sequence[EmailAsked]) -> _Told:
    told, until = _Told(), monotonic() + TURN_SECONDS
    async with connected as provider:
        for each in asked:
            if monotonic() > until:
                break
            try:
                await provider.send(each.email, write_letter(each), str(new_id()))
                told.taken.append(each)
            except AnswerLost:
                told.taken.append(each)  # who did not get it asks again
            except NotTaken:
                told.not_taken.append(each)
            except Busy:
                break
            except Refused as refused:
                told.refused = refused
                break
    return told


def _unchanged(asked: EmailAsked) -> QuerySet[EmailAsked]:
    """The citizen may have given another address meanwhile."""
    return EmailAsked.objects.filter(contact=asked.contact_id, code=asked.code)
