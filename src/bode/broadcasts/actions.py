"""What people do with broadcasts: each step locks the broadcast first, so one step comes at a time.

Whoever hands recipients to the outbox locks it too (see `feeding`): once a pause or a stop is
committed, nobody's turn comes any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bode import policy
from bode.basics import now
from bode.conversations.errors import PurposeForbidden, SendRefused, TokenPurpose
from bode.conversations.sending_many import Mailing, check_mailing, language_of
from bode.licensing.queries import find_number_of
from bode.organisations.actors import Actor, is_another
from bode.privacy import audit

from .audiences import Audience, add_given, add_subscribers, is_empty
from .crisis_pages import publish_after_commit
from .errors import (
    AudienceEmpty,
    LanguageTwice,
    OwnApproval,
    PerDayWrong,
    PlannedForPast,
    StepNotAllowed,
)
from .halting import cancel, hold, release
from .late import close_audience_soon
from .models import Broadcast, BroadcastEvent
from .states import STEPS, BroadcastStatus, Step, steps_from

MAY_PREPARE = ("broadcaster", "broadcasts")
MAY_APPROVE = ("approver", "approval")
MAY_HALT = (*MAY_PREPARE, *MAY_APPROVE)
CRISIS = "crisis_response"
MOST_A_DAY = 10_000_000
_MAKE, SPREAD = "make", "spread"
"""Deeds that stand among the steps, and move it nowhere."""


@dataclass(frozen=True, kw_only=True)
class NewBroadcast:
    """A broadcast as someone prepares it."""

    name: str
    purpose: str
    template: Mapping[str, Any]
    translations: Sequence[Mapping[str, Any]] = ()
    """The same in other languages; `template` is for whoever wants none of those."""
    audience: Audience
    incident: str = ""
    """Who got another broadcast about the same, does not get this one too."""
    planned_for: datetime | None = None
    per_day: int | None = None
    """To at most so many in any 24 hours; None: to as many as WhatsApp allows."""


@transaction.atomic
def make(actor: Actor, new: NewBroadcast) -> Broadcast:
    """Prepare a broadcast. Nothing leaves before a second person approves it.

    Raises `SendRefused` or `ContentMalformed` for what no recipient may get, `PlannedForPast`,
    `PerDayWrong`, and `LanguageTwice`.
    """
    actor.require(*MAY_PREPARE)
    if not policy.purpose(new.purpose).allowed:
        raise PurposeForbidden(new.purpose)
    if new.planned_for is not None and new.planned_for <= now():
        raise PlannedForPast
    check_per_day(new.per_day, new.purpose)
    if new.audience.got is not None:
        Broadcast.objects.get(id=new.audience.got)  # of this municipality
    number = find_number_of(actor.organisation_id)
    if number is None:
        raise SendRefused(policy.refusals.NO_LICENCE)
    broadcast = Broadcast(
        municipality_id=actor.organisation_id,
        number=number,
        name=new.name,
        purpose=new.purpose,
        template=dict(new.template),
        audience=new.audience.as_kept(),
        incident=" ".join(new.incident.split()).casefold(),
        planned_for=new.planned_for,
        per_day=new.per_day,
        audience_closed=not new.audience.grows,
        made_by=actor.name,
        author_id=actor.person_id,
    )
    _write_versions(actor, broadcast, new)
    broadcast.save()
    add_given(broadcast, new.audience.phones)
    add_subscribers(broadcast)
    remember(broadcast, actor, _MAKE)
    return broadcast


def check_per_day(per_day: int | None, purpose: str) -> None:
    """Raise `PerDayWrong` for less than one a day, and for a crisis: that waits for no day."""
    if per_day is not None and (not 0 < per_day <= MOST_A_DAY or purpose == CRISIS):
        raise PerDayWrong


def request_approval(actor: Actor, broadcast_id: UUID) -> Broadcast:
    """Ask a second person to approve it. Raises `StepNotAllowed` and `AudienceEmpty`."""
    actor.require(*MAY_PREPARE)
    with transaction.atomic():
        broadcast = _step(actor, broadcast_id, Step.REQUEST_APPROVAL)
        if is_empty(broadcast):
            raise AudienceEmpty
        return _made(broadcast, actor, Step.REQUEST_APPROVAL)


def approve(actor: Actor, broadcast_id: UUID) -> Broadcast:
    """Allow it to be sent. Raises `StepNotAllowed`, and `OwnApproval` for who worked on it."""
    actor.require(*MAY_APPROVE)
    with transaction.atomic():
        broadcast = _step(actor, broadcast_id, Step.APPROVE)
        require_another(actor, broadcast)
        if broadcast.planned_for is not None and broadcast.planned_for <= now():
            broadcast.planned_for = None  # too late for that: someone starts it
            broadcast.save(update_fields=["planned_for"])
        return _made(broadcast, actor, Step.APPROVE)


def require_another(actor: Actor, broadcast: Broadcast) -> None:
    """Raise `OwnApproval` for who worked on it, asked for its approval, or sent it without.

    Whether they did so themselves or with a token that they made.
    """
    worked = BroadcastEvent.objects.filter(
        broadcast=broadcast, step__in=[_MAKE, SPREAD, Step.REQUEST_APPROVAL, Step.EMERGENCY]
    )
    if not is_another(actor, set(worked.values_list("actor_key", flat=True))):
        raise OwnApproval


def reject(actor: Actor, broadcast_id: UUID, reason: str = "") -> Broadcast:
    """Give it back to whoever prepared it. Raises `StepNotAllowed`."""
    actor.require(*MAY_APPROVE)
    with transaction.atomic():
        return _made(_step(actor, broadcast_id, Step.REJECT), actor, Step.REJECT, reason)


def start(actor: Actor, broadcast_id: UUID) -> Broadcast:
    """Let it go now; who asked for such messages meanwhile gets it too. Raises `StepNotAllowed`."""
    actor.require(*MAY_PREPARE)
    with transaction.atomic():
        broadcast = _step(actor, broadcast_id, Step.START)
        close_audience_soon(broadcast)
        return _made(broadcast, actor, Step.START)


def pause(actor: Actor, broadcast_id: UUID) -> Broadcast:
    """Let nothing leave until it is resumed. Raises `StepNotAllowed`."""
    actor.require(*MAY_HALT)
    with transaction.atomic():
        broadcast = _step(actor, broadcast_id, Step.PAUSE)
        hold(broadcast)
        return _made(broadcast, actor, Step.PAUSE)


def resume(actor: Actor, broadcast_id: UUID) -> Broadcast:
    """Go on where it was paused. Raises `StepNotAllowed`."""
    actor.require(*MAY_PREPARE)
    with transaction.atomic():
        broadcast = _step(actor, broadcast_id, Step.RESUME)
        release(broadcast)
        return _made(broadcast, actor, Step.RESUME)


def stop(actor: Actor, broadcast_id: UUID, reason: str = "") -> Broadcast:
    """Whoever has not got it will not get it. Raises `StepNotAllowed`."""
    actor.require(*MAY_HALT)
    with transaction.atomic():
        broadcast = _step(actor, broadcast_id, Step.STOP)
        cancel(broadcast)
        return _made(broadcast, actor, Step.STOP, reason)


def _write_versions(actor: Actor, broadcast: Broadcast, new: NewBroadcast) -> None:
    """What citizens will read, in each language."""
    languages = [language_of(each) for each in (new.template, *new.translations)]
    if len(set(languages)) < len(languages):
        raise LanguageTwice
    whole = replace(mailing_of(broadcast), translations=new.translations)
    texts = [check_mailing(actor, broadcast.number, each) for each in whole.versions()]
    broadcast.text = texts[0]
    broadcast.translations = [
        {"template": dict(template), "text": text}
        for template, text in zip(new.translations, texts[1:], strict=True)
    ]


def mailing_of(broadcast: Broadcast) -> Mailing:
    """What each recipient gets."""
    return Mailing(
        batch_id=broadcast.id,
        template=broadcast.template,
        purpose=broadcast.purpose,
        translations=[each["template"] for each in broadcast.translations],
        texts={broadcast.text, *(each["text"] for each in broadcast.translations)} - {""},
    )


def make_step(broadcast: Broadcast, step: Step) -> None:
    """Move a locked broadcast along. Raises `StepNotAllowed`."""
    since, to = STEPS[step]
    if broadcast.status not in since:
        raise StepNotAllowed(step, steps_from(broadcast.status))
    broadcast.status = to
    if to is BroadcastStatus.RUNNING and broadcast.started_at is None:
        broadcast.started_at = now()
    if to in (BroadcastStatus.STOPPED, BroadcastStatus.DONE):
        broadcast.ended_at = now()
    broadcast.save(update_fields=["status", "started_at", "ended_at"])
    if broadcast.started_at is not None:
        publish_after_commit(broadcast)


def _step(actor: Actor, broadcast_id: UUID, step: Step) -> Broadcast:
    """The broadcast, locked and moved along. Raises `TokenPurpose` and `StepNotAllowed`."""
    broadcast = Broadcast.objects.select_for_update(no_key=True).get(id=broadcast_id)
    if actor.bound_to not in ("", broadcast.purpose):
        raise TokenPurpose
    make_step(broadcast, step)
    return broadcast


def _made(broadcast: Broadcast, actor: Actor, step: Step, reason: str = "") -> Broadcast:
    remember(broadcast, actor, step, reason)
    return broadcast


def remember(broadcast: Broadcast, actor: Actor, step: str, reason: str = "") -> None:
    """Keep in its history, and in the audit trail, that someone made this step."""
    BroadcastEvent.objects.create(
        municipality_id=broadcast.municipality_id,
        broadcast=broadcast,
        step=step,
        actor_key=actor.key,
        actor=actor.name,
        reason=reason.strip(),
    )
    audit.record(
        organisation_id=broadcast.municipality_id,
        actor=actor.name,
        what=f"broadcast.{step}",
        subject="broadcasts.Broadcast",
        subject_id=broadcast.id,
        purpose=broadcast.purpose,
    )
