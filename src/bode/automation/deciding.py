"""What Bode says of itself to a citizen, decided from what was said so far. Pure.

Two answering machines that face each other would go on for ever. So after something that Bode said
of itself it stays silent until a person has answered, or the citizen really did: by pressing what
was offered, or by other words than before, not at once. And whatever happens, it says no more than
a few things a day.

To call 112 is said whatever was said before, as it may be a life. It is not said again for some
minutes: so who answers it at once, or shouts the same all the time, hears it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bode.basics import HERE, is_window_open

from .hours import closed_since, is_open
from .kinds import RuleKind, Rules, Silence

MOST_A_DAY = 4
"""Things that Bode says of itself to one citizen at one number within a day."""
DAY = timedelta(hours=24)
AT_ONCE = timedelta(seconds=10)
"""Who answers within this time did not read what they answer: that is a machine."""
TOO_LATE = timedelta(hours=1)
"""What came longer ago than this, as after a fault, is for a person alone."""
DANGER_AGAIN = timedelta(minutes=10)
"""Who was told to call 112 is not told so again within this time."""
MORNING, EVENING = 8, 21  # between these hours Bode may write of its own accord


class Speaker(StrEnum):
    CITIZEN = "citizen"
    PERSON = "person"
    PROGRAM = "program"
    BODE = "bode"  # of itself: by one of these rules, or the menu, or what answers STOP


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """Something that was said between a citizen and a number."""

    at: datetime
    by: Speaker
    text: str = ""
    rule: str = ""
    """Why Bode said it of itself."""
    is_press: bool = False
    """A citizen pressed something of what was offered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A message of a citizen, and what must be known of its conversation."""

    starts: bool
    """Whether it begins a conversation, and is no answer to something."""
    gets_menu: bool
    """Whether the number answers who begins with the menu."""
    in_danger: bool = False
    """Whether its words say that someone may need 112 now."""


def answer(rules: Rules, heard: Heard, turns: Sequence[Turn], at: datetime) -> RuleKind | None:
    """Which rule answers a citizen's message, the last of the turns; None: people do."""
    if at - turns[-1].at > TOO_LATE:
        return None
    if rules.emergency is not None and heard.in_danger:
        return None if _was_warned(turns, at) else RuleKind.EMERGENCY
    if not may_speak(turns, at):
        return None
    if _is_away(rules, turns, at):
        return RuleKind.AWAY
    if rules.welcome is not None and heard.starts and not heard.gets_menu:
        return RuleKind.WELCOME
    return None


def may_speak(turns: Sequence[Turn], at: datetime) -> bool:
    """Whether Bode may say something of itself after these turns, which are in order of time.

    Anything but to call 112: no one waits for that.
    """
    said = [each for each in turns if each.by is Speaker.BODE]
    if sum(at - each.at < DAY for each in said) >= MOST_A_DAY:
        return False
    return not said or _was_answered(turns, turns.index(said[-1]))


def step_in_silence(
    silence: Silence,
    turns: Sequence[Turn],
    at: datetime,
    *,
    heard_at: datetime | None,
    is_free: bool,
) -> str:
    """What a conversation needs in which we wait for the citizen: `notice`, `close` or nothing.

    `heard_at` is when the citizen last wrote, `is_free` whether answering costs nothing. Where no
    notice may be given any more, it is closed when it would have been after one.
    """
    ours = [n for n, each in enumerate(turns) if each.by in (Speaker.PERSON, Speaker.PROGRAM)]
    since = turns[ours[-1] + 1 :] if ours else ()
    if not ours or any(each.by is Speaker.CITIZEN for each in since):
        return ""
    told = [each.at for each in since if each.rule == RuleKind.SILENCE]
    if told:
        return "close" if at >= told[-1] + timedelta(hours=silence.close) else ""
    due = turns[ours[-1]].at + timedelta(hours=silence.after)
    may_tell = is_window_open(heard_at, at) and is_free and may_speak(turns, at)
    if at < due:
        return ""
    if may_tell:
        return "notice" if is_daytime(at) else ""
    return "close" if at >= due + timedelta(hours=silence.close) else ""


def is_daytime(at: datetime) -> bool:
    """Whether Bode may write to someone who does not expect it now."""
    return MORNING <= at.astimezone(HERE).hour < EVENING


def _was_warned(turns: Sequence[Turn], at: datetime) -> bool:
    """Whether this citizen was told to call 112 a moment ago."""
    return any(each.rule == RuleKind.EMERGENCY and at - each.at < DANGER_AGAIN for each in turns)


def _is_away(rules: Rules, turns: Sequence[Turn], at: datetime) -> bool:
    """Whether it is closed, and this citizen was not told so since it closed."""
    if rules.away is None or rules.hours is None or is_open(rules.hours, at):
        return False
    since = closed_since(rules.hours, at)
    told = [each.at for each in turns if each.rule == RuleKind.AWAY]
    return since is not None and not any(each >= since for each in told)


def _was_answered(turns: Sequence[Turn], place: int) -> bool:
    """Whether after this turn a person said something, or the citizen really did."""
    before = {_words(each.text) for each in turns[:place] if each.by is Speaker.CITIZEN}
    return any(
        each.by is Speaker.PERSON
        or (each.by is Speaker.CITIZEN and (each.is_press or _is_real(each, turns[place], before)))
        for each in turns[place + 1 :]
    )


def _is_real(turn: Turn, said: Turn, before: set[str]) -> bool:
    return turn.at - said.at >= AT_ONCE and _words(turn.text) not in before


def _words(text: str) -> str:
    return " ".join(text.casefold().split())
