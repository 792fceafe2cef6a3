"""What agents do around conversations."""

from .drafts import Draft, UndoChoice
from .notes import Mention, Note, NoteVersion
from .replies import QuickReply
from .tags import ConversationTag, Tag

__all__ = [
    "ConversationTag",
    "Draft",
    "Mention",
    "Note",
    "NoteVersion",
    "QuickReply",
    "Tag",
    "UndoChoice",
]
