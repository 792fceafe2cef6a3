"""What can go wrong with broadcasts.

BroadcastError
├── StepNotAllowed   not in this status; `allowed` names the steps that are
├── OwnApproval      nobody is their own second person
├── AudienceEmpty    nobody would get it
├── PerDayWrong      it can't be spread over days like that
├── PlannedForPast   it can't be planned for a moment that is past
├── TooManyAtOnce    one answer goes to no more conversations at once
├── EmergencyRefused the emergency procedure does not allow it; `code` says why
├── LanguageTwice    there are two templates for one language
├── DrillRefused     there can be no such drill now; `code` says why
└── NotTold          there is no report of this drill
"""

from __future__ import annotations

from collections.abc import Sequence


class BroadcastError(Exception):
    """Something the rules of broadcasts do not allow."""


class StepNotAllowed(BroadcastError):
    """This step can't be made in this status; `allowed` names the steps that can."""

    def __init__(self, step: str, allowed: Sequence[str]) -> None:
        super().__init__(f"{step}: not one of {', '.join(allowed) or 'none'}")
        self.step = step
        self.allowed = tuple(allowed)


class OwnApproval(BroadcastError):
    """Whoever prepared a broadcast, or asked for its approval, can't approve it."""


class AudienceEmpty(BroadcastError):
    """Nobody would get it: no recipient asked for such messages."""


class EmergencyRefused(BroadcastError):
    """`code` says why.

    `off` (the procedure is not switched on, or not confirmed), `no_crisis` (it is for crises
    alone), `no_reason` (the reason, or the remark of who disapproves, is missing), `judged`
    (already), `nothing_to_confirm` (nobody switched it on, or another confirmed it).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PerDayWrong(BroadcastError):
    """It is to go to less than one citizen a day, or it is a crisis."""


class DrillRefused(BroadcastError):
    """`code`: `another` (one runs already), `no_crisis` (the message is for something else),
    `crisis` (a real one goes on), `many` (other municipalities exercise)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotTold(BroadcastError):
    """The report of a drill can't be made, or could not before its world was deleted."""


class PlannedForPast(BroadcastError):
    """It is planned for a moment that is past."""


class TooManyAtOnce(BroadcastError):
    """One answer to so many conversations would take too long."""


class LanguageTwice(BroadcastError):
    """Two templates of one broadcast are in the same language."""
