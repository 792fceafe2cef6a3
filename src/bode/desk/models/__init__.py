"""What agents do around conversations."""

from .drafts import Draft, UndoChoice
from .notes import Mention, Note, NoteVersion
from .presence import AutomaticAssignment, Presence
from .replies import QuickReply
from .saved_views import SavedView
from .tags import ConversationTag, Tag

__all__ = [
    "AutomaticAssignment",
    "ConversationTag",
    "Draft",
    "Mention",
    "Note",
    "NoteVersion",
    "Presence",
    "QuickReply",
    "SavedView",
    "Tag",
    "UndoChoice",
]
