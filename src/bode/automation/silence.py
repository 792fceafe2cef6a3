"""Closing what a citizen says nothing more about, after a notice where one may be given."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from bode.background.one_by_one import do_one_by_one
from bode.basics import now
from bode.conversations.actions import close_conversation
from bode.conversations.free_answers import is_answer_free
from bode.conversations.models import Conversation
from bode.conversations.states import ConversationStatus
from bode.licensing.models import PhoneNumber
from bode.organisations.tenancy import scope

from .deciding import step_in_silence
from .history import turns_with
from .holding import hold
from .keeping import list_numbers_with
from .kinds import RuleKind, Silence
from .saying import language_for, say, text_for
from .texts import say_hours

_AT_A_TIME = 200  # conversations of a number, of the many that may be due when a rule is new


def end_silences() -> int:
    """Take the next step in each silence that is due; of every municipality, each in its scope."""
    due: dict[UUID, tuple[PhoneNumber, Silence]] = {}
    for number, rule, since in list_numbers_with(RuleKind.SILENCE):
        assert isinstance(rule, Silence)
        due |= dict.fromkeys(_due(number, rule, since), (number, rule))
    return do_one_by_one("end_silences", due, lambda each: _step(each, *due[each]))


def _due(number: PhoneNumber, rule: Silence, since: datetime) -> list[UUID]:
    """Where we wait long enough; for what was answered before the rule was on, nothing changes."""
    waiting = Conversation.objects.filter(
        municipality=number.municipality_id,
        number=number,
        status=ConversationStatus.WAITING,
        snoozed_until=None,
        urgent_since=None,
        last_inbound_at__isnull=False,
        last_message_at__gte=since,
        last_message_at__lte=now() - timedelta(hours=rule.after),
    )
    return list(waiting.order_by("last_message_at").values_list("id", flat=True)[:_AT_A_TIME])


def _step(conversation_id: UUID, number: PhoneNumber, rule: Silence) -> bool:
    with scope(number.municipality_id):
        return take_step(conversation_id, number, rule)


def take_step(conversation_id: UUID, number: PhoneNumber, rule: Silence) -> bool:
    """Tell of a silence or end it, if it is time; returns whether it was."""
    conversation, at = hold(conversation_id), now()
    turns = turns_with(conversation, at)
    if conversation.status != ConversationStatus.WAITING or turns is None:
        return False
    step = step_in_silence(
        rule,
        turns,
        at,
        heard_at=conversation.last_inbound_at,
        is_free=is_answer_free(number),
    )
    if step == "notice":
        hours = say_hours(rule.close, language_for(conversation))
        text = text_for(RuleKind.SILENCE, "text", rule.text, conversation, {"uren": hours})
        return say(RuleKind.SILENCE, conversation, number, {"body": text}) is not None
    if step == "close":
        close_conversation(None, conversation.id)
    return step == "close"
