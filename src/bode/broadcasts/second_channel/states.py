"""The ways of the second channel, and the states of a message along one. Pure."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    SMS = "sms"
    EMAIL = "email"


class EmailBy(StrEnum):
    """By whom an e-mail leaves."""

    NOTIFY = "notify"
    SMTP = "smtp"  # the mail server of this installation


ORDERS = ("sms", "email", "sms,email", "email,sms")
"""Which ways are used, the first first."""


class SecondState(StrEnum):
    WAITING = "waiting"  # for its turn, or to be tried again
    SENDING = "sending"  # on the wire, or about to be
    UNSETTLED = "unsettled"  # the answer was lost: it is looked up before it is sent again
    ASKS = "asks"  # the answer was lost, and nobody can look it up: a person decides
    SENT = "sent"  # the provider took it
    DELIVERED = "delivered"
    FAILED = "failed"  # for good; `reason` says why


ASKED = (
    SecondState.SENDING,
    SecondState.UNSETTLED,
    SecondState.ASKS,
    SecondState.SENT,
    SecondState.DELIVERED,
)
"""The provider may have it."""
