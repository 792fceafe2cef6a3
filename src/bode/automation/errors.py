"""What can go wrong with rules.

RuleError
├── TextWrong           a text can't be sent like this; `field` and `reason` say which and why
├── HoursWrong          hours that can't be; `day`, `part` and `edge` say which
├── HoursMissing        what answers outside office hours needs office hours
├── TeamMissing         what gives conversations to teams needs a team
└── TeamUnknown         the team is not one of this municipality
"""

from __future__ import annotations

from typing import Literal

from bode.policy import Finding


class RuleError(Exception):
    """A rule can't be kept like this; nothing has changed."""


class TextWrong(RuleError):
    """A text can't be sent like this.

    `field` is its name and language (`text_nl`); `reason` is too_long, blank_unknown (`blank` says
    which) or forbidden (`finding` says why).
    """

    def __init__(
        self, field: str, reason: str, *, blank: str = "", finding: Finding | None = None
    ) -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason
        self.blank = blank
        self.finding = finding


class HoursWrong(RuleError):
    """Hours that can't be, on a `day` (0 is Monday).

    Of its `part`, from 0 on, either the end (`closes`) is not later than the begin, or the begin
    (`opens`) comes before the end of the part before.
    """

    def __init__(self, day: int, part: int, edge: Literal["opens", "closes"]) -> None:
        super().__init__(day, part, edge)
        self.day = day
        self.part = part
        self.edge = edge


class HoursMissing(RuleError):
    """What answers outside office hours can't be switched on before there are any."""


class TeamMissing(RuleError):
    """What gives conversations to teams can't be switched on before there is a team."""


class TeamUnknown(RuleError):
    """The team is not one of this municipality."""
