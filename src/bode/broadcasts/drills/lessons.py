"""What there is to learn from a drill. Pure: rules on what was told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise

from ..actions import CRISIS
from ..models import Drill
from ..states import Step
from .told import Sent, Told

APPROVED_WITHIN = timedelta(minutes=5)
STARTED_WITHIN = timedelta(minutes=15)
PAUSED_AT_MOST = timedelta(minutes=5)
ARRIVED_WITHIN, ARRIVED_SHARE = 15, 0.9
"""Minutes, and of all who may get it."""


class Lesson(StrEnum):
    NOTHING_SENT = "nothing_sent"
    STARTED_LATE = "started_late"
    APPROVED_LATE = "approved_late"
    APPROVED_SOON = "approved_soon"
    NOT_JUDGED = "not_judged"
    PAUSED_LONG = "paused_long"
    STOPPED = "stopped"
    FEW_ARRIVED = "few_arrived"
    MANY_ARRIVED = "many_arrived"
    NO_SECOND_CHANNEL = "no_second_channel"
    UNDECIDED = "undecided"
    DUPLICATES = "duplicates"
    NO_INCIDENT = "no_incident"
    ONE_LANGUAGE = "one_language"
    NO_FAULTS = "no_faults"


GOOD = frozenset({Lesson.APPROVED_SOON, Lesson.MANY_ARRIVED})
"""What went well."""


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """A lesson, of which message if of one, and the number that it is about."""

    lesson: Lesson
    of: str = ""
    time: timedelta | None = None
    count: int = 0


def learn(drill: Drill, told: Told) -> list[Learnt]:
    """Everything there is to learn, in the order in which it happened."""
    started = [each for each in told.sent if each.started_at]
    return [
        *_of_starting(drill, started),
        *(lesson for each in told.sent for lesson in _of_approval(each)),
        *(lesson for each in started for lesson in _of_arriving(each)),
        *_of_all(drill, told, started),
    ]


def _of_starting(drill: Drill, started: list[Sent]) -> Iterator[Learnt]:
    if not started:
        yield Learnt(lesson=Lesson.NOTHING_SENT)
        return
    first = min(each.started_at for each in started if each.started_at)
    took = first - drill.began_at
    if took > STARTED_WITHIN:
        yield Learnt(lesson=Lesson.STARTED_LATE, time=took)


def _of_approval(sent: Sent) -> Iterator[Learnt]:
    name = sent.name
    waited = sent.waited_for_approval
    if waited is not None:
        lesson = Lesson.APPROVED_LATE if waited > APPROVED_WITHIN else Lesson.APPROVED_SOON
        yield Learnt(lesson=lesson, of=name, time=waited)
    if sent.is_unjudged:
        yield Learnt(lesson=Lesson.NOT_JUDGED, of=name)


def _of_arriving(sent: Sent) -> Iterator[Learnt]:
    name = sent.name
    halts = [
        (each.step, each.at)
        for each in sent.deeds
        if each.step in (Step.PAUSE, Step.RESUME, Step.STOP)
    ]
    paused = sum(
        (
            ended_at - at
            for (step, at), (_, ended_at) in pairwise([*halts, ("", sent.until)])
            if step == Step.PAUSE
        ),
        timedelta(),
    )
    if paused > PAUSED_AT_MOST:
        yield Learnt(lesson=Lesson.PAUSED_LONG, of=name, time=paused)
    if sent.counts["cancelled"]:
        yield Learnt(lesson=Lesson.STOPPED, of=name, count=sent.counts["cancelled"])
    if sent.reached:
        share = sent.arrived[ARRIVED_WITHIN] / sent.reached
        enough = share >= ARRIVED_SHARE
        lesson = Lesson.MANY_ARRIVED if enough else Lesson.FEW_ARRIVED
        within = min(sent.lasted, timedelta(minutes=ARRIVED_WITHIN))
        yield Learnt(lesson=lesson, of=name, time=within, count=round(share * 100))
    if sent.asking:
        yield Learnt(lesson=Lesson.UNDECIDED, of=name, count=sent.asking)


def _of_all(drill: Drill, told: Told, started: list[Sent]) -> Iterator[Learnt]:
    missed = sum(each.reached - each.had_it for each in started)
    if missed and not told.has_second_channel:
        yield Learnt(lesson=Lesson.NO_SECOND_CHANNEL, count=missed)
    if drill.duplicates:
        yield Learnt(lesson=Lesson.DUPLICATES, count=drill.duplicates)
    crises = [each for each in started if each.purpose == CRISIS]
    if len(crises) > 1 and any(not each.incident for each in crises):
        yield Learnt(lesson=Lesson.NO_INCIDENT)
    if told.other_languages and any(not each.is_translated for each in crises):
        yield Learnt(lesson=Lesson.ONE_LANGUAGE, count=told.other_languages)
    if not told.struck:
        yield Learnt(lesson=Lesson.NO_FAULTS)
