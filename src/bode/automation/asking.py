"""Asking citizens whether they were helped, after an agent closed their conversation."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from bode.background.one_by_one import do_one_by_one
from bode.basics import is_window_open, new_id, now
from bode.conversations.consents import list_ended
from bode.conversations.events import UNDO_CLOSING_WITHIN
from bode.conversations.free_answers import is_answer_free
from bode.conversations.marketing import stopped_marketing
from bode.conversations.menu import purpose_of_none
from bode.conversations.models import Contact, Conversation, ConversationEvent
from bode.conversations.states import ConversationStatus, EventKind
from bode.licensing.models import PhoneNumber
from bode.organisations.tenancy import scope

from . import kinds
from .deciding import Speaker, may_speak
from .history import turns_with
from .holding import hold
from .keeping import list_numbers_with
from .kinds import RuleKind
from .models import Satisfaction
from .saying import language_for, say, text_for
from .scales import put_question

AFTER = UNDO_CLOSING_WITHIN
"""In which who closed it may still undo that."""
WITHIN = timedelta(minutes=10)
"""Later than this the citizen has other things on their mind."""


def ask_about_closed() -> int:
    """Ask about what was just closed; of every municipality, each in its scope."""
    closed: dict[UUID, tuple[PhoneNumber, kinds.Satisfaction]] = {}
    for number, rule, since in list_numbers_with(RuleKind.SATISFACTION):
        assert isinstance(rule, kinds.Satisfaction)
        closed |= dict.fromkeys(_just_closed(number, since), (number, rule))
    return do_one_by_one("ask_about_closed", closed, lambda each: _ask(each, *closed[each]))


def _ask(conversation_id: UUID, number: PhoneNumber, rule: kinds.Satisfaction) -> bool:
    with scope(number.municipality_id):
        return ask(conversation_id, number, rule)


def ask(conversation_id: UUID, number: PhoneNumber, rule: kinds.Satisfaction) -> bool:
    """Ask about a conversation if that is fitting; returns whether it was."""
    conversation = hold(conversation_id)
    if conversation.status != ConversationStatus.CLOSED or not is_fitting(conversation, now()):
        return False
    if not is_answer_free(number):
        return False
    question, language = new_id(), language_for(conversation)
    text = text_for(RuleKind.SATISFACTION, "question", rule.question, conversation, {})
    content = put_question(text, rule.scale, question, language)
    message = say(
        RuleKind.SATISFACTION,
        conversation,
        number,
        content,
        is_afterwards=True,
        message_id=question,
    )
    if message is None:
        return False
    Satisfaction.objects.create(
        municipality_id=conversation.municipality_id,
        question=message,
        team_id=conversation.team_id,
        purpose=conversation.purpose,
        scale=rule.scale,
        asked_at=message.at,
    )
    return True


def is_fitting(conversation: Conversation, at: datetime) -> bool:
    """Whether to ask about a closed conversation now.

    Not where they were asked before, or another conversation with them runs by now.
    """
    asked_or_busy = _was_asked(conversation) or _runs_beside(conversation)
    return not asked_or_busy and would_fit(conversation, at)


def would_fit(conversation: Conversation, at: datetime) -> bool:
    """Whether a question about it is fitting at a moment, by what was said until then.

    Not where no agent answered, the citizen wants no messages, or their window is closed.
    """
    turns = turns_with(conversation, at)
    if turns is None or not any(each.by is Speaker.PERSON for each in turns):
        return False
    heard = [each.at for each in turns if each.by is Speaker.CITIZEN]
    return (
        may_speak(turns, at)
        and is_window_open(heard[-1] if heard else None, at)
        and not opted_out(conversation.contact, _purpose(conversation))
    )


def opted_out(contact: Contact, purpose: str) -> bool:
    """Whether this citizen said that they want no messages like this."""
    ended = {each.purpose for each in list_ended(contact)}
    return purpose in ended or stopped_marketing(contact)


def _just_closed(number: PhoneNumber, since: datetime) -> set[UUID]:
    closed = ConversationEvent.objects.filter(
        municipality=number.municipality_id,
        kind=EventKind.CLOSED,
        actor__isnull=False,
        conversation__number=number,
        conversation__status=ConversationStatus.CLOSED,
        at__gte=max(since, now() - WITHIN),
        at__lte=now() - AFTER,
    )
    return set(closed.values_list("conversation", flat=True))


def _was_asked(conversation: Conversation) -> bool:
    return Satisfaction.objects.filter(question__conversation=conversation).exists()


def _runs_beside(conversation: Conversation) -> bool:
    theirs = Conversation.objects.filter(
        municipality_id=conversation.municipality_id,
        contact_id=conversation.contact_id,
        number_id=conversation.number_id,
    )
    return theirs.exclude(status=ConversationStatus.CLOSED).exists()


def _purpose(conversation: Conversation) -> str:
    return conversation.purpose or purpose_of_none(conversation.number.licence.purposes)
