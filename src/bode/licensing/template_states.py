"""The states of a template, and what may be done from which. Pure.

draft ─submit→ submitting ─taken→ pending → approved, rejected → paused, disabled, archived, …
  ↑                │
  └────refused─────┘
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bode.whatsapp import limits

APPROVED, DELETED, MARKETING = "APPROVED", "DELETED", "MARKETING"  # the platform's own words


class TemplateStatus(StrEnum):
    """Ours; the rest is as the platform says it: PENDING, APPROVED, REJECTED, …"""

    DRAFT = "DRAFT"
    """An editor writes; the platform knows nothing of it."""
    SUBMITTING = "SUBMITTING"
    """On its way to the platform, which has not answered yet."""


class ChangeKind(StrEnum):
    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"
    SAVE = "save"
    """Of a draft, or of what a template is for: the platform hears nothing of it."""
    DISCARD = "discard"
    """Of a draft."""
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    UNPAUSE = "unpause"

    PURPOSE = "purpose"
    """What it is for was said, or said anew."""


class PurposeFrom(StrEnum):
    """Who says what a template is for."""

    NOBODY = ""
    PROPOSED = "proposed"
    """Bode, by its name; nobody of the municipality has agreed yet."""
    DECLARED = "declared"
    """The municipality, or its provider in writing it."""


class ChangeStatus(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class TemplateStep(StrEnum):
    """What an editor may do with a template."""

    SAVE = "save"
    SUBMIT = "submit"
    DISCARD = "discard"
    EDIT = "edit"
    DELETE = "delete"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    UNPAUSE = "unpause"


# What a template's status is after an event that the platform reports. `FLAGGED` and the like
# are only a warning; after `UNARCHIVED` it is what it was before.
TEMPLATE_STATUSES = {
    "REINSTATED": "APPROVED",
    "UNPAUSE": "APPROVED",
    **{
        status: status
        for status in (
            *("APPROVED", "PENDING", "IN_APPEAL", "REJECTED", "PAUSED", "DISABLED"),
            *("LIMIT_EXCEEDED", "LOCKED", "ARCHIVED", "PENDING_DELETION", "DELETED"),
        )
    },
}

STOPPED = ("PAUSED", "DISABLED", "LOCKED", "LIMIT_EXCEEDED", "PENDING_DELETION")
"""The platform was content with these, and lets them be sent no longer, or not now."""

_EDITABLE = frozenset({APPROVED, "REJECTED", "PAUSED"})
_MOVES = {
    APPROVED: [TemplateStep.ARCHIVE],
    "REJECTED": [TemplateStep.ARCHIVE],
    "ARCHIVED": [TemplateStep.UNARCHIVE],
    "PAUSED": [TemplateStep.UNPAUSE],
}
_GOING = frozenset({DELETED, "PENDING_DELETION"})


def steps_for(status: str, *, waits: bool) -> list[TemplateStep]:
    """The steps from this status; none while a change waits for the platform's answer."""
    if waits or status == TemplateStatus.SUBMITTING or status in _GOING:
        return []
    if status == TemplateStatus.DRAFT:
        return [TemplateStep.SAVE, TemplateStep.SUBMIT, TemplateStep.DISCARD]
    edits = [TemplateStep.EDIT] if status in _EDITABLE else []
    return [*edits, *_MOVES.get(status, []), TemplateStep.DELETE]


@dataclass(frozen=True, kw_only=True)
class EditsLeft:
    """How often an approved template may still be edited, and from when."""

    count: int
    """In the 30 days that end now."""
    again_at: datetime | None
    """None: at once."""


def edits_left(edits: Sequence[datetime], now: datetime) -> EditsLeft:
    """Count against the platform's limits: 10 edits in 30 days, 1 in 24 hours."""
    month = sorted(at for at in edits if at > now - timedelta(days=30))
    day = [at for at in month if at > now - timedelta(days=1)]
    waits = []
    if len(month) >= limits.TEMPLATE_EDITS_A_MONTH:
        waits.append(month[-limits.TEMPLATE_EDITS_A_MONTH] + timedelta(days=30))
    if len(day) >= limits.TEMPLATE_EDITS_A_DAY:
        waits.append(day[-limits.TEMPLATE_EDITS_A_DAY] + timedelta(days=1))
    count = max(0, limits.TEMPLATE_EDITS_A_MONTH - len(month))
    return EditsLeft(count=count, again_at=max(waits, default=None))
