"""Answering a citizen's message by the rules of its number, where nothing answered it before."""

from __future__ import annotations

from bode.basics import now
from bode.conversations.models import Contact, Conversation, Message
from bode.language.emergencies import is_in_danger
from bode.licensing.models import PhoneNumber

from .deciding import TOO_LATE, Heard, answer
from .hearing import heed_satisfaction
from .history import HORIZON, messages_of, turns_with
from .keeping import rules_at
from .kinds import Away, Emergency, RuleKind, Rules, Welcome
from .routing import give_to_team
from .saying import language_for, say, text_for
from .texts import say_opening


def answer_message(number: PhoneNumber, contact: Contact, message: Message, heeded: bool) -> bool:
    """Whether the message is answered now. Where the rules are off it asks the database nothing."""
    rules = rules_at(number)
    if rules.teams is not None:
        give_to_team(rules.teams, message)
    heeded = heeded or heed_satisfaction(number, contact, message)
    in_danger = rules.emergency is not None and is_in_danger(message.text)
    if heeded or (rules.away is None and rules.welcome is None and not in_danger):
        return heeded
    conversation = Conversation.objects.select_related("contact", "number__municipality").get(
        id=message.conversation_id
    )
    at = now()
    # Who says too much to look at is heard all the same when there is danger.
    turns = turns_with(conversation, at, TOO_LATE if in_danger else HORIZON)
    if not turns:
        return False
    heard = Heard(starts=_starts(message), gets_menu=number.menu_on, in_danger=in_danger)
    kind = answer(rules, heard, turns, at)
    return kind is not None and _answer(kind, rules, conversation, number)


def _answer(kind: RuleKind, rules: Rules, conversation: Conversation, number: PhoneNumber) -> bool:
    opening = say_opening(rules.hours, now(), language_for(conversation))
    rule = getattr(rules, kind)
    assert isinstance(rule, Emergency | Away | Welcome), "it decided to answer"
    text = text_for(kind, "text", rule.text, conversation, {"opening": opening})
    return say(kind, conversation, number, {"body": text}) is not None


def _starts(message: Message) -> bool:
    """Whether this is the first that anyone says in its conversation, and answers nothing."""
    if message.reply_to_id is not None or message.type in ("interactive", "button"):
        return False
    return not messages_of([message.conversation_id]).exclude(id=message.id).exists()
