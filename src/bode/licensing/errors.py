"""What can go wrong in licensing; each error carries what a door needs to explain it.

LicensingError
├── ApplicationRefused      the rules forbid this application (route or purpose)
├── TransitionNotAllowed    not from this status, or not by this party
│   └── LicenceStepNotAllowed  … and of a licence
├── ReviewIncomplete        not every item of a review was looked at
├── ReasonMissing           this step needs a reason
├── SectionRefused          something in a section can't stand there
├── SectionChanged          someone else saved a section meanwhile
├── FieldUnknown            a section has no such field
├── FileIncomplete          a person can't sign a file that lacks something
├── RemarksOpen             there are remarks that nobody dealt with
├── SignatureMissing        a person signs with name, function and mandate
├── DecisionRefused         a decision names purposes that it can't
├── FollowedAlready         an application was followed by another one
├── OrganisationUnknown     no municipality or provider with that code
│   └── OrganisationAbsent  … or one that is no longer there, or not yet
├── NumberTaken             the phone number belongs to another licence
├── AnotherNumber           an id at the platform is of another phone number than was meant
├── SecretMissing           a connection can't recognise its webhooks without it
├── WordTooShort            … nor by a word that can be guessed
├── ProofUnknown            … nor by what its gateway does not send
├── ProfileIncomplete       a number's profile lacks what citizens must be able to read
├── FileRefused             a file can't be a picture of a profile, or an example
├── RegisteredElsewhere     a number is registered on its gateway's own pages
├── NumberMissing           a template needs an account, and there is no number yet
├── NamesWrong              names for the content check that can't be kept
├── MenuTextForbidden       a menu says what may not be sent
├── TemplateRefused         the checks forbid this template
├── TemplateStepNotAllowed  not from this status, or not so soon after the last edit
└── WrongWorld              a drill's number outside its drill, or another one in a drill
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bode import policy
from bode.organisations.standing import Ended, NotBegun
from bode.policy import ApplicationProblem, ProfileProblem

from .template_checking import Finding

if TYPE_CHECKING:  # they raise what stands here
    from .models import Application, ApplicationSection
    from .readiness import Missing


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


class LicenceStepNotAllowed(TransitionNotAllowed):
    """A licence can't be suspended, resumed or ended now by this party."""


class ReviewIncomplete(LicensingError):
    """A review says nothing of these items, or has a date or a number that can't be."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


class ReasonMissing(LicensingError):
    """This step needs a reason."""


class SectionRefused(LicensingError):
    """Something that was filled in can't stand there; `problems` has its code, by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


class SectionChanged(LicensingError):
    """Someone else saved this section after it was read; `section` is how it stands now."""

    def __init__(self, section: ApplicationSection) -> None:
        super().__init__(section.name)
        self.section = section


class FieldUnknown(LicensingError):
    """A remark is about a field that its section does not have."""

    def __init__(self, section: str, field: str) -> None:
        super().__init__(f"{section}.{field}")


class FileIncomplete(LicensingError):
    """A person can't sign a file that lacks something; `missing` tells what."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(", ".join(each.field for each in missing))
        self.missing = tuple(missing)


class RemarksOpen(LicensingError):
    """There are remarks that were not dealt with."""


class SignatureMissing(LicensingError):
    """A person signs with a name, a function and a mandate."""


class DecisionRefused(LicensingError):
    """A decision in part must name some of the declared purposes.

    `code` is `purposes_missing` or `purpose_not_declared`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class FollowedAlready(LicensingError):
    """This application was followed by another one already; `application` is that one."""

    def __init__(self, application: Application) -> None:
        super().__init__(str(application.id))
        self.application = application


class OrganisationUnknown(LicensingError):
    """No such municipality or provider."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(code)
        self.field = field
        self.code = code


class OrganisationAbsent(OrganisationUnknown):
    """It is no longer there or not yet; `absence` tells since or until when, and who came after."""

    def __init__(self, field: str, code: str, absence: Ended | NotBegun) -> None:
        super().__init__(field, code)
        self.absence = absence


class NumberTaken(LicensingError):
    """This phone number already belongs to a licence."""


class AnotherNumber(LicensingError):
    """An id at the platform is of another phone number than was meant; `phone` is that one's."""

    def __init__(self, phone: str) -> None:
        super().__init__(phone)
        self.phone = phone


class SecretMissing(LicensingError):
    """A connection would have nothing by which to recognise its webhooks."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
        """`app_secret` or `verify_token`."""


class WordTooShort(LicensingError):
    """The word that proves who sends webhooks could be guessed."""

    def __init__(self, shortest: int) -> None:
        super().__init__(shortest)
        self.shortest = shortest


class ProofUnknown(LicensingError):
    """Only 360dialog sends our own word along; Meta always signs."""


class ProfileIncomplete(LicensingError):
    """The profile lacks what a citizen must be able to read."""

    def __init__(self, problems: Sequence[ProfileProblem]) -> None:
        super().__init__(", ".join(problem.field for problem in problems))
        self.problems = tuple(problems)


class FileRefused(LicensingError):
    """A file can't be the picture of a profile, or the example of a template.

    `reason` is empty, too_large, wrong_type, unreadable, not_square or too_small; `limit` the most
    bytes, or the least pixels of a side, if that is why.
    """

    def __init__(self, reason: str, limit: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.limit = limit


class RegisteredElsewhere(LicensingError):
    """This number is registered on the pages of its gateway, not through us."""


class NumberMissing(LicensingError):
    """The municipality has no number under a licence in force, so no account for templates."""


class MenuTextForbidden(LicensingError):
    """What stands in this field may not be sent to citizens; `finding` says why."""

    def __init__(self, field: str, finding: policy.Finding) -> None:
        super().__init__(field, finding.kind)
        self.field = field
        self.finding = finding


class TemplateRefused(LicensingError):
    """The checks forbid these texts; what they found, by language."""

    def __init__(self, findings: Mapping[str, Sequence[Finding]]) -> None:
        super().__init__(", ".join(findings))
        self.findings = findings


class TemplateStepNotAllowed(LicensingError):
    """This can't be done with the template now; `again_at` tells when it can, if that is known."""

    def __init__(self, step: str, status: str, again_at: datetime | None = None) -> None:
        super().__init__(f"{step} from {status}")
        self.step = step
        self.status = status
        self.again_at = again_at


class NamesWrong(LicensingError):
    """Names for the content check that can't be kept: in which field, why, and which name."""

    def __init__(self, field: str, reason: str, name: str = "") -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason
        self.name = name


class WrongWorld(LicensingError):
    """A drill's number would reach the platform, or another number would be used in a drill."""
