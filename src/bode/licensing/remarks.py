"""The provider's remarks upon a file, and its marks for what it found good."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.organisations.actors import Actor

from .errors import FieldUnknown, TransitionNotAllowed
from .filling import FILLERS, get_section
from .history import remember
from .models import Application, ApplicationRemark, ApplicationSection
from .queries import access_application, list_steps, party_of
from .readiness import PURPOSE_PARTS
from .sections import FIELDS, Section
from .states import OPEN, ApplicationStatus, EventKind, Party

REMARK_LENGTH = 2000
"""Characters, at most, of a remark and of its answer; the doors see to it."""
_CHECKED = (ApplicationStatus.SIGNED, ApplicationStatus.ACCEPTED)
"""While an application has one of these, the provider checks it."""


def may_remark(application: Application, actor: Actor) -> bool:
    """Whether the actor checks this file now."""
    return (
        party_of(application, actor) is Party.PROVIDER
        and actor.has(*FILLERS)
        and application.status in (*_CHECKED, *OPEN)
    )


def may_answer(application: Application, actor: Actor) -> bool:
    """Whether the actor may answer the provider's remarks now."""
    return (
        party_of(application, actor) is Party.MUNICIPALITY
        and actor.has(*FILLERS)
        and application.status in OPEN
    )


@transaction.atomic
def make_remark(
    actor: Actor, application_id: UUID, section: Section, field: str, text: str
) -> ApplicationRemark:
    """Say what must be different; `field` is empty for the whole section.

    Raises `FieldUnknown` for a field that the section does not have.
    """
    application = _access(application_id, actor, is_check=True)
    found = get_section(application, section)
    if field and field not in _fields(application, found):
        raise FieldUnknown(section, field)
    remark = ApplicationRemark.objects.create(
        municipality_id=application.municipality_id,
        provider_id=application.provider_id,
        application=application,
        section=section,
        field=field,
        text=text,
        author=actor.name,
        section_version=found.version,
    )
    _remember(remark, application, actor, "remark", text)
    return remark


@transaction.atomic
def answer_remark(
    actor: Actor, application_id: UUID, remark_id: UUID, text: str
) -> ApplicationRemark:
    """Answer a remark; the provider says whether that solves it."""
    application = _access(application_id, actor, is_check=False)
    remark = application.remarks.get(id=remark_id)
    remark.answer, remark.answered_by, remark.answered_at = text, actor.name, now()
    remark.save()
    _remember(remark, application, actor, "answer", text)
    return remark


@transaction.atomic
def resolve_remark(actor: Actor, application_id: UUID, remark_id: UUID) -> ApplicationRemark:
    """Say that a remark is solved; what was solved already stays as it was."""
    application = _access(application_id, actor, is_check=True)
    remark = application.remarks.get(id=remark_id)
    if remark.resolved_at is None:
        remark.resolved_by, remark.resolved_at = actor.name, now()
        remark.save()
        _remember(remark, application, actor, "resolve", "")
    return remark


@transaction.atomic
def check_section(
    actor: Actor, application_id: UUID, section: Section, version: int
) -> ApplicationSection:
    """Say that the provider looked at this version of a section, and found it good."""
    application = _access(application_id, actor, is_check=True)
    found = get_section(application, section)
    found.checked_version, found.checked_by = version, actor.name
    found.save()
    remember(
        application,
        actor,
        "check",
        kind=EventKind.REMARK,
        details={"section": str(section), "version": version},
    )
    return found


def _fields(application: Application, section: ApplicationSection) -> set[str]:
    """What a remark can be about: what there is to fill in, and what was explained."""
    if section.name == Section.PURPOSES:
        parts = ("explanation", *PURPOSE_PARTS)
        return {f"{part}_{each.code}" for each in application.purposes.all() for part in parts}
    return {*FIELDS[Section(section.name)], *section.data}


def _access(application_id: UUID, actor: Actor, *, is_check: bool) -> Application:
    application = access_application(application_id, lock=True)
    may = may_remark if is_check else may_answer
    if not may(application, actor):
        allowed = list_steps(application, actor)
        raise TransitionNotAllowed("remark", application.status, allowed)
    return application


def _remember(
    remark: ApplicationRemark, application: Application, actor: Actor, what: str, text: str
) -> None:
    remember(
        application,
        actor,
        what,
        kind=EventKind.REMARK,
        reason=text,
        details={"remark": str(remark.id), "section": remark.section, "field": remark.field},
    )
