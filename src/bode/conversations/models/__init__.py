"""The facts of conversations. Changes go through `record`, `sending` and `actions`."""

from .conversations import (
    Budget,
    Consent,
    Contact,
    ContactEvent,
    ContactEventKind,
    ContactIdentity,
    Conversation,
    IdentityKind,
    MarketingChoice,
    Message,
    MessageVersion,
    Reaction,
    StatusReport,
)
from .media import Media, MediaFailure, MediaState, PlatformCopy, Upload

__all__ = [
    "Budget",
    "Consent",
    "Contact",
    "ContactEvent",
    "ContactEventKind",
    "ContactIdentity",
    "Conversation",
    "IdentityKind",
    "MarketingChoice",
    "Media",
    "MediaFailure",
    "MediaState",
    "Message",
    "MessageVersion",
    "PlatformCopy",
    "Reaction",
    "StatusReport",
    "Upload",
]
