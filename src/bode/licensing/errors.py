"""What can go wrong in licensing; each error carries what a door needs to explain it.

LicensingError
├── ApplicationRefused      the rules forbid this application (route or purpose)
├── TransitionNotAllowed    not from this status, or not by this party
├── ReasonMissing           this step needs a reason
├── OrganisationUnknown     no municipality or provider with that code
└── NumberTaken             the phone number belongs to another licence
"""

from __future__ import annotations

from collections.abc import Sequence

from bode.policy import ApplicationProblem


class LicensingError(Exception):
    """Something the rules of licensing do not allow."""


class ApplicationRefused(LicensingError):
    """The rules forbid this application; every reason is given."""

    def __init__(self, problems: Sequence[ApplicationProblem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


class TransitionNotAllowed(LicensingError):
    """This step can't be made now by this party; `allowed` names the steps that can."""

    def __init__(self, transition: str, status: str, allowed: Sequence[str]) -> None:
        super().__init__(f"{transition} from {status}")
        self.transition = transition
        self.status = status
        self.allowed = tuple(allowed)


class ReasonMissing(LicensingError):
    """This step needs a reason."""


class OrganisationUnknown(LicensingError):
    """No such municipality or provider."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(code)
        self.field = field
        self.code = code


class NumberTaken(LicensingError):
    """This phone number already belongs to a licence."""
