"""What can go wrong with a DPIA.

DpiaError
├── DpiaStepNotAllowed  not from this status, not in this role, or the application is under way
├── AnswerRefused       an answer is no option, or too long
├── DpiaIncomplete      questions are open
└── ReplyMissing        a negative advice must be answered first
"""

from __future__ import annotations

from collections.abc import Sequence

from bode.licensing.errors import LicensingError

from .catalogue import Question


class DpiaError(LicensingError):
    """Something that the rules of a DPIA do not allow."""


class DpiaStepNotAllowed(DpiaError):
    """This step can't be made now by this person."""

    def __init__(self, step: str, status: str, allowed: Sequence[str]) -> None:
        super().__init__(f"{step} from {status}")
        self.step = step
        self.status = status
        self.allowed = tuple(allowed)


class AnswerRefused(DpiaError):
    """These answers can't be kept; `problems` gives for each key `unknown` or `too_long`."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


class DpiaIncomplete(DpiaError):
    """Questions are open, or nothing was uploaded."""

    def __init__(self, missing: Sequence[Question]) -> None:
        super().__init__(f"{len(missing)} questions")
        self.missing = tuple(missing)


class ReplyMissing(DpiaError):
    """A negative advice must be answered before the DPIA is complete."""
