"""The states of an application and a licence, and who may make which step. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class ApplicationStatus(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    INFORMATION_ASKED = "information_asked"
    """The platform wants to know more before it decides."""
    APPROVED = "approved"
    PARTLY_APPROVED = "partly_approved"
    """Some of the purposes are in force, others were refused."""
    REJECTED = "rejected"
    OBJECTED = "objected"
    """The municipality objects to a rejection; nothing is in force."""
    PARTLY_OBJECTED = "partly_objected"
    """It objects to the refusal of some purposes; the others are in force."""
    WITHDRAWN = "withdrawn"


class EventKind(StrEnum):
    """What sort of thing happened with an application."""

    STEP = "step"
    """Of the procedure: these alone move the status."""
    CHANGE = "change"
    REMARK = "remark"
    FILE = "file"
    MAIL = "mail"
    REMINDER = "reminder"
    DPIA = "dpia"


class LicenceStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class WebhookProof(StrEnum):
    """By what a webhook is known to come from the provider's gateway."""

    SIGNATURE = "signature"
    """Over the body, with the secret that the gateway and we share."""
    WORD = "word"
    """Our own word in the Authorization header, which 360dialog sends along where it can't sign."""


class Party(StrEnum):
    """Whose step it is; the same words as the kinds of organisation."""

    MUNICIPALITY = "municipality"
    PROVIDER = "provider"


_S = ApplicationStatus


@dataclass(frozen=True, kw_only=True)
class Step:
    by: Party
    moves: Mapping[ApplicationStatus, ApplicationStatus]
    """From which status to which."""
    needs_reason: bool = False

    @property
    def before(self) -> frozenset[ApplicationStatus]:
        """The statuses from which this step may be taken."""
        return frozenset(self.moves)


OPEN = (_S.DRAFT, _S.RETURNED, _S.INFORMATION_ASKED)
"""While an application has one of these, the municipality may change and sign it."""
IN_FORCE = (_S.APPROVED, _S.PARTLY_APPROVED, _S.PARTLY_OBJECTED)
"""An application with one of these led to a licence."""
REFUSED = (_S.REJECTED, _S.PARTLY_APPROVED, _S.WITHDRAWN)
"""After one of these a municipality may apply again, and begin with what it wrote."""
ENDED = (_S.APPROVED, *REFUSED)
"""Nobody is next, unless the municipality objects."""


def _all_to(after: ApplicationStatus, *before: ApplicationStatus) -> Mapping[_S, _S]:
    return dict.fromkeys(before, after)


STEPS: dict[str, Step] = {
    "sign": Step(by=Party.MUNICIPALITY, moves=_all_to(_S.SIGNED, *OPEN)),
    "object": Step(
        by=Party.MUNICIPALITY,
        moves={_S.REJECTED: _S.OBJECTED, _S.PARTLY_APPROVED: _S.PARTLY_OBJECTED},
        needs_reason=True,
    ),
    "withdraw": Step(
        by=Party.MUNICIPALITY,
        moves=_all_to(_S.WITHDRAWN, *OPEN, _S.SIGNED, _S.ACCEPTED, _S.SUBMITTED),
    ),
    "accept": Step(by=Party.PROVIDER, moves={_S.SIGNED: _S.ACCEPTED}),
    "return": Step(
        by=Party.PROVIDER,
        moves=_all_to(_S.RETURNED, _S.SIGNED, _S.ACCEPTED),
        needs_reason=True,
    ),
    "submit": Step(by=Party.PROVIDER, moves={_S.ACCEPTED: _S.SUBMITTED}),
    "approve": Step(
        by=Party.PROVIDER,
        moves=_all_to(_S.APPROVED, _S.SUBMITTED, _S.OBJECTED, _S.PARTLY_OBJECTED),
        needs_reason=True,
    ),
    "approve_in_part": Step(
        by=Party.PROVIDER,
        moves=_all_to(_S.PARTLY_APPROVED, _S.SUBMITTED, _S.OBJECTED, _S.PARTLY_OBJECTED),
        needs_reason=True,
    ),
    "reject": Step(by=Party.PROVIDER, moves={_S.SUBMITTED: _S.REJECTED}, needs_reason=True),
    "ask_information": Step(
        by=Party.PROVIDER, moves={_S.SUBMITTED: _S.INFORMATION_ASKED}, needs_reason=True
    ),
    "dismiss_objection": Step(
        by=Party.PROVIDER,
        moves={_S.OBJECTED: _S.REJECTED, _S.PARTLY_OBJECTED: _S.PARTLY_APPROVED},
        needs_reason=True,
    ),
}

APPROVALS = ("approve", "approve_in_part")
"""The steps that put purposes in force."""
OBJECT, DISMISS = "object", "dismiss_objection"
"""A municipality objects once: what was dismissed is not asked again."""
SENT_BACK_BY = {
    ApplicationStatus.RETURNED: "return",
    ApplicationStatus.INFORMATION_ASKED: "ask_information",
}
"""The steps that give a file back to the municipality, by the status that they lead to."""
CREATE = "create"
"""The first event of every history; the status after it is `draft`."""


def steps_from(status: str, party: Party | None) -> list[str]:
    """The names of the steps this party may make now, in their usual order."""
    return [name for name, step in STEPS.items() if step.by == party and status in step.before]


def replay(names: Iterable[str]) -> ApplicationStatus | None:
    """The status that a history leads to; None for one that no application can have."""
    status: ApplicationStatus | None = None
    for name in names:
        if name == CREATE:
            status = ApplicationStatus.DRAFT if status is None else None
        elif name in STEPS:
            status = STEPS[name].moves.get(status) if status else None
        else:
            continue  # it moves nothing, such as a change of the purposes
        if status is None:
            return None
    return status
