"""What was asked, declared and decided, as it stands in the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bode.licensing.models import (
    Application,
    ApplicationEvent,
    ApplicationFile,
    ApplicationRemark,
    ApplicationSection,
    DeclaredPurpose,
)
from bode.licensing.sections import FIELDS, FORBIDDEN_USES, Section
from bode.policy import PURPOSES

from . import structs
from .words import (
    field_label,
    field_value,
    mandate_name,
    place_name,
    section_title,
    status_named,
    step_named,
)

DECISIONS = (
    "approve",
    "approve_in_part",
    "reject",
    "ask_information",
    "object",
    "dismiss_objection",
)
"""Answers of the platform, and the objection against one."""


def application_of(application: Application) -> structs.Application:
    """What was asked, by whom, with whom."""
    municipality, provider = application.municipality, application.provider
    return structs.Application(
        id=application.id,
        status=status_named(application.status),
        route=application.route,
        created_at=utc(application.created_at),
        due_on=application.due_on,
        follows=application.follows_id,
        municipality=structs.Organisation(code=municipality.code, name=municipality.name),
        provider=structs.Organisation(code=provider.code, name=provider.name),
        purposes=[_purpose(each) for each in application.purposes.all()],
        sections=list(_sections(application)),
        remarks=[_remark(each) for each in application.remarks.all()],
    )


def _purpose(purpose: DeclaredPurpose) -> structs.Purpose:
    return structs.Purpose(
        code=purpose.code,
        name=PURPOSES[purpose.code].name_nl,
        explanation=purpose.explanation,
        volume=purpose.volume,
        audience=purpose.audience,
        examples=list(purpose.examples),
        granted=purpose.is_granted,
        refusal=purpose.refusal,
    )


def _sections(application: Application) -> Iterator[structs.Section]:
    """The sections with something in them; purposes and declarations have a place of their own."""
    order = list(Section)
    for section in sorted(
        application.sections.all(), key=lambda each: order.index(Section(each.name))
    ):
        fields = [
            structs.Field(
                name=name,
                label=field_label(section.name, name),
                value=field_value(name, str(section.data[name])),
            )
            for name in _names(section)
            if section.data.get(name)
        ]
        if fields:
            yield structs.Section(
                name=section.name,
                title=section_title(section.name),
                fields=fields,
                version=section.version,
                changed_by=section.changed_by,
                changed_at=section.changed_at and utc(section.changed_at),
            )


def _names(section: ApplicationSection) -> list[str]:
    if section.name == Section.FORBIDDEN:
        return sorted(name for name in section.data if name.startswith("why_"))
    return list(FIELDS[Section(section.name)])


def _remark(remark: ApplicationRemark) -> structs.Remark:
    return structs.Remark(
        section=remark.section,
        field=remark.field,
        where=place_name(remark.section, remark.field),
        text=remark.text,
        author=remark.author,
        at=utc(remark.made_at),
        answer=remark.answer,
        answered_by=remark.answered_by,
        answered_at=remark.answered_at and utc(remark.answered_at),
        resolved_by=remark.resolved_by,
        resolved_at=remark.resolved_at and utc(remark.resolved_at),
    )


def declarations_of(application: Application) -> list[structs.Declaration]:
    """What the municipality declares of each forbidden use."""
    section = application.sections.filter(name=Section.FORBIDDEN).first()
    said: Mapping[str, str] = section.data if section else {}
    return [
        structs.Declaration(
            code=code, name=PURPOSES[code].name_nl, declared=said.get(f"never_{code}") == "yes"
        )
        for code in FORBIDDEN_USES
    ]


def signature_of(event: ApplicationEvent) -> structs.Signature:
    """Who signed: a person with a mandate, or a program."""
    signed: Mapping[str, str] = event.details.get("signature", {})
    return structs.Signature(
        name=signed.get("name", event.actor),
        function=signed.get("function", ""),
        mandate=mandate_name(signed["mandate"]) if "mandate" in signed else "",
        is_program=bool(event.details.get("by_program")),
        missing=[place_name(*each.split(".", 1)) for each in event.details.get("missing", ())],
        actor=event.actor,
        organisation=event.organisation.name,
        at=utc(event.at),
    )


def decision_of(event: ApplicationEvent, files: Mapping[str, str]) -> structs.Decision:
    """An answer of the platform, with its evidence; `files` gives the hash of each by its id."""
    details: Mapping[str, Any] = event.details
    decided_on = details.get("decided_on")
    return structs.Decision(
        step=step_named(event.transition),
        reason=event.reason,
        decided_on=date.fromisoformat(decided_on) if decided_on else None,
        told_by=details.get("told_by", ""),
        reference=details.get("reference", ""),
        granted=list(details.get("granted") or ()),
        files=[files[each] for each in details.get("files", ()) if each in files],
        recorded_by=event.actor,
        organisation=event.organisation.name,
        at=utc(event.at),
    )


def file_of(file: ApplicationFile) -> structs.File:
    data = bytes(file.data)
    return structs.File(
        name=file.filename,
        mime_type=file.mime_type,
        size=len(data),
        sha256=file.sha256,
        data=data,
    )


def utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
