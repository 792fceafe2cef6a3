"""What can go wrong when talking to the platform.

WhatsAppError
├── Refused       the platform answered, with an error: act on its code
├── Unreachable   nothing was sent: safe to try again
│   └── CallsSpent    by our own choice: the platform allows no more within this hour
├── AnswerLost    it was or may have been sent, and no answer came: never resend blindly
├── NotOffered    the gateway has no such call; nothing was sent
└── MediaRefused  a file was not fetched, by our own choice
    └── MediaTooLarge
"""

from __future__ import annotations

from msgspec import Struct


class PlatformError(Struct, frozen=True, kw_only=True):
    """An error as the platform words it. Act on `code` alone: the texts change without notice."""

    code: int | None = None
    """None: the answer had no error that could be read."""
    title: str | None = None
    message: str | None = None
    details: str | None = None
    subcode: int | None = None
    type: str | None = None
    trace_id: str | None = None
    """To quote when asking the platform's support."""
    is_transient: bool = False
    """The platform says that the same request may well succeed later."""


class WhatsAppError(Exception):
    """Talking to the platform failed."""


class Refused(WhatsAppError):
    """The platform refused."""

    def __init__(self, error: PlatformError, http_status: int) -> None:
        super().__init__(f"The platform refused: code {error.code}, HTTP {http_status}.")
        self.error = error
        self.http_status = http_status


class Unreachable(WhatsAppError):
    """The platform could not be reached; nothing was sent."""


class CallsSpent(Unreachable):
    """An account was called so often within the hour that the platform would refuse."""


class AnswerLost(WhatsAppError):
    """No answer came to a request that was, or may have been, sent."""


class NotOffered(WhatsAppError):
    """The gateway along which a number is reached has no such call, as far as we know."""


class MediaRefused(WhatsAppError):
    """A file was not fetched: too large, or at an address that must not see our token."""


class MediaTooLarge(MediaRefused):
    """A file was larger than we take."""
