"""Lanes and states of what is on its way out. Pure."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Lane(IntEnum):
    """Who goes first: a lower lane overtakes a higher one that is already queued."""

    CRISIS = 0
    CONVERSATION = 1
    NOTICE = 2


class SendingState(StrEnum):
    UNREADY = "unready"  # keeps its place while a file that it names is brought to the platform
    QUEUED = "queued"
    SENDING = "sending"  # claimed by a worker: on the wire, or about to be
    HELD = "held"  # its number is stopped; queued again once someone resumes the number
    UNSETTLED = "unsettled"  # may have been accepted; waits for a status that carries its id
    ASKS = "asks"  # no status came: a person decides
