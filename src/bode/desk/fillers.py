"""What rooms above this one know of the blanks in ready answers.

They register in their `AppConfig.ready`, and answer without asking the database each time.
"""

from __future__ import annotations

from collections.abc import Callable

from bode.conversations.models import Conversation

Filler = Callable[[Conversation, str], str]
"""What stands in the blank, in a conversation and in a language; empty where it is not known."""

_fillers: dict[str, Filler] = {}


def register(blank: str, filler: Filler) -> None:
    """Fill a blank, by its Dutch name as `blanks.KNOWN` has it."""
    _fillers[blank] = filler


def known_in(conversation: Conversation, language: str) -> dict[str, str]:
    """What can be told of each blank in this conversation."""
    return {blank: filler(conversation, language) for blank, filler in _fillers.items()}
