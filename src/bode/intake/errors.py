"""What can go wrong at the webhook door."""

from __future__ import annotations


class IntakeError(Exception):
    """Something went wrong with a webhook."""


class NotStored(IntakeError):
    """The webhook could not be stored now; whoever sent it must try again."""


class TooLarge(IntakeError):
    """The body is larger than any webhook may be."""


class SenderGone(IntakeError):
    """The sender hung up before the whole body was here."""
