"""What citizens answer to the question whether they were helped."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from bode.basics import now
from bode.conversations.models import Contact, Conversation, Message
from bode.conversations.queries import runs_beside
from bode.conversations.saying_no import purposes_refused
from bode.language.emergencies import is_in_danger
from bode.licensing.models import PhoneNumber
from bode.whatsapp import Content, Text

from . import kinds
from .deciding import may_speak
from .history import turns_with
from .keeping import rules_at
from .kinds import RuleKind
from .models import Satisfaction
from .saying import language_for, say, text_for
from .scales import FACES, FIVE, pressed_in, put_thanks

REMARK_WITHIN = timedelta(minutes=30)
"""So long after they asked to say something more, a citizen's text is that."""


def find_about(number: PhoneNumber, contact: Contact, content: Content) -> Conversation | None:
    """The conversation that an answer is about: see `conversations.afterwards`."""
    if (pressed := pressed_in(content)) is not None:
        found = _asked(contact, pressed)
    elif isinstance(content, Text) and rules_at(number).satisfaction is not None:
        found = _awaits_remark(contact, content.body)
    else:
        return None
    return found.question.conversation if found is not None else None


def heed_satisfaction(number: PhoneNumber, contact: Contact, message: Message) -> bool:
    """Keep what a citizen answered to our question; False for any other message."""
    if (pressed := pressed_in(message.content)) is not None:
        found = _asked(contact, pressed)
        if found is not None:
            _keep(found, pressed, number, message)
        return True
    if message.type != "text" or rules_at(number).satisfaction is None:
        return False
    found = _awaits_remark(contact, message.text)
    if found is None or found.question.conversation_id != message.conversation_id:
        return False
    found.remark = message
    found.save(update_fields=["remark"])
    return True


def _keep(
    found: Satisfaction, pressed: re.Match[str], number: PhoneNumber, message: Message
) -> None:
    if pressed["what"] == "remark":
        found.remark_awaited_at = now()
        found.save(update_fields=["remark_awaited_at"])
        return
    score, known = int(pressed["score"] or 0), FACES if found.scale == "faces" else FIVE
    # Of several answers the last one counts, in whatever order they come.
    if score not in known or (found.scored_at is not None and found.scored_at > message.at):
        return
    is_first = found.score is None
    found.score, found.scored_at = score, message.at
    found.save(update_fields=["score", "scored_at"])
    if is_first:
        _thank(found, number)


def _thank(found: Satisfaction, number: PhoneNumber) -> None:
    conversation = found.question.conversation
    turns = turns_with(conversation, now())
    if turns is None or not may_speak(turns, now()):
        return
    rule = rules_at(number).satisfaction or kinds.Satisfaction()
    text = text_for(RuleKind.SATISFACTION, "thanks", rule.thanks, conversation, {})
    content = put_thanks(text, found.question_id, language_for(conversation))
    say(RuleKind.SATISFACTION, conversation, number, content, is_afterwards=True)


def _asked(contact: Contact, pressed: re.Match[str]) -> Satisfaction | None:
    """The question of ours to this citizen that a pressed id names: anyone may write an id."""
    try:
        question = UUID(pressed["question"])
    except ValueError:
        return None
    return _of(contact).filter(question=question).first()


def _awaits_remark(contact: Contact, text: str) -> Satisfaction | None:
    """Where this citizen may say something more; a word that asks for something is none.

    Nor is danger, or what follows it: in a closed conversation nobody would see it, so who has one
    that runs says it there.
    """
    if purposes_refused(text) or is_in_danger(text):
        return None
    awaited = Q(remark=None, remark_awaited_at__gt=now() - REMARK_WITHIN)
    found = _of(contact).filter(awaited).order_by("-remark_awaited_at").first()
    return None if found is None or runs_beside(found.question.conversation) else found


def _of(contact: Contact) -> QuerySet[Satisfaction]:
    found = Satisfaction.objects.select_related(
        "question__conversation__contact", "question__conversation__number__municipality"
    )
    return found.filter(
        municipality=contact.municipality_id, question__conversation__contact=contact
    ).select_for_update(of=("self",))
