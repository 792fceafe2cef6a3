"""What is told of a drill: plain, so that it is kept when its world is no more. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ..missing import Cause
from ..states import Step
from .faults import Chosen


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A step that was made with a message."""

    step: str
    at: datetime
    actor: str
    """The name of who made it."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One message of the drill: when each step was made, and how it arrived."""

    name: str
    purpose: str
    status: str
    incident: str
    is_translated: bool
    started_at: datetime | None
    deeds: tuple[Deed, ...]
    counts: dict[str, int]
    ways: dict[str, int]
    causes: tuple[Cause, ...]
    reached: int
    """Who may get it."""
    first_at: datetime | None
    last_at: datetime | None
    """When WhatsApp took the first message, and the last."""
    arrived: dict[int, int]
    """By minutes after the start: how many had it."""
    had_it: int
    asking: int
    """Of whom someone must still decide."""
    until: datetime
    """Until when it is told: now, or the end of the drill."""
    is_unjudged: bool
    """It went without approval, and nobody judged that."""

    def at(self, *steps: str) -> datetime | None:
        """When the first of these steps was made."""
        return next((each.at for each in self.deeds if each.step in steps), None)

    def between(self, first: datetime | None, then: datetime | None) -> timedelta | None:
        """How long it took; None where it did not come to that."""
        return then - first if first and then else None

    @property
    def lasted(self) -> timedelta:
        """How long it has had to arrive."""
        return self.until - (self.started_at or self.until)

    @property
    def waited_for_approval(self) -> timedelta | None:
        asked = [each.at for each in self.deeds if each.step == Step.REQUEST_APPROVAL]
        return self.between(asked[-1] if asked else None, self.at(Step.APPROVE))


@dataclass(frozen=True, kw_only=True)
class Struck:
    """A fault as it was, and what happened meanwhile."""

    chosen: Chosen
    begin: datetime | None = None
    end: datetime | None = None
    """None: all the time; or the drill never came to it. Of one that holds now, this moment."""
    is_over: bool = False
    """It ended before the drill did."""
    accepted: int = 0
    """Messages that WhatsApp took in that time."""
    deeds: tuple[Deed, ...] = ()
    """What people did in that time."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that a report tells of what happened in a drill."""

    sent: tuple[Sent, ...]
    struck: tuple[Struck, ...]
    has_second_channel: bool
    other_languages: int
    """How many of the invented people want another language than Dutch."""

    def as_kept(self) -> Any:
        return msgspec.to_builtins(self, str_keys=True)


def told_of(kept: Any) -> Told:
    """The same as it was kept."""
    return msgspec.convert(kept, Told, str_keys=True)
