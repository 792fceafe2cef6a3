"""The reads of templates for their editor; all of them inside a scope."""

from __future__ import annotations

from uuid import UUID

from bode.basics import now
from bode.whatsapp import TemplateDraft, draft_of

from .errors import NumberMissing
from .models import PhoneNumber, Template, TemplateChange
from .queries import BOUND, find_licence, find_number, template_shape
from .states import LicenceStatus
from .template_states import (
    APPROVED,
    ChangeKind,
    ChangeStatus,
    EditsLeft,
    TemplateStep,
    edits_left,
    steps_for,
)


def access_account(municipality_id: UUID) -> PhoneNumber:
    """The number in whose account a municipality's templates live; raises `NumberMissing`."""
    licence = find_licence(municipality_id)
    number = find_number(licence) if licence and licence.status == LicenceStatus.ACTIVE else None
    if number is None:
        raise NumberMissing
    return number


def list_translations(name: str) -> list[Template]:
    """A template in each of its languages; none for a name that nobody used."""
    return list(Template.objects.filter(name=name).order_by("language"))


def read_draft(template: Template) -> TemplateDraft | None:
    """A template's texts to edit; None for one with parts that the editor does not know."""
    return draft_of(template_shape(template))


def list_template_steps(template: Template) -> list[TemplateStep]:
    """What may be done with a template now."""
    waits = template.changes.filter(status=ChangeStatus.WAITING).exists()
    return steps_for(template.status, waits=waits)


def count_edits_left(template: Template) -> EditsLeft:
    """How often a template may still be edited. Only an approved one is bound by the limits."""
    edits = TemplateChange.objects.filter(
        template=template, kind=ChangeKind.EDIT, status_before=APPROVED
    ).exclude(status=ChangeStatus.REFUSED)
    counted = edits.values_list("requested_at", flat=True) if template.status == APPROVED else ()
    return edits_left(list(counted), now())


def list_changes(name: str) -> list[TemplateChange]:
    """What was asked of the platform for the templates with this name, newest first."""
    found = TemplateChange.objects.filter(label__startswith=f"{name} (")
    return list(found.select_related("template")[:BOUND])


def find_refusal(template: Template) -> TemplateChange | None:
    """The platform's refusal of what was last asked for this template, if it did refuse."""
    last = template.changes.first()
    return last if last is not None and last.status == ChangeStatus.REFUSED else None
