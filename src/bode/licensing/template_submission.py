"""Carrying out what was asked of the platform for a template, and writing down what came of it.

The platform knows no idempotency keys here, so each attempt looks first: what an earlier attempt
achieved before its answer was lost is found, and not asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from mimetypes import guess_extension
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import transaction
from msgspec.structs import replace

from bode.basics import now
from bode.whatsapp import (
    Access,
    Client,
    Refused,
    Retry,
    TemplateDraft,
    TemplateShape,
    components_of,
    meaning,
)
from bode.whatsapp.media_kinds import EXAMPLE_TYPES
from bode.whatsapp.template_drafts import draft_of

from .models import PhoneNumber, Template, TemplateChange, TemplateExample
from .platform_templates import forget_templates, store_template
from .queries import template_shape
from .reaching import access_of
from .template_states import ChangeKind, ChangeStatus, TemplateStatus

_MAKING = range(2388000, 2389000)
_IN_REVIEW = "PENDING"
_MOVED: Mapping[str, Callable[[str], bool]] = {
    ChangeKind.ARCHIVE: lambda status: status == "ARCHIVED",
    ChangeKind.UNARCHIVE: lambda status: status != "ARCHIVED",
    ChangeKind.UNPAUSE: lambda status: status != "PAUSED",
}  # by what was asked: whether it is so with this status


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A change that waits, with all that it takes to carry it out."""

    change: TemplateChange
    template: Template
    number: PhoneNumber
    example: TemplateExample | None
    """What its header is to show, where that is a file."""

    @property
    def wanted(self) -> TemplateShape:
        """The template as it should become."""
        template = Template(
            name=self.template.name,
            language=self.template.language,
            category=self.change.category,
            parameter_format=self.template.parameter_format,
            components=self.change.components,
        )
        return template_shape(template)


def find_assignment(change_id: UUID) -> Assignment | None:
    """A change to carry out; None when it no longer waits, or its template or number is gone."""
    change = (
        TemplateChange.objects.filter(id=change_id, status=ChangeStatus.WAITING)
        .select_related("template__example")
        .first()
    )
    if change is None or change.template is None:
        return None
    number = PhoneNumber.objects.filter(account_id=change.template.account_id).first()
    if number is None:
        return None
    return Assignment(
        change=change,
        template=change.template,
        number=number,
        example=change.template.example,
    )


async def carry_out(client: Client, assignment: Assignment) -> TemplateShape | None:
    """Ask the platform, unless it has done so already; return the template as it is then.

    None: it is gone. Raises what `Client` raises.
    """
    template = assignment.template
    access = await sync_to_async(access_of)(assignment.number)
    found = await _look(client, access, template)
    kind = assignment.change.kind
    if kind == ChangeKind.DELETE:
        if found is not None:
            await client.delete_template(access, template.name, found.id)
        return None
    if kind in _MOVED:
        if found is not None and not _MOVED[kind](found.status.upper()):
            await _move(client, access, kind, found.id)
        return await _look(client, access, template)
    wanted = assignment.wanted
    if found is not None and _is_as_wanted(found, wanted, kind):
        return found
    draft = await _with_handle(client, access, _draft(wanted), assignment.example)
    if kind == ChangeKind.EDIT:
        await client.edit_template(
            access, template.platform_id, draft.category, components_of(draft)
        )
    else:
        await client.create_template(access, draft)
    return await _look(client, access, template)


@transaction.atomic
def settle_done(assignment: Assignment, shape: TemplateShape | None, asked_at: datetime) -> None:
    """The platform did it: the template becomes as it says, or is gone."""
    if shape is not None:
        store_template(assignment.number, shape, asked_at)
    elif assignment.change.kind == ChangeKind.DELETE:
        forget_templates(Template.objects.filter(id=assignment.template.id))
    _settle(assignment, ChangeStatus.DONE, None)


@transaction.atomic
def settle_refused(assignment: Assignment, code: int | None) -> None:
    """The platform refused for good: a new template is a draft again, to be mended."""
    submitting = Template.objects.filter(
        id=assignment.template.id, status=TemplateStatus.SUBMITTING
    )
    submitting.update(status=TemplateStatus.DRAFT)
    _settle(assignment, ChangeStatus.REFUSED, code)


def final_code(refused: Refused) -> int | None:
    """The code of a refusal that waiting does not mend; raises it again when waiting may."""
    error = refused.error
    code = error.subcode if error.subcode in _MAKING else error.code
    if meaning(code, refused.http_status).retry is not Retry.NO:
        raise refused
    return code


async def _move(client: Client, access: Access, kind: str, template_id: str) -> None:
    if kind == ChangeKind.ARCHIVE:
        await client.archive_template(access, template_id)
    elif kind == ChangeKind.UNARCHIVE:
        await client.unarchive_template(access, template_id)
    else:
        await client.unpause_template(access, template_id)


async def _look(client: Client, access: Access, template: Template) -> TemplateShape | None:
    listed = await client.templates(access, name=template.name)
    same = (one for one in listed if (one.name, one.language) == (template.name, template.language))
    return next(same, None)


async def _with_handle(
    client: Client, access: Access, draft: TemplateDraft, example: TemplateExample | None
) -> TemplateDraft:
    """The draft as the platform takes it: its example is uploaded, and named by its handle."""
    if draft.header_format not in EXAMPLE_TYPES or example is None:
        return draft
    filename = f"example{guess_extension(example.mime_type)}"
    handle = await client.upload_example(access, filename, example.mime_type, bytes(example.data))
    return replace(draft, header_example=handle)


def _is_as_wanted(found: TemplateShape, wanted: TemplateShape, kind: str) -> bool:
    """Whether the texts are the same; the category may be another by the platform's own choice.

    Which example the platform has can't be seen: an edit of one was taken if it is in review.
    """
    told = draft_of(found)
    asked = _draft(wanted)
    shows_file = asked.header_format in EXAMPLE_TYPES
    if kind == ChangeKind.EDIT and shows_file and found.status != _IN_REVIEW:
        return False
    return told is not None and _texts(told) == _texts(asked)


def _texts(draft: TemplateDraft) -> tuple[object, ...]:
    buttons = [replace(button, example=None) for button in draft.buttons]
    return draft.header_format, draft.header, draft.body, draft.footer, buttons


def _draft(wanted: TemplateShape) -> TemplateDraft:
    draft = draft_of(wanted)
    assert draft is not None, "what an editor asked for was a draft"
    return draft


def _settle(assignment: Assignment, status: ChangeStatus, code: int | None) -> None:
    TemplateChange.objects.filter(id=assignment.change.id, status=ChangeStatus.WAITING).update(
        status=status, settled_at=now(), error_code=code
    )
