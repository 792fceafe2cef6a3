"""The states of a message along the second channel. Pure."""

from __future__ import annotations

from enum import StrEnum


class SecondState(StrEnum):
    WAITING = "waiting"  # for its turn, or to be tried again
    SENDING = "sending"  # on the wire, or about to be
    UNSETTLED = "unsettled"  # the answer was lost: it is looked up before it is sent again
    SENT = "sent"  # the provider took it
    DELIVERED = "delivered"
    FAILED = "failed"  # for good; `reason` says why


ASKED = (SecondState.SENDING, SecondState.UNSETTLED, SecondState.SENT, SecondState.DELIVERED)
"""The provider may have it."""
