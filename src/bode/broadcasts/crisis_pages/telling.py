"""What the public may know of crisis messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from bode.basics import now
from bode.broadcasts.models import Broadcast
from bode.broadcasts.states import BroadcastStatus

PURPOSE = "crisis_response"
CURRENT_FOR = timedelta(hours=24)
"""So long after all of it was sent, a message stands among those of now."""
MOST = 50


@dataclass(frozen=True, kw_only=True)
class CrisisMessage:
    """One message, as anyone may read it."""

    id: UUID
    texts: tuple[tuple[str, str], ...]
    """In each of its languages (`nl`): the language, and what stands there."""
    areas: tuple[str, ...]
    """For whom it is; none: for the whole municipality."""
    started_at: datetime
    ended_at: datetime | None
    status: str
    is_current: bool

    def texts_for(self, language: str) -> list[tuple[str, str]]:
        """The same with this language first, if it is there."""
        return sorted(self.texts, key=lambda each: each[0] != language)

    @property
    def changed_at(self) -> datetime:
        return self.ended_at or self.started_at


def list_messages() -> list[CrisisMessage]:
    """The latest in scope that were sent, or are being sent; the newest first.

    Not what went to given numbers: that is for some, or an exercise. Nor what someone stopped: it
    may be why they did.
    """
    begun = Broadcast.objects.filter(
        Q(audience__has_key="subscribed") | Q(audience__has_key="got"),
        purpose=PURPOSE,
        started_at__isnull=False,
    ).exclude(status=BroadcastStatus.STOPPED)
    return [_tell(each) for each in begun.order_by("-started_at", "-id")[:MOST]]


def _tell(broadcast: Broadcast) -> CrisisMessage:
    assert broadcast.started_at is not None, "only these were asked for"
    subscribed = broadcast.audience.get("subscribed") or {}
    return CrisisMessage(
        id=broadcast.id,
        texts=tuple(
            (str(each["template"]["language"]["code"])[:2], each["text"])
            for each in (
                {"template": broadcast.template, "text": broadcast.text},
                *broadcast.translations,
            )
        ),
        areas=tuple(subscribed.get("areas", ())),
        started_at=broadcast.started_at,
        ended_at=broadcast.ended_at,
        status=broadcast.status,
        is_current=_is_current(broadcast),
    )


def _is_current(broadcast: Broadcast) -> bool:
    return broadcast.ended_at is None or broadcast.ended_at > now() - CURRENT_FOR
