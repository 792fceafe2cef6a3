"""What a provider of SMS must do; whoever does this can be plugged in."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Fate(StrEnum):
    """What became of a message that the provider took."""

    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    FAILED = "failed"


class ProviderError(Exception):
    """Why a provider did not do what was asked."""


class NotTaken(ProviderError):
    """This message is refused for good; the text says why."""


class Refused(ProviderError):
    """Whatever we send is refused until a person changes something; the text says what."""


class Busy(ProviderError):
    """Nothing was sent; it may be tried again later."""


class AnswerLost(ProviderError):
    """It may have been sent, or not."""


class Provider(Protocol):
    """Sends one text to one number, once asked."""

    async def send(self, digits: str, text: str, reference: str) -> None:
        """Send a text to this number, under a reference of ours. Raises `ProviderError`."""

    async def find(self, reference: str) -> Fate | None:
        """What became of it; None: it was never taken. Raises `ProviderError`."""
