"""What can go wrong with rules.

RuleError
├── TextWrong           a text can't be sent like this; `field` and `reason` say which and why
├── HoursWrong          hours that can't be; `place` says on which day, or in which closed days
├── HoursMissing        what answers outside office hours needs office hours
└── TeamUnknown         the team is not one of this municipality
"""

from __future__ import annotations

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
    """Hours that can't be: a part of `day` (0 is Monday) ends before it begins, or overlaps."""

    def __init__(self, day: int) -> None:
        super().__init__(day)
        self.day = day


class HoursMissing(RuleError):
    """What answers outside office hours can't be switched on before there are any."""


class TeamUnknown(RuleError):
    """The team is not one of this municipality."""
