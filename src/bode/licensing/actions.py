"""The only writes to applications, licences, numbers and templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from bode import policy
from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, OrganisationKind
from bode.organisations.standing import find_end
from bode.rulebook.queries import all_versions

from .errors import (
    ApplicationRefused,
    OrganisationEnded,
    OrganisationUnknown,
    ReasonMissing,
    TransitionNotAllowed,
)
from .models import (
    Application,
    ApplicationEvent,
    DeclaredPurpose,
    PhoneNumber,
)
from .queries import access_application, licences_in_force, list_steps, party_of
from .states import STEPS, ApplicationStatus, LicenceStatus, Party

EXPLANATION_LENGTH = 4000
"""Characters, at most, in which a municipality explains a purpose; the doors see to it."""
REASON_LENGTH = EXPLANATION_LENGTH
"""Characters, at most, for why a step is taken."""


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """A purpose and the municipality's own explanation of it."""

    code: str
    explanation: str


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
    application = Application(municipality=parties[0], provider=parties[1], route=route)
    _check(application, purposes)
    application.save(force_insert=True)
    _declare(application, purposes)
    _remember(application, actor, "create", reason="")
    return application


@transaction.atomic
def declare(actor: Actor, application_id: UUID, purposes: Sequence[Declaration]) -> Application:
    """Replace the declared purposes of a draft, or of one that the provider sent back."""
    actor.require("administrator", "applications")
    application = access_application(application_id, lock=True)
    is_open = application.status in (ApplicationStatus.DRAFT, ApplicationStatus.RETURNED)
    if party_of(application, actor) is not Party.MUNICIPALITY or not is_open:
        raise TransitionNotAllowed("declare", application.status, list_steps(application, actor))
    _check(application, purposes)
    application.purposes.all().delete()
    _declare(application, purposes)
    _remember(application, actor, "declare", reason="")
    return application


@transaction.atomic
def take_step(
    actor: Actor, application_id: UUID, transition: str, *, reason: str = ""
) -> Application:
    """Make one step of the procedure; an approval puts the purposes in force at once.

    Where the two have a licence already, it is extended, and the history says so too.
    Raises `TransitionNotAllowed` (with the steps that are), `ReasonMissing`.
    """
    actor.require("administrator", "account_manager", "applications")
    application = access_application(application_id, lock=True)
    allowed = list_steps(application, actor)
    if transition not in allowed:
        raise TransitionNotAllowed(transition, application.status, allowed)
    step = STEPS[transition]
    if step.needs_reason and not reason.strip():
        raise ReasonMissing(transition)
    application.status = step.after
    application.save(update_fields=["status"])
    _remember(application, actor, transition, reason=reason.strip())
    if step.after is ApplicationStatus.APPROVED and not _put_in_force(application):
        _remember(application, actor, "extend", reason="")
    return application


def stop_number(phone_number_id: UUID, code: int) -> None:
    """Stop sending from a number after an error that the platform will go on giving."""
    PhoneNumber.objects.filter(id=phone_number_id, stopped_code=None).update(
        stopped_code=code, stopped_at=now()
    )


def _access_party(actor: Actor, kind: OrganisationKind, code: str) -> Organisation:
    organisation = Organisation.objects.filter(kind=kind, code=code).first()
    if organisation is None:
        raise OrganisationUnknown(kind.value, code)
    if actor.organisation_kind == kind and actor.organisation_id != organisation.id:
        raise OrganisationUnknown(kind.value, code)  # nobody applies in another's name
    end = find_end(organisation, localdate())
    if end is not None:
        raise OrganisationEnded(kind.value, code, end)
    return organisation


def _check(application: Application, purposes: Sequence[Declaration]) -> None:
    licence = licences_in_force(application.municipality_id, application.provider_id).first()
    problems = policy.check_application(
        application.route,
        [(each.code, each.explanation) for each in purposes],
        localdate(),
        licensed=licence.purposes if licence is not None else (),
        eras=all_versions(),
    )
    if problems:
        raise ApplicationRefused(problems)


def _declare(application: Application, purposes: Sequence[Declaration]) -> None:
    DeclaredPurpose.objects.bulk_create(
        DeclaredPurpose(
            municipality_id=application.municipality_id,
            provider_id=application.provider_id,
            application=application,
            code=each.code,
            explanation=each.explanation.strip(),
        )
        for each in purposes
    )


def _remember(application: Application, actor: Actor, transition: str, *, reason: str) -> None:
    ApplicationEvent.objects.create(
        municipality_id=application.municipality_id,
        provider_id=application.provider_id,
        application=application,
        transition=transition,
        status=application.status,
        actor=actor.name,
        organisation_id=actor.organisation_id,
        reason=reason,
    )


def _put_in_force(application: Application) -> bool:
    """Make the licence (True), or add the purposes to the one there is, which keeps its status."""
    purposes = list(application.purposes.values_list("code", flat=True))
    # Of two approvals at the same time, the second finds the licence of the first.
    in_force = licences_in_force(application.municipality_id, application.provider_id)
    licence, is_new = in_force.select_for_update().get_or_create(
        defaults={
            "municipality_id": application.municipality_id,
            "provider_id": application.provider_id,
            "application": application,
            "purposes": purposes,
            "status": LicenceStatus.ACTIVE,
            "valid_from": now(),
        },
    )
    if not is_new:
        licence.purposes += [code for code in purposes if code not in licence.purposes]
        licence.save(update_fields=["purposes"])
    return is_new
