"""What can go wrong at the desk; nothing changed then.

DeskError
├── DraftTooLarge       more than a reply box holds
├── NoteSettled         a note that only its author changes, and only for a while
├── NoteWrong           a note that can't read so; `reason` says why
├── ReplyWrong          a ready answer that can't be kept; `reason` says why, at which `field`
├── TagUnknown          a tag that the municipality does not have
└── TagWrong            a tag that can't be called so; `reason` says why
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


class NoteWrong(DeskError):
    """A note can't read so: `reason` is empty or too_long."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoteSettled(DeskError):
    """Only its author changes or removes a note, and only for a while."""


class TagWrong(DeskError):
    """A tag can't be called so: `reason` is empty, too_long, known or too_many."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ViewWrong(DeskError):
    """A view can't be kept so: `reason` is empty, too_long, known, too_many or no_filters."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TagUnknown(DeskError):
    """The municipality has no such tag."""
