"""The states of an import and of a round of the survey. Pure."""

from __future__ import annotations

from enum import StrEnum


class ImportStatus(StrEnum):
    """waiting → applied → undone; waiting → discarded."""

    WAITING = "waiting"  # someone looks at what it would change
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


class RoundStatus(StrEnum):
    """draft → open → closed, from draft too once its last day is over; a draft can be deleted."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
