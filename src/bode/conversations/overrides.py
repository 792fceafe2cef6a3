"""What a second person allowed is sent once, as it was, by who asked for it, and not for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from bode.background.one_by_one import do_one_by_one
from bode.basics import now
from bode.organisations.actors import Actor
from bode.privacy import audit

from . import live
from .errors import OverrideWrong
from .models import ContentOverride, Message
from .sameness import said
from .states import OVERRIDE_STEPS, OverrideStatus

if TYPE_CHECKING:
    from .outgoing import Outgoing  # which looks up a contact, and joining two of those ends these

KEPT = timedelta(days=365)
OPEN = (OverrideStatus.REQUESTED, OverrideStatus.ALLOWED)
_DEEDS = {
    OverrideStatus.ALLOWED: "override.allow",
    OverrideStatus.REFUSED: "override.refuse",
    OverrideStatus.EXPIRED: "override.expire",
    OverrideStatus.USED: "override.use",
}


def hold_allowed(actor: Actor, outgoing: Outgoing) -> ContentOverride | None:
    """Lock the override with which this is sent; None when it is sent without one.

    Raises `OverrideWrong` unless it was allowed to this person, not long ago, for just this.
    """
    if outgoing.override_id is None:
        return None
    held = ContentOverride.objects.select_for_update().filter(id=outgoing.override_id).first()
    if held is None or held.requested_by_id is None or held.requested_by_id != actor.person_id:
        raise OverrideWrong
    is_open = held.status == OverrideStatus.ALLOWED and now() < held.expires_at
    if not is_open or not _is_just_this(held, outgoing):
        raise OverrideWrong
    return held


def use(override: ContentOverride, message: Message) -> None:
    """It was sent: not a second time."""
    override.message = message
    move(override, OverrideStatus.USED, message.author_name)


def _is_just_this(held: ContentOverride, outgoing: Outgoing) -> bool:
    return (
        held.conversation_id == outgoing.conversation_id
        and held.purpose == outgoing.purpose
        and said(held.type, held.content) == said(outgoing.type, outgoing.content)
    )


def expire_overrides() -> int:
    """End the requests of every municipality whose time is over.

    Returns how many there were; raises `SomeFailed`.
    """
    over = ContentOverride.objects.filter(status__in=OPEN, expires_at__lte=now())
    return do_one_by_one("expire_overrides", list(over.values_list("id", flat=True)), _expire)


def _expire(override_id: UUID) -> bool:
    still = ContentOverride.objects.filter(status__in=OPEN, expires_at__lte=now())
    override = still.select_for_update(skip_locked=True).filter(id=override_id).first()
    if override is None:
        return False  # someone is first
    move(override, OverrideStatus.EXPIRED, "Bode")
    return True


def forget_overrides() -> int:
    """Forget the requests of a year ago; the audit trail keeps that they were."""
    gone, _rows = ContentOverride.objects.filter(requested_at__lt=now() - KEPT).delete()
    return gone


def move(override: ContentOverride, status: OverrideStatus, by: str) -> None:
    """Take a step; whoever calls holds the row's lock and has looked at its status."""
    assert status in OVERRIDE_STEPS[OverrideStatus(override.status)]
    override.status = status
    override.save()
    tell(override, _DEEDS[status], by)


def tell(override: ContentOverride, deed: str, by: str) -> None:
    """Let open pages fetch it, and add the deed to the audit trail."""
    live.announce(override.municipality_id, [override.conversation_id])
    audit.record(
        organisation_id=override.municipality_id,
        actor=by,
        what=deed,
        subject="conversations.ContentOverride",
        subject_id=override.id,
        purpose=override.purpose,
        facts={"kinds": override.kinds},
    )
