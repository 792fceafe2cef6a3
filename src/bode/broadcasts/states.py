"""The states of a broadcast and of its recipients, and which step leads where. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class BroadcastStatus(StrEnum):
    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    """It may be started; one that is planned starts by itself."""
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    """By someone, before everybody had it: who did not, will not get it."""
    DONE = "done"


BEFORE = frozenset(
    {BroadcastStatus.DRAFT, BroadcastStatus.AWAITING_APPROVAL, BroadcastStatus.APPROVED}
)
"""Nothing of it has left yet."""


class Step(StrEnum):
    """What people, or Bode itself, do with a broadcast."""

    REQUEST_APPROVAL = "request-approval"
    APPROVE = "approve"
    REJECT = "reject"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    FINISH = "finish"
    EMERGENCY = "emergency"
    """It is sent without approval: see `emergencies`."""


STEPS: Mapping[Step, tuple[frozenset[BroadcastStatus], BroadcastStatus]] = MappingProxyType(
    {
        Step.REQUEST_APPROVAL: (
            frozenset({BroadcastStatus.DRAFT}),
            BroadcastStatus.AWAITING_APPROVAL,
        ),
        Step.APPROVE: (frozenset({BroadcastStatus.AWAITING_APPROVAL}), BroadcastStatus.APPROVED),
        Step.REJECT: (frozenset({BroadcastStatus.AWAITING_APPROVAL}), BroadcastStatus.DRAFT),
        Step.START: (frozenset({BroadcastStatus.APPROVED}), BroadcastStatus.RUNNING),
        Step.PAUSE: (frozenset({BroadcastStatus.RUNNING}), BroadcastStatus.PAUSED),
        Step.RESUME: (frozenset({BroadcastStatus.PAUSED}), BroadcastStatus.RUNNING),
        Step.STOP: (
            frozenset(
                {
                    BroadcastStatus.DRAFT,
                    BroadcastStatus.AWAITING_APPROVAL,
                    BroadcastStatus.APPROVED,
                    BroadcastStatus.RUNNING,
                    BroadcastStatus.PAUSED,
                }
            ),
            BroadcastStatus.STOPPED,
        ),
        Step.FINISH: (frozenset({BroadcastStatus.RUNNING}), BroadcastStatus.DONE),
        Step.EMERGENCY: (
            frozenset({BroadcastStatus.DRAFT, BroadcastStatus.AWAITING_APPROVAL}),
            BroadcastStatus.RUNNING,
        ),
    }
)
"""From which statuses a step may be made, and to which it leads."""


def steps_from(status: str) -> list[Step]:
    """The steps that people usually may make now, in their order."""
    unusual = (Step.FINISH, Step.EMERGENCY)
    return [step for step in STEPS if step not in unusual and status in STEPS[step][0]]


class Verdict(StrEnum):
    """What an approver says afterwards of what was sent without approval."""

    APPROVED = "approve-afterwards"
    DISAPPROVED = "disapprove"


class RecipientState(StrEnum):
    EXCLUDED = "excluded"  # may not get it; `reason` says why
    WAITING = "waiting"  # for their turn
    HANDED = "handed"  # a message to them is in the outbox, or has left it
    CANCELLED = "cancelled"  # the broadcast was stopped before their turn
