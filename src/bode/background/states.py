"""What a worker does all the time. Pure."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    SENDING = "sending"  # what is in the outbox
    RECEIVING = "receiving"  # what is in the log of webhooks
