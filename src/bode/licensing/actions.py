"""Applying, and the steps of the procedure up to a licence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bode import policy
from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, OrganisationKind
from bode.organisations.standing import find_absence
from bode.rulebook.queries import all_versions

from .deadlines import last_day
from .decisions import Decision, as_told_by, exact_step, keep_grants
from .dpia.actions import reopen_for
from .errors import (
    ApplicationRefused,
    FollowedAlready,
    OrganisationAbsent,
    OrganisationUnknown,
    ReasonMissing,
    TransitionNotAllowed,
)
from .filling import begin_file, change_section, require_may_fill, require_read
from .granting import is_ended, put_in_force
from .hand_overs import tell_other
from .history import remember
from .models import Application, DeclaredPurpose, PhoneNumber
from .queries import access_application, licences_in_force, list_steps
from .readiness import check_ready, list_missing
from .sections import Section
from .signing import Signature
from .states import (
    APPROVALS,
    CREATE,
    REFUSED,
    STEPS,
    ApplicationStatus,
    Party,
)

EXPLANATION_LENGTH = 4000
"""Characters, at most, in which a municipality explains a purpose; the doors see to it."""
REASON_LENGTH = EXPLANATION_LENGTH
"""Characters, at most, for why a step is taken."""
_NEEDS_BOTH = ("sign", "accept", "submit", *APPROVALS)  # nothing leads to a grant to who is gone
_UNDER_TODAYS_RULES = ("sign", "submit")  # they may have changed since the purposes were declared


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """A purpose and the municipality's own explanation of it."""

    code: str
    explanation: str
    volume: int | None = None
    """Messages a month, as expected."""
    audience: str = ""
    examples: Sequence[str] = field(default_factory=tuple)


@transaction.atomic
def apply(
    actor: Actor,
    *,
    municipality: str,
    provider: str,
    route: str,
    purposes: Sequence[Declaration],
) -> Application:
    """Start an application as a draft.

    The actor is the municipality itself or the provider. Raises `ApplicationRefused` with every
    rule that forbids it, `OrganisationUnknown` for a code that is not there (or not the actor's).
    """
    actor.require("administrator", "account_manager", "applications")
    if actor.organisation_kind == OrganisationKind.VNG:
        raise NotAllowed(needed=tuple(Party))
    parties = [
        _access_party(actor, OrganisationKind.MUNICIPALITY, municipality),
        _access_party(actor, OrganisationKind.PROVIDER, provider),
    ]
    application = Application(
        municipality=parties[0],
        provider=parties[1],
        route=route,
        due_on=last_day(ApplicationStatus.DRAFT, localdate()),
    )
    _check(application, purposes, _licensed(application))
    application.save(force_insert=True)
    _declare(application, purposes)
    begin_file(application, actor)
    remember(application, actor, CREATE)
    tell_other(application, actor)
    return application


@transaction.atomic
def declare(
    actor: Actor,
    application_id: UUID,
    purposes: Sequence[Declaration],
    *,
    version: int | None = None,
) -> Application:
    """Replace the declared purposes, while the actor may fill in that section.

    With other purposes than before a DPIA that was offered is opened again.
    `version` is what of the section they began with. Raises `SectionChanged` when someone else
    saved it meanwhile, `ApplicationRefused`, `TransitionNotAllowed`.
    """
    actor.require("administrator", "signatory", "account_manager", "applications")
    application = access_application(application_id, lock=True)
    require_may_fill(application, actor, Section.PURPOSES)
    _check(application, purposes, _licensed(application))
    declared = list(application.purposes.all())
    before = {key: value for each in declared for key, value in _told(each)}
    after = {key: value for each in purposes for key, value in _told(each)}
    change_section(actor, application, Section.PURPOSES, after, version=version, before=before)
    application.purposes.all().delete()
    _declare(application, purposes)
    if {each.code for each in purposes} != {each.code for each in declared}:
        reopen_for(actor, application, [each.code for each in purposes])
    return application


@transaction.atomic
def take_step(
    actor: Actor,
    application_id: UUID,
    transition: str,
    *,
    reason: str = "",
    signature: Signature | None = None,
    decision: Decision | None = None,
    read: Mapping[str, int] | None = None,
) -> Application:
    """Make one step of the procedure; an approval puts the purposes in force at once.

    `read` is which version of each section who signs has read.

    Where the two have a licence already, it is extended, and the history says so too.
    Raises `TransitionNotAllowed` (with the steps that are), `ReasonMissing`, `DecisionRefused`,
    `ApplicationRefused` where the rules changed since the purposes were declared,
    `OrganisationAbsent`, `SectionChanged`, and for a person what `readiness` asks.
    """
    actor.require("administrator", "signatory", "account_manager", "applications")
    application = access_application(application_id, lock=True)
    decision = as_told_by(transition, decision or Decision())
    allowed = list_steps(application, actor)
    if transition not in allowed:
        raise TransitionNotAllowed(transition, application.status, allowed)
    if STEPS[transition].needs_reason and not reason.strip():
        raise ReasonMissing(transition)
    transition = exact_step(application, transition, decision)
    if transition in APPROVALS and is_ended(application):
        left = [each for each in allowed if each not in APPROVALS]
        raise TransitionNotAllowed(transition, application.status, left)
    if transition in _NEEDS_BOTH:
        _require_there(application.municipality)
        _require_there(application.provider)
    if transition == "sign" and read is not None:
        require_read(application, read)
    check_ready(application, actor, transition, signature)
    if transition in _UNDER_TODAYS_RULES:
        _check(application, list(application.purposes.all()))
    details = _details(application, actor, transition, signature, decision)
    application.status = STEPS[transition].moves[ApplicationStatus(application.status)]
    application.due_on = decision.answer_by or last_day(application.status, localdate())
    application.save(update_fields=["status", "due_on"])
    is_extended = _settle(application, actor, transition, decision)
    remember(application, actor, transition, reason=reason.strip(), details=details)
    if is_extended:
        remember(application, actor, "extend")
    tell_other(application, actor, transition, reason.strip())
    return application


@transaction.atomic
def reapply(actor: Actor, application_id: UUID) -> Application:
    """Apply again after a refusal, beginning with what was written then; the two stay linked.

    Raises `TransitionNotAllowed`, `FollowedAlready`, `ApplicationRefused`.
    """
    earlier = access_application(application_id, lock=True)
    if earlier.status not in REFUSED:
        allowed = list_steps(earlier, actor)
        raise TransitionNotAllowed("reapply", earlier.status, allowed)
    follower = earlier.followed_by.exclude(status=ApplicationStatus.WITHDRAWN).first()
    if follower is not None:
        raise FollowedAlready(follower)
    application = apply(
        actor,
        municipality=earlier.municipality.code,
        provider=earlier.provider.code,
        route=earlier.route,
        purposes=[_again(each) for each in earlier.purposes.all() if not each.is_granted],
    )
    application.follows = earlier
    application.save(update_fields=["follows"])
    remember(earlier, actor, "reapply", details={"application": str(application.id)})
    remember(application, actor, "follow", details={"application": str(earlier.id)})
    return application


def stop_number(phone_number_id: UUID, code: int) -> None:
    """Stop sending from a number after an error that the platform will go on giving."""
    PhoneNumber.objects.filter(id=phone_number_id, stopped_code=None).update(
        stopped_code=code, stopped_at=now()
    )


def _access_party(actor: Actor, kind: OrganisationKind, code: str) -> Organisation:
    organisation = Organisation.objects.filter(kind=kind, code=code, drill_of=None).first()
    if organisation is None:
        raise OrganisationUnknown(kind.value, code)
    if actor.organisation_kind == kind and actor.organisation_id != organisation.id:
        raise OrganisationUnknown(kind.value, code)  # nobody applies in another's name
    _require_there(organisation)
    return organisation


def _require_there(organisation: Organisation) -> None:
    absence = find_absence(organisation, localdate())
    if absence is not None:
        raise OrganisationAbsent(organisation.kind, organisation.code, absence)


def _check(
    application: Application,
    purposes: Sequence[Declaration | DeclaredPurpose],
    licensed: Collection[str] = (),
) -> None:
    problems = policy.check_application(
        application.route,
        [(each.code, each.explanation) for each in purposes],
        localdate(),
        licensed=licensed,
        eras=all_versions(),
    )
    if problems:
        raise ApplicationRefused(problems)


def _licensed(application: Application) -> Sequence[str]:
    """The purposes that the licence of these two has already."""
    licence = licences_in_force(application.municipality_id, application.provider_id).first()
    return licence.purposes if licence is not None else ()


def _declare(application: Application, purposes: Sequence[Declaration]) -> None:
    DeclaredPurpose.objects.bulk_create(
        DeclaredPurpose(
            municipality_id=application.municipality_id,
            provider_id=application.provider_id,
            application=application,
            code=each.code,
            explanation=each.explanation.strip(),
            volume=each.volume,
            audience=each.audience.strip(),
            examples=list(each.examples),
        )
        for each in purposes
    )


def _told(purpose: Declaration | DeclaredPurpose) -> list[tuple[str, Any]]:
    """A purpose by field, for the timeline."""
    parts = ("explanation", "volume", "audience", "examples")
    told = [(part, getattr(purpose, part)) for part in parts]
    return [
        (f"{part}_{purpose.code}", list(value) if part == "examples" else value)
        for part, value in told
    ]


def _again(purpose: DeclaredPurpose) -> Declaration:
    return Declaration(
        code=purpose.code,
        explanation=purpose.explanation,
        volume=purpose.volume,
        audience=purpose.audience,
        examples=purpose.examples,
    )


def _details(
    application: Application,
    actor: Actor,
    transition: str,
    signature: Signature | None,
    decision: Decision,
) -> Mapping[str, Any]:
    """What the timeline says of a step beside its reason."""
    if transition != "sign":
        return decision.as_details()
    if signature is not None and actor.person_id is not None:  # a program signs for itself
        return {"signature": asdict(signature)}
    missing = [f"{each.section}.{each.field}" for each in list_missing(application)]
    return {"by_program": actor.person_id is None, "missing": missing}


def _settle(application: Application, actor: Actor, transition: str, decision: Decision) -> bool:
    """Carry out what the platform decided; whether that extended a licence."""
    if transition in APPROVALS:
        granted = keep_grants(application, transition, decision)
        return not put_in_force(actor, application, granted)
    if transition == "reject":
        keep_grants(application, transition, decision)
    return False
