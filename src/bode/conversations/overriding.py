"""A second person decides whether a text that the content check blocks is sent all the same.

Whoever asks says why; another colleague of the municipality sees text and rule, and allows or
refuses it. What was allowed goes once, as it was, within the hour: `send` sees to that. Each step
stands in the audit trail, without the text.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from bode import policy
from bode.basics import now
from bode.organisations.actors import Actor

from .errors import (
    NothingToOverride,
    OverrideDecided,
    OverrideOfOneself,
    PurposeReasonMissing,
    ReasonMissing,
)
from .judging import judge
from .models import ContentOverride, Message
from .outgoing import Outgoing, look_up
from .overrides import OPEN, move, tell
from .purposes import lacks_reason
from .sameness import said
from .sending import send
from .states import OverrideStatus

LASTS = timedelta(hours=1)
"""How long a request waits for a second person, and how long it may be used once allowed."""
MAY_DECIDE = ("agent", "administrator", "approver")


def request_override(actor: Actor, outgoing: Outgoing, reason: str) -> ContentOverride:
    """Ask a second person to let this go; asked twice it is one request; another stands beside it.

    Raises `ReasonMissing`, `PurposeReasonMissing`, `NothingToOverride` when it may just be sent,
    and as `send` does for whatever else is wrong with it.
    """
    actor.require("agent")
    with transaction.atomic():
        situation = look_up(actor, outgoing)
        text, findings = judge(actor, situation, outgoing, content_allowed=True)
        if not any(each.blocks for each in findings):
            raise NothingToOverride
        if not reason.strip():
            raise ReasonMissing(policy.refuse(findings))
        if lacks_reason(situation.conversation, outgoing.purpose, outgoing.purpose_reason):
            raise PurposeReasonMissing(policy.refuse(findings))
        assert situation.number, "the rules refuse whatever would leave from no number"
        assert outgoing.conversation_id, "it is asked at the desk, in a conversation"
        for earlier in _open_of(actor, outgoing):
            if _asks_the_same(earlier, outgoing):
                return earlier
        override = ContentOverride.objects.create(
            municipality_id=situation.number.municipality_id,
            conversation_id=outgoing.conversation_id,
            type=outgoing.type,
            content=outgoing.content,
            text=text,
            purpose=outgoing.purpose,
            purpose_reason=outgoing.purpose_reason.strip(),
            reply_to_id=outgoing.reply_to,
            kinds=sorted({each.kind for each in findings}),
            reason=reason.strip(),
            requested_by_id=actor.person_id,
            requested_by_name=actor.name,
            expires_at=now() + LASTS,
        )
        tell(override, "override.request", actor.name)
        return override


def allow_override(actor: Actor, override_id: UUID, remark: str = "") -> ContentOverride:
    """Let it go, once. Raises `OverrideDecided` and `OverrideOfOneself`."""
    return _decide(actor, override_id, OverrideStatus.ALLOWED, remark)


def refuse_override(actor: Actor, override_id: UUID, remark: str = "") -> ContentOverride:
    """Keep it from being sent. Raises `OverrideDecided` and `OverrideOfOneself`."""
    return _decide(actor, override_id, OverrideStatus.REFUSED, remark)


def send_allowed(actor: Actor, override_id: UUID) -> Message:
    """Send what a second person allowed. Raises `OverrideWrong`, and as `send` does."""
    override = ContentOverride.objects.get(id=override_id)
    return send(
        actor,
        Outgoing(
            type=override.type,
            content=override.content,
            purpose=override.purpose,
            purpose_reason=override.purpose_reason,
            conversation_id=override.conversation_id,
            reply_to=override.reply_to_id,
            message_id=override.id,  # pressed twice, it is sent once
            override_id=override.id,
        ),
    )


def _decide(
    actor: Actor, override_id: UUID, status: OverrideStatus, remark: str
) -> ContentOverride:
    actor.require(*MAY_DECIDE)
    with transaction.atomic():
        override = ContentOverride.objects.select_for_update().get(id=override_id)
        if override.requested_by_id == actor.person_id or actor.person_id is None:
            raise OverrideOfOneself
        if override.status != OverrideStatus.REQUESTED or override.expires_at <= now():
            raise OverrideDecided
        override.decided_by_id, override.decided_by_name = actor.person_id, actor.name
        override.decided_at, override.remark = now(), remark.strip()
        if status == OverrideStatus.ALLOWED:
            override.expires_at = now() + LASTS
        move(override, status, actor.name)
        return override


def _open_of(actor: Actor, outgoing: Outgoing) -> QuerySet[ContentOverride]:
    theirs = ContentOverride.objects.filter(
        conversation=outgoing.conversation_id, requested_by=actor.person_id
    )
    return theirs.filter(status__in=OPEN, expires_at__gt=now())


def _asks_the_same(earlier: ContentOverride, outgoing: Outgoing) -> bool:
    return (
        said(earlier.type, earlier.content) == said(outgoing.type, outgoing.content)
        and earlier.purpose == outgoing.purpose
        and earlier.purpose_reason == outgoing.purpose_reason.strip()
    )
