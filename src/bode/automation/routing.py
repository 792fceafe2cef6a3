"""Giving a conversation to the team for what its citizen chose from the menu."""

from __future__ import annotations

from contextlib import suppress

from bode.conversations.assigning import bring_to_team, is_taken_up
from bode.conversations.errors import NobodyToReceive
from bode.conversations.models import Conversation, Message
from bode.conversations.purposes import is_choice
from bode.conversations.states import PurposeFrom

from .kinds import Teams


def give_to_team(rule: Teams, message: Message) -> None:
    """Where a choice from the menu said what it is about, and no agent took it up yet."""
    if not is_choice(message.content):
        return
    by_choice = Conversation.objects.filter(purpose_from=PurposeFrom.MENU)
    chosen = by_choice.filter(id=message.conversation_id).first()
    if chosen is None or is_taken_up(chosen):
        return
    team = rule.teams.get(chosen.purpose)
    if team is not None:
        with suppress(NobodyToReceive):  # it was dissolved since
            bring_to_team(chosen.id, team, by_rule=True)
