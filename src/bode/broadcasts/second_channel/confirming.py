"""Mailing the code by which a citizen confirms an e-mail address that they gave in the chat.

Along the way by which crisis messages go, so that what is confirmed is that those arrive. A mail of
which the answer is lost counts as sent: who did not get it gives the address again.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from asgiref.sync import async_to_sync
from django.db.models import F, QuerySet

from bode.basics import new_id, now
from bode.conversations.giving_email import SUBJECT, write_letter
from bode.conversations.models import EmailAsked

from .channel import connect
from .models import SecondChannel
from .provider import AnswerLost, Busy, NotTaken, Provider
from .states import Way

TURN = 50
TURN_SECONDS = 20.0
"""After which the rest waits for the next minute: a crisis goes first."""


def mail_codes(channel: SecondChannel) -> bool:
    """Mail what waits at this municipality; whether the provider took any of it.

    Raises `Refused`, and `SecretUnreadable`.
    """
    waiting = EmailAsked.objects.select_related("municipality").filter(
        municipality=channel.municipality_id, mailed_at=None
    )
    # What was tried lets the others go first.
    in_line = waiting.order_by(F("tried_at").asc(nulls_first=True), "asked_at")
    asked = list(in_line[:TURN])
    if not asked:
        return False
    return async_to_sync(_mail_all)(connect(channel, Way.EMAIL, subject=SUBJECT), asked)


async def _mail_all(connected: Provider, asked: Sequence[EmailAsked]) -> bool:
    was_taken, until = False, monotonic() + TURN_SECONDS
    async with connected as provider:
        for each in asked:
            if monotonic() > until:
                break
            await _unchanged(each).aupdate(tried_at=now())
            was_taken = await _mail(provider, each) or was_taken
    return was_taken


async def _mail(provider: Provider, asked: EmailAsked) -> bool:
    """Keep at once what becomes of it: whatever befalls the next, it is mailed once."""
    try:
        await provider.send(asked.email, write_letter(asked), str(new_id()))
    except AnswerLost:
        await _unchanged(asked).aupdate(mailed_at=now())
        return False
    except NotTaken:
        await _unchanged(asked).adelete()
        return False
    except Busy:  # perhaps with this mailbox alone
        return False
    await _unchanged(asked).aupdate(mailed_at=now())
    return True


def _unchanged(asked: EmailAsked) -> QuerySet[EmailAsked]:
    """The citizen may have given another address meanwhile."""
    return EmailAsked.objects.filter(contact=asked.contact_id, code=asked.code)
