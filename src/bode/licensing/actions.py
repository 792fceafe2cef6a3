"""The only writes to applications, licences, numbers and templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from bode import policy
from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, OrganisationKind
from bode.whatsapp import TemplateShape

from .errors import (
    ApplicationRefused,
    OrganisationUnknown,
    ReasonMissing,
    TransitionNotAllowed,
)
from .library import find_ready_template
from .models import (
    Application,
    ApplicationEvent,
    DeclaredPurpose,
    PhoneNumber,
    Template,
    TemplateChange,
)
from .queries import access_application, licences_in_force, list_steps, party_of
from .states import STEPS, ApplicationStatus, LicenceStatus, Party
from .template_states import MARKETING, TEMPLATE_STATUSES, ChangeKind, ChangeStatus

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


@transaction.atomic
def store_templates(number: PhoneNumber, shapes: Sequence[TemplateShape]) -> None:
    """Make our templates of this account equal to the platform's; drafts are ours, and stay.

    That the platform gave them proves that the number's key and account are right.
    """
    kept = [store_template(number, shape).id for shape in shapes]
    known = Template.objects.filter(account_id=number.account_id).exclude(platform_id="")
    forget_templates(known.exclude(id__in=kept))
    PhoneNumber.objects.filter(id=number.id).update(checked_at=now())


def forget_templates(gone: QuerySet[Template]) -> None:
    """Let go of templates that the platform no longer has, and of what was still asked for them."""
    waiting = TemplateChange.objects.filter(template__in=gone, status=ChangeStatus.WAITING)
    deleting = waiting.filter(kind=ChangeKind.DELETE)
    deleting.update(status=ChangeStatus.DONE, settled_at=now())
    waiting.update(status=ChangeStatus.REFUSED, settled_at=now())
    gone.delete()


def store_template(number: PhoneNumber, shape: TemplateShape) -> Template:
    """Take over what the platform says of one template: one that we don't know appears."""
    found = Template.objects.filter(
        account_id=number.account_id, name=shape.name, language=shape.language
    )
    template = found.select_for_update().first() or Template(
        municipality_id=number.municipality_id,
        account_id=number.account_id,
        name=shape.name,
        language=shape.language,
        purpose=_likely_purpose(shape.name),
    )
    _put_in_category(template, shape.category.upper())
    template.platform_id = shape.id
    template.status = shape.status.upper()
    template.parameter_format = shape.parameter_format
    template.components = shape.components
    template.quality = (shape.quality or template.quality).upper()
    template.rejected_reason = _reason(shape.rejected_reason)
    template.synced_at = now()
    template.save()
    return template


def set_template_status(
    account_id: str, name: str, language: str, event: str, reason: str | None = None
) -> bool:
    """Record what the platform says about a template: approved, paused, rejected, …

    False when there is no such template, or the event doesn't say what its status is now: then
    only the platform knows.
    """
    status = TEMPLATE_STATUSES.get(event)
    found = Template.objects.filter(account_id=account_id, name=name, language=language)
    return status is not None and bool(found.update(status=status, rejected_reason=_reason(reason)))


@transaction.atomic
def set_template_category(account_id: str, name: str, language: str, category: str) -> bool:
    """Record that the platform moved a template to another category; False: no such template.

    From then on it goes by the rules of its new category, for whatever is sent next.
    """
    found = Template.objects.filter(account_id=account_id, name=name, language=language)
    template = found.select_for_update().first()
    if template is None:
        return False
    _put_in_category(template, category.upper())
    template.save(update_fields=["category", "category_before"])
    return True


def set_template_quality(account_id: str, name: str, language: str, quality: str) -> bool:
    """Record how citizens take a template's messages, in the platform's words; False: unknown."""
    found = Template.objects.filter(account_id=account_id, name=name, language=language)
    return bool(found.update(quality=quality.upper()[:20]))


def _put_in_category(template: Template, category: str) -> None:
    if category == MARKETING and template.category not in ("", MARKETING):
        template.category_before = template.category
    elif category != MARKETING:
        template.category_before = ""
    template.category = category


def _likely_purpose(name: str) -> str:
    ready = find_ready_template(name)
    return ready.purpose if ready is not None else ""


def _reason(told: str | None) -> str:
    return "" if told in (None, "NONE") else told[:100]


def _access_party(actor: Actor, kind: OrganisationKind, code: str) -> Organisation:
    organisation = Organisation.objects.filter(kind=kind, code=code).first()
    if organisation is None:
        raise OrganisationUnknown(kind.value, code)
    if actor.organisation_kind == kind and actor.organisation_id != organisation.id:
        raise OrganisationUnknown(kind.value, code)  # nobody applies in another's name
    return organisation


def _check(application: Application, purposes: Sequence[Declaration]) -> None:
    licence = licences_in_force(application.municipality_id, application.provider_id).first()
    problems = policy.check_application(
        application.route,
        [(each.code, each.explanation) for each in purposes],
        localdate(),
        licensed=licence.purposes if licence is not None else (),
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
