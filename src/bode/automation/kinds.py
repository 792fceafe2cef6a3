"""The rules that a municipality may switch on, and what each of them holds. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct, field

from .hours import Hours

LANGUAGES = ("nl", "en")


class RuleKind(StrEnum):
    """In the order in which they are shown; of the first three only one answers a message."""

    HOURS = "hours"  # no rule by itself: others ask whether it is open
    EMERGENCY = "emergency"
    AWAY = "away"
    WELCOME = "welcome"
    TEAMS = "teams"
    SILENCE = "silence"
    SATISFACTION = "satisfaction"


class Texts(Struct, frozen=True):
    """A text in both languages; an empty one is the usual text."""

    nl: str = ""
    en: str = ""


class Emergency(Struct, frozen=True):
    """What is answered at once to who may be in danger."""

    text: Texts = Texts()


class Away(Struct, frozen=True):
    """What is answered while it is closed."""

    text: Texts = Texts()


class Welcome(Struct, frozen=True):
    """What is answered to who starts a conversation."""

    text: Texts = Texts()


class Teams(Struct, frozen=True):
    """Which team gets what citizens choose from the menu, by purpose."""

    teams: dict[str, UUID] = field(default_factory=dict)


class Silence(Struct, frozen=True):
    """After how many hours of silence a citizen is told, and how many later it is closed."""

    after: int = 18
    close: int = 4
    text: Texts = Texts()


class Satisfaction(Struct, frozen=True):
    """How citizens are asked whether they were helped."""

    scale: Literal["faces", "five"] = "faces"
    question: Texts = Texts()
    thanks: Texts = Texts()


Settings: TypeAlias = Hours | Emergency | Away | Welcome | Teams | Silence | Satisfaction
SETTINGS: dict[RuleKind, type[Settings]] = {
    RuleKind.HOURS: Hours,
    RuleKind.EMERGENCY: Emergency,
    RuleKind.AWAY: Away,
    RuleKind.WELCOME: Welcome,
    RuleKind.TEAMS: Teams,
    RuleKind.SILENCE: Silence,
    RuleKind.SATISFACTION: Satisfaction,
}


class Rules(Struct, frozen=True, kw_only=True):
    """The rules that hold for one number. One that is None is switched off.

    Without `hours` nobody knows when it is closed, so nothing happens because it is.
    """

    hours: Hours | None = None
    emergency: Emergency | None = None
    away: Away | None = None
    welcome: Welcome | None = None
    teams: Teams | None = None
    silence: Silence | None = None
    satisfaction: Satisfaction | None = None
