"""What a provider of SMS or e-mail must do; whoever does this can be plugged in."""

from __future__ import annotations

from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self


class Fate(StrEnum):
    """What became of a message that the provider took."""

    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"  # nobody can tell: who sends keeps no record that we can read


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
    """Sends one text to one person, once asked. Opened as an async context manager."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    async def send(self, to: str, text: str, reference: str) -> Fate:
        """Send a text to this number or e-mail address, under a reference of ours.

        Raises `ProviderError`.
        """

    async def find(self, reference: str) -> Fate | None:
        """What became of it; None: it was never taken. Raises `ProviderError`."""
