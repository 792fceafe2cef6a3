"""The facts of conversations. Changes go through `record`, `sending` and `actions`."""

from .contacts import (
    Consent,
    ConsentWording,
    Contact,
    ContactEvent,
    ContactEventKind,
    ContactIdentity,
    IdentityKind,
    MarketingChoice,
)
from .conversations import (
    Budget,
    Conversation,
    ConversationEvent,
    MovedConversation,
    PurposeChange,
)
from .exports import Export, ExportState
from .media import Media, MediaFailure, MediaState, PlatformCopy, Upload
from .messages import Message, MessageVersion, Reaction, StatusReport
from .overrides import ContentOverride
from .search import SearchEntry
from .subscribing import (
    ConsentArea,
    ConsentEmail,
    ConsentImport,
    EmailAsked,
    Keyword,
    MailboxAsked,
)

__all__ = [
    "Budget",
    "Consent",
    "ConsentArea",
    "ConsentEmail",
    "ConsentImport",
    "ConsentWording",
    "Contact",
    "ContactEvent",
    "ContactEventKind",
    "ContactIdentity",
    "ContentOverride",
    "Conversation",
    "ConversationEvent",
    "EmailAsked",
    "Export",
    "ExportState",
    "IdentityKind",
    "Keyword",
    "MailboxAsked",
    "MarketingChoice",
    "Media",
    "MediaFailure",
    "MediaState",
    "Message",
    "MessageVersion",
    "MovedConversation",
    "PlatformCopy",
    "PurposeChange",
    "Reaction",
    "SearchEntry",
    "StatusReport",
    "Upload",
]
