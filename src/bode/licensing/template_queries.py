"""The reads of templates for their editor; all of them inside a scope."""

from __future__ import annotations

from uuid import UUID

from msgspec.structs import replace

from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.alphabet import by_name
from bode.organisations.models import Organisation, OrganisationKind
from bode.whatsapp import Gateway, TemplateDraft, draft_of
from bode.whatsapp.media_kinds import EXAMPLE_TYPES

from .errors import NumberMissing
from .models import Licence, PhoneNumber, Template, TemplateChange
from .queries import BOUND, find_licence, find_number, template_shape
from .reaching import gateway_of
from .states import LicenceStatus
from .template_states import (
    APPROVED,
    STOPPED,
    ChangeKind,
    ChangeStatus,
    EditsLeft,
    TemplateStep,
    edits_left,
    steps_for,
)


def access_account(municipality_id: UUID) -> PhoneNumber:
    """The number in whose account a municipality's templates live; raises `NumberMissing`.

    Also for a municipality that the organisation in scope has nothing to do with.
    """
    licence = find_licence(municipality_id)
    number = find_number(licence) if licence and licence.status == LicenceStatus.ACTIVE else None
    if number is None:
        raise NumberMissing
    return number


def list_writable(actor: Actor) -> list[Organisation]:
    """Whose templates an actor may write, by name: one's own, or a provider's municipalities'."""
    if actor.organisation_kind == OrganisationKind.MUNICIPALITY:
        return list(Organisation.objects.filter(id=actor.organisation_id))
    if actor.organisation_kind == OrganisationKind.PROVIDER:
        served = Licence.objects.filter(provider_id=actor.organisation_id)
        in_force = served.exclude(status=LicenceStatus.ENDED).values("municipality")
        return list(Organisation.objects.filter(id__in=in_force).order_by(by_name()))
    return []


def list_translations(municipality_id: UUID, name: str) -> list[Template]:
    """A template in each of its languages; none for a name that nobody used."""
    found = Template.objects.filter(municipality_id=municipality_id, name=name)
    return list(found.order_by("language"))


def list_stopped_for_crises() -> list[Template]:
    """The templates in scope for a crisis that were approved, and can't be sent now."""
    found = Template.objects.filter(purpose="crisis_response", status__in=STOPPED)
    return list(found[:BOUND])


def read_draft(template: Template) -> TemplateDraft | None:
    """A template's texts to edit; None for one with parts that the editor does not know."""
    draft = draft_of(template_shape(template))
    if draft is None or draft.header_format not in EXAMPLE_TYPES:
        return draft
    return replace(draft, header_example=str(template.example_id or ""))


def takes_examples(municipality_id: UUID) -> bool:
    """Whether the gateway of its account takes example files."""
    try:
        number = access_account(municipality_id)
    except NumberMissing:
        return True
    return gateway_of(number.provider_id) is Gateway.META


def list_template_steps(template: Template) -> list[TemplateStep]:
    """What may be done with a template now."""
    waits = template.changes.filter(status=ChangeStatus.WAITING).exists()
    steps = steps_for(template.status, waits=waits)
    if TemplateStep.UNPAUSE in steps and gateway_of(template.provider_id) is Gateway.DIALOG360:
        steps.remove(TemplateStep.UNPAUSE)  # it has no such call
    return steps


def count_edits_left(template: Template) -> EditsLeft:
    """How often a template may still be edited. Only an approved one is bound by the limits."""
    edits = TemplateChange.objects.filter(
        template=template, kind=ChangeKind.EDIT, status_before=APPROVED
    ).exclude(status=ChangeStatus.REFUSED)
    counted = edits.values_list("requested_at", flat=True) if template.status == APPROVED else ()
    return edits_left(list(counted), now())


def list_changes(municipality_id: UUID, name: str) -> list[TemplateChange]:
    """What was done with a municipality's templates of this name, newest first."""
    found = TemplateChange.objects.filter(
        municipality_id=municipality_id, label__startswith=f"{name} ("
    )
    return list(found.select_related("template", "organisation")[:BOUND])


def find_refusal(template: Template) -> TemplateChange | None:
    """The platform's refusal of what was last asked for this template, if it did refuse."""
    last = template.changes.exclude(kind=ChangeKind.SAVE).first()
    return last if last is not None and last.status == ChangeStatus.REFUSED else None
