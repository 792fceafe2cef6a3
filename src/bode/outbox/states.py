"""Lanes and states of what is on its way out. Pure."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Lane(IntEnum):
    """Who goes first: a lower lane overtakes a higher one that is already queued."""

    CRISIS = 0
    CONVERSATION = 1
    NOTICE = 2


class Waits(StrEnum):
    """Why a message has not left yet; the first that holds."""

    FOR_FILE = "file"  # that it names, and that is being brought to the platform
    FOR_NUMBER = "number_stopped"  # until someone resumes it
    FOR_ACCOUNT = "account_restricted"  # until the platform lets the account send such messages
    FOR_PORTFOLIO = "portfolio_limit"  # that may write first to so many citizens in 24 hours
    FOR_BATCH = "batch_paused"  # until someone resumes the many with which it came
    FOR_STATUS = "status"  # its answer was lost
    FOR_PERSON = "person"  # to decide, as no status came
    FOR_WORKER = "worker"  # none sends now, for anyone
    FOR_LICENCE = "licence_suspended"  # until the licence is resumed
    FOR_WRITER = "writer"  # who may take it back for some seconds
    FOR_RETRY = "retry"  # the platform could not be reached, or refused it for now
    FOR_EARLIER = "earlier_message"  # to the same citizen
    FOR_CITIZEN = "citizen_limit"  # one message in six seconds, after many at once
    FOR_PACE = "number_limit"  # its number sends what it may, or was told to slow down


class SendingState(StrEnum):
    UNREADY = "unready"  # keeps its place while a file that it names is brought to the platform
    QUEUED = "queued"
    SENDING = "sending"  # claimed by a worker: on the wire, or about to be
    HELD = "held"  # its number is stopped; queued again once someone resumes the number
    WITHHELD = "withheld"  # its account may not send it now; later ones need not wait for it
    UNSETTLED = "unsettled"  # may have been accepted; waits for a status that carries its id
    ASKS = "asks"  # no status came: a person decides


class CircuitState(StrEnum):
    """Of a number's circuit that is not closed (see `breaking`)."""

    OPEN = "open"  # nothing leaves until its next trial
    HALF_OPEN = "half_open"  # one message is on trial
