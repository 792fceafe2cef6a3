"""What the rules would have done on a day, read from what was said then. Nothing is written.

The rules decide by the same functions as when they are on, about the same turns; what they really
said on that day is left out, and what they would have said put in its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, Min, OuterRef
from msgspec.structs import replace

from bode.basics import HERE, now
from bode.conversations.models import Conversation, ConversationEvent, Message
from bode.conversations.purposes import chosen_in, is_choice
from bode.conversations.states import Direction, EventKind, OfItself
from bode.language.emergencies import is_in_danger

from . import asking
from .deciding import Heard, Speaker, Turn, answer, step_in_silence
from .history import HORIZON, messages_of, turn_of
from .keeping import list_latest, rules_in
from .kinds import RuleKind, Rules
from .models import Satisfaction

MOST = 2_000
"""Conversations, at most, that are looked at; a large town has some hundreds a day."""
CLOSE = "close"
_HEEDED_WITHIN = timedelta(seconds=5)
_STEP = timedelta(minutes=15)  # how closely a silence is followed
_LONGEST_SILENCE = timedelta(days=4)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What a rule would have done in a conversation, and when."""

    at: datetime
    conversation: Conversation
    rule: RuleKind
    what: str = ""
    """For a silence, `close` where it ends; for a team, its id."""


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What would have happened, in order of time."""

    deeds: list[Deed]
    heard: int
    """Messages of citizens on that day in what was looked at."""
    is_cut: bool
    """Whether there were more conversations than were looked at."""


@dataclass(frozen=True, kw_only=True)
class _Day:
    begins: datetime
    ends: datetime

    def has(self, at: datetime) -> bool:
        return self.begins <= at < self.ends


@transaction.atomic
def rehearse(municipality_id: UUID, day: date, kinds: Collection[RuleKind]) -> Rehearsal:
    """What these rules would have done on a day, on or off, as they are now or would begin."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    latest = list_latest(municipality_id)
    that = _Day(begins=_midnight(day), ends=min(_midnight(day + _ONE_DAY), now()))
    conversations = _conversations(municipality_id, that)
    is_cut = len(conversations) > MOST
    deeds, heard = list[Deed](), 0
    closings = _closings(municipality_id, that) if RuleKind.SATISFACTION in kinds else {}
    for theirs in _by_citizen(conversations[:MOST]):
        rules = _only(rules_in(latest, theirs[0].number_id, also_off=True), kinds)
        said = list(_said(theirs, that))
        heard += sum(that.has(each.at) and each.direction == Direction.IN for each in said)
        deeds += _deeds(theirs, said, rules, that)
        deeds += _questions(theirs, closings, rules)
    return Rehearsal(deeds=sorted(deeds, key=attrgetter("at")), heard=heard, is_cut=is_cut)


def _deeds(
    theirs: Sequence[Conversation], said: Sequence[Message], rules: Rules, that: _Day
) -> Iterator[Deed]:
    """Of one citizen at one number. What is answered first counts for what may follow."""
    turns = list[Turn]()
    by_id, firsts = {each.id: each for each in theirs}, _firsts(theirs)
    replaced_at = None
    for n, message in enumerate(said):
        if message.automatic == OfItself.MENU and message.at == replaced_at:
            continue
        turns.append(turn_of(message))
        conversation = by_id[message.conversation_id]
        if message.direction == Direction.IN and that.has(message.at):
            follows = said[n + 1] if n + 1 < len(said) else None
            if (team := _team(message, rules)) is not None:
                yield Deed(at=message.at, conversation=conversation, rule=RuleKind.TEAMS, what=team)
            starts = message.id in firsts
            kind = _answer(message, follows, turns, rules, conversation, starts=starts)
            if kind is not None:
                yield Deed(at=message.at, conversation=conversation, rule=kind)
                turns.append(Turn(at=message.at, by=Speaker.BODE, rule=kind))
                replaced_at = follows.at if follows is not None else None
    for each in theirs:
        yield from _silences(each, turns, rules, that)


def _answer(
    message: Message,
    follows: Message | None,
    turns: Sequence[Turn],
    rules: Rules,
    conversation: Conversation,
    *,
    starts: bool,
) -> RuleKind | None:
    if _was_heeded(message, follows):
        return None
    is_new = starts and message.reply_to_id is None and not turns[-1].is_press
    in_danger = rules.emergency is not None and is_in_danger(message.text)
    heard = Heard(starts=is_new, gets_menu=conversation.number.menu_on, in_danger=in_danger)
    return answer(rules, heard, turns, message.at)


def _team(message: Message, rules: Rules) -> str | None:
    """To which team a choice from the menu would have brought the conversation."""
    if rules.teams is None or not is_choice(message.content):
        return None
    team = rules.teams.teams.get(chosen_in(message.content))
    return str(team) if team is not None else None


def _silences(
    conversation: Conversation, turns: Sequence[Turn], rules: Rules, that: _Day
) -> Iterator[Deed]:
    """The notice and the end of each silence that would have come on that day."""
    if rules.silence is None:
        return
    for n, turn in enumerate(turns):
        follows = turns[n + 1] if n + 1 < len(turns) else None
        if (
            turn.by not in (Speaker.PERSON, Speaker.PROGRAM)
            or turn.at < that.begins - _LONGEST_SILENCE
        ):
            continue
        until = min(follows.at if follows else that.ends, that.ends)
        if conversation.closed_at is not None:
            until = min(until, conversation.closed_at)
        yield from _in_one_silence(conversation, list(turns[: n + 1]), rules, that, until)


def _in_one_silence(
    conversation: Conversation, turns: list[Turn], rules: Rules, that: _Day, until: datetime
) -> Iterator[Deed]:
    assert rules.silence is not None
    heard = [each.at for each in turns if each.by is Speaker.CITIZEN]
    if not heard:
        return
    at = turns[-1].at + timedelta(hours=rules.silence.after)
    while at < until:
        step = step_in_silence(rules.silence, turns, at, heard_at=heard[-1], is_free=True)
        if step and that.has(at):
            what = CLOSE if step == "close" else ""
            yield Deed(at=at, conversation=conversation, rule=RuleKind.SILENCE, what=what)
        if step == "close":
            return
        if step == "notice":
            turns.append(Turn(at=at, by=Speaker.BODE, rule=RuleKind.SILENCE))
        at += _STEP


def _questions(
    theirs: Sequence[Conversation], closings: Mapping[UUID, datetime], rules: Rules
) -> Iterator[Deed]:
    """The question after an agent closed it, where the citizen was not asked before."""
    for conversation in theirs:
        closed_at = closings.get(conversation.id)
        if rules.satisfaction is not None and closed_at is not None:
            at = closed_at + asking.AFTER
            if asking.would_fit(conversation, at):
                yield Deed(at=at, conversation=conversation, rule=RuleKind.SATISFACTION)


def _closings(municipality_id: UUID, that: _Day) -> dict[UUID, datetime]:
    """When an agent first closed each conversation on that day, of those not asked about before."""
    closed = ConversationEvent.objects.filter(
        municipality=municipality_id,
        kind=EventKind.CLOSED,
        actor__isnull=False,
        at__gte=that.begins,
        at__lt=that.ends,
    )
    asked = Satisfaction.objects.filter(
        question__conversation=OuterRef("conversation"), asked_at__lt=that.begins
    )
    firsts = closed.exclude(Exists(asked)).values_list("conversation")
    return dict(firsts.annotate(Min("at")).order_by())


def _firsts(theirs: Sequence[Conversation]) -> set[UUID]:
    """The message with which each conversation begins."""
    said = messages_of([each.id for each in theirs]).order_by("conversation", "at", "id")
    return set(said.distinct("conversation").values_list("id", flat=True))


def _conversations(municipality_id: UUID, that: _Day) -> list[Conversation]:
    """Those in which something was said on that day or waited from before, by citizen."""
    written = Message.objects.filter(
        municipality=municipality_id,
        created_at__gte=that.begins - _LONGEST_SILENCE,
        created_at__lt=that.ends,
    )
    found = Conversation.objects.filter(id__in=written.values("conversation"))
    found = found.select_related("contact", "number__licence", "number__municipality")
    found = found.prefetch_related("contact__identities")
    return list(found.order_by("number", "contact", "id")[: MOST + 1])


def _by_citizen(conversations: Sequence[Conversation]) -> Iterator[list[Conversation]]:
    for _who, theirs in groupby(conversations, key=attrgetter("number_id", "contact_id")):
        yield list(theirs)


def _said(theirs: Sequence[Conversation], that: _Day) -> Iterator[Message]:
    """What was said, in order, without what these rules themselves said on that day."""
    ids = [each.id for each in theirs]
    said = messages_of(ids).filter(at__gte=that.begins - HORIZON, at__lt=that.ends)
    said = said.only(
        "at", "direction", "type", "author_id", "automatic", "conversation_id", "content",
        "reply_to_id",
    )  # fmt: skip
    for message in said.order_by("at", "id"):
        is_ours = message.automatic in tuple(RuleKind)
        if not (is_ours and that.has(message.at)):
            yield message


def _was_heeded(message: Message, follows: Message | None) -> bool:
    """Whether Bode heeded it otherwise than by these rules: STOP, an emergency, a press."""
    if message.type == "interactive" and isinstance(message.content, Mapping):
        return str(message.content.get("id", "")).startswith(("bode-", "consent:"))
    at_once = follows is not None and follows.at - message.at <= _HEEDED_WITHIN
    return at_once and follows is not None and follows.automatic not in ("", OfItself.MENU)


def _only(rules: Rules, kinds: Collection[RuleKind]) -> Rules:
    """These rules alone; office hours always, as others ask for them."""
    off = {str(each): None for each in RuleKind if each not in (RuleKind.HOURS, *kinds)}
    return replace(rules, **off)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HERE)
