"""Giving a conversation to the team for what its citizen chose from the menu."""

from __future__ import annotations

from contextlib import suppress

from bode.conversations.assigning import bring_to_team
from bode.conversations.errors import NobodyToReceive
from bode.conversations.models import Conversation, Message
from bode.conversations.purposes import is_choice
from bode.conversations.states import PurposeFrom

from .kinds import Teams


def give_to_team(rule: Teams, message: Message) -> None:
    """Where a choice from the menu said what it is about, and nobody has it yet."""
    if not is_choice(message.content):
        return
    chosen = Conversation.objects.filter(
        id=message.conversation_id, purpose_from=PurposeFrom.MENU, assignee=None
    ).first()
    team = rule.teams.get(chosen.purpose) if chosen is not None else None
    if team is not None:
        with suppress(NobodyToReceive):  # it was dissolved since
            bring_to_team(message.conversation_id, team, by_rule=True)
