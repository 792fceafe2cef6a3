"""What the rules know that agents may put in an answer."""

from __future__ import annotations

from bode.conversations.models import Conversation

from .keeping import rules_at
from .texts import say_week


def tell_opening_hours(conversation: Conversation, language: str) -> str:
    """When the municipality is open, for Dutch and otherwise in English; empty if never told.

    Those of the conversation's number, else those for all numbers.
    """
    hours = rules_at(conversation.number).hours
    return say_week(hours, "nl" if language in ("nl", "fy") else "en") if hours else ""
