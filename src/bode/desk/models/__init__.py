"""What agents do around conversations."""

from .drafts import Draft, UndoChoice
from .replies import QuickReply

__all__ = ["Draft", "QuickReply", "UndoChoice"]
