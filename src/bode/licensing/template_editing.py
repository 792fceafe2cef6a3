"""What administrators and their provider do with templates: write, submit, edit, delete.

All of it is written down as a `TemplateChange`, in the same transaction. What needs the platform
is carried out by a job: while the platform is away, it waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.organisations.actors import Actor
from bode.policy import Place
from bode.whatsapp import TemplateDraft, components_of
from bode.whatsapp.templates import NAMED

from . import jobs
from .content_places import place_of
from .errors import TemplateRefused, TemplateStepNotAllowed
from .models import PhoneNumber, Template, TemplateChange
from .template_checking import Finding, check_draft, forbidding
from .template_examples import find_example, with_known_example
from .template_purposes import declare_in_writing, purpose_declared
from .template_queries import (
    access_account,
    count_edits_left,
    list_template_steps,
    read_draft,
    takes_examples,
)
from .template_states import (
    ChangeKind,
    ChangeStatus,
    PurposeFrom,
    TemplateStatus,
    TemplateStep,
)
from .template_writers import require_writer

_FOR_SOMETHING_ELSE = Finding(
    field="purpose",
    told_nl="Dit sjabloon heeft al een ander doel. Een beheerder van de gemeente kan dat wijzigen.",
    told_en="This template has another purpose already. An administrator of the municipality can "
    "change it.",
)


@transaction.atomic
def save_texts(
    actor: Actor, municipality_id: UUID, texts: Sequence[TemplateDraft], purpose: str
) -> list[Template]:
    """Keep texts as drafts, one in each language; they need not pass the checks yet.

    Raises `TemplateRefused` for a name or purpose that can't be kept, `TemplateStepNotAllowed`
    for texts of a template that is a draft no longer, `NumberMissing`.
    """
    number = _require(actor, municipality_id)
    texts = [with_known_example(municipality_id, text) for text in texts]
    place = place_of(municipality_id)
    _refuse(texts, purpose, place, fields={"name", "language", "category", "purpose"})
    _refuse_another_purpose(number, texts, purpose)
    saved = []
    for text in texts:
        template = _find(number, text)
        if template.status == TemplateStatus.DRAFT:
            _write(template, text, purpose)
            _remember(actor, template, ChangeKind.SAVE, text)
            saved.append(template)
        elif _differs(template, text):
            raise TemplateStepNotAllowed(TemplateStep.SAVE, template.status)
        else:
            declare_in_writing(actor, template, purpose)
    return saved


@transaction.atomic
def submit_texts(
    actor: Actor, municipality_id: UUID, texts: Sequence[TemplateDraft], purpose: str
) -> list[TemplateChange]:
    """Have the platform take these texts: new ones are created, changed ones edited.

    Texts that are as they were are left alone. Raises `TemplateRefused` with everything that the
    checks forbid, `TemplateStepNotAllowed` (with the moment from which it is, where a limit of
    edits is reached), `NumberMissing`.
    """
    number = _require(actor, municipality_id)
    texts = [with_known_example(municipality_id, text) for text in texts]
    takes = takes_examples(municipality_id)
    _refuse(texts, purpose, place_of(municipality_id), takes_examples=takes)
    _refuse_another_purpose(number, texts, purpose)
    changes = []
    for text in texts:
        template = _find(number, text)
        if template.status == TemplateStatus.DRAFT:
            _write(template, text, purpose)
            changes.append(_ask(actor, template, ChangeKind.CREATE, text))
            template.status = TemplateStatus.SUBMITTING
            template.save(update_fields=["status"])
            continue
        declare_in_writing(actor, template, purpose)
        if _differs(template, text):
            _require_edit(template)
            template.example = find_example(template.municipality_id, text)
            template.save(update_fields=["example"])
            changes.append(_ask(actor, template, ChangeKind.EDIT, text))
    return changes


@transaction.atomic
def remove_template(actor: Actor, template_id: UUID) -> TemplateChange | None:
    """Throw a draft away (None), or have the platform delete a template in its language.

    Raises `Template.DoesNotExist`, `TemplateStepNotAllowed`, and without a licence in force
    `NumberMissing` for what the platform has.
    """
    require_writer(actor)
    template = Template.objects.select_for_update().get(id=template_id)
    steps = list_template_steps(template)
    if TemplateStep.DISCARD in steps:
        _remember(actor, template, ChangeKind.DISCARD, None)
        template.delete()
        return None
    if TemplateStep.DELETE not in steps:
        raise TemplateStepNotAllowed(TemplateStep.DELETE, template.status)
    access_account(template.municipality_id)
    return _ask(actor, template, ChangeKind.DELETE, None)


@transaction.atomic
def ask_for_step(actor: Actor, template_id: UUID, step: TemplateStep) -> TemplateChange:
    """Have the platform put a template away, bring it back, or end its pause.

    Raises `Template.DoesNotExist`, `TemplateStepNotAllowed`, and without a licence in force
    `NumberMissing`.
    """
    require_writer(actor)
    template = Template.objects.select_for_update().get(id=template_id)
    if step not in list_template_steps(template):
        raise TemplateStepNotAllowed(step, template.status)
    access_account(template.municipality_id)
    return _ask(actor, template, ChangeKind(step), None)


def _require(actor: Actor, municipality_id: UUID) -> PhoneNumber:
    require_writer(actor)
    return access_account(municipality_id)


def _refuse(
    texts: Sequence[TemplateDraft],
    purpose: str,
    place: Place,
    *,
    fields: set[str] | None = None,
    takes_examples: bool = True,
) -> None:
    """Raise `TemplateRefused` for what is forbidden, in these fields or in all of them."""
    found: dict[str, list[Finding]] = {}
    for text in texts:
        forbidden = [
            finding
            for finding in forbidding(
                check_draft(text, purpose, place, takes_examples=takes_examples)
            )
            if fields is None or finding.field in fields
        ]
        if forbidden:
            found[text.language] = forbidden
    if found:
        raise TemplateRefused(found)


def _refuse_another_purpose(
    number: PhoneNumber, texts: Sequence[TemplateDraft], purpose: str
) -> None:
    """Raise `TemplateRefused` where another language has another purpose by declaration."""
    found = {
        text.language: [_FOR_SOMETHING_ELSE]
        for text in texts
        if purpose_declared(number.account_id, text.name) not in ("", purpose)
    }
    if found:
        raise TemplateRefused(found)


def _find(number: PhoneNumber, text: TemplateDraft) -> Template:
    found = Template.objects.select_for_update().filter(
        account_id=number.account_id, name=text.name, language=text.language
    )
    return found.first() or Template(
        municipality_id=number.municipality_id,
        provider_id=number.provider_id,
        account_id=number.account_id,
        name=text.name,
        language=text.language,
        status=TemplateStatus.DRAFT,
        parameter_format=NAMED,
    )


def _write(template: Template, text: TemplateDraft, purpose: str) -> None:
    template.purpose = purpose
    template.purpose_from = PurposeFrom.DECLARED if purpose else PurposeFrom.NOBODY
    template.category = text.category
    template.components = components_of(text)
    template.example = find_example(template.municipality_id, text)
    template.synced_at = now()
    template.save()


def _differs(template: Template, text: TemplateDraft) -> bool:
    return read_draft(template) != text


def _require_edit(template: Template) -> None:
    if TemplateStep.EDIT not in list_template_steps(template):
        raise TemplateStepNotAllowed(TemplateStep.EDIT, template.status)
    left = count_edits_left(template)
    if left.again_at is not None:
        raise TemplateStepNotAllowed(TemplateStep.EDIT, template.status, left.again_at)


def _ask(
    actor: Actor, template: Template, kind: ChangeKind, text: TemplateDraft | None
) -> TemplateChange:
    """Have the platform do it."""
    change = _change(actor, template, kind, text)
    change.save(force_insert=True)
    jobs.carry_out_soon(change.id)
    return change


def _remember(
    actor: Actor, template: Template, kind: ChangeKind, text: TemplateDraft | None
) -> None:
    """Keep in the history what was done here."""
    change = _change(actor, template, kind, text)
    change.status, change.settled_at = ChangeStatus.DONE, change.requested_at
    change.save(force_insert=True)


def _change(
    actor: Actor, template: Template, kind: ChangeKind, text: TemplateDraft | None
) -> TemplateChange:
    return TemplateChange(
        municipality_id=template.municipality_id,
        provider_id=template.provider_id,
        template=template,
        label=str(template),
        kind=kind,
        status_before=template.status,
        category=text.category if text else "",
        components=components_of(text) if text else [],
        actor=actor.name,
        organisation_id=actor.organisation_id,
        requested_at=now(),
    )
