"""What can go wrong at the desk.

DeskError
├── ReplyWrong          a ready answer that can't be kept; `reason` says why, at which `field`
└── DraftTooLarge       more than a reply box holds
"""

from __future__ import annotations


class DeskError(Exception):
    """Something the desk does not allow."""


class ReplyWrong(DeskError):
    """A ready answer that can't be kept; `reason` is one of `quick_replies.PROBLEMS`."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class DraftTooLarge(DeskError):
    """More than a reply box holds."""
