"""Everything of a file on one page: to sign for the municipality, or to check for the BSP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bode.licensing import actions, filling, queries, remarks
from bode.licensing.documents import list_documents
from bode.licensing.errors import (
    ApplicationRefused,
    FileIncomplete,
    OrganisationAbsent,
    RemarksOpen,
    SectionChanged,
    SectionRefused,
    SignatureMissing,
    TransitionNotAllowed,
)
from bode.licensing.models import Application, ApplicationSection
from bode.licensing.readiness import Missing, list_missing
from bode.licensing.sections import FIELDS, ExistingUse, Section
from bode.licensing.signing import read_signature
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest, allow
from bode.web.dpia.showing import dpia_line
from bode.web.licence.showing import application_line

from .beside import Remark, open_remarks
from .labels import field_label, field_value
from .page import READERS
from .since import before_changes
from .smells import show_smells
from .stepping import refused_as_absent, refused_by_rules, too_late, version_read
from .tasks import check_news, section_url
from .timeline import MANDATE_NAMES
from .words import problem, section_title


class SignatureForm(forms.Form):
    """Who signs, in which function, and on what ground."""

    name = forms.CharField(
        label=gettext_lazy("Uw naam"), help_text=gettext_lazy("Voluit, als handtekening.")
    )
    function = forms.CharField(label=gettext_lazy("Uw functie"))
    mandate = forms.ChoiceField(
        label=gettext_lazy("Waarom mag u namens de gemeente tekenen?"),
        choices=[(str(each), gettext_lazy(name)) for each, name in MANDATE_NAMES.items()],
        widget=forms.RadioSelect,
    )
    is_sure = forms.BooleanField(
        label=gettext_lazy("Ik heb alles nagekeken en onderteken deze aanvraag voor de gemeente.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.required = False  # `read_signature` says what is missing

    def complain(self, problems: dict[str, str]) -> None:
        """Put what is wrong beside its field."""
        for name, code in problems.items():
            self.add_error(name, problem(code))


@dataclass(frozen=True, kw_only=True)
class Fact:
    label: str
    value: str
    name: str
    is_missing: bool
    remarks: list[Remark] = field(default_factory=list)
    was: str | None = None
    """What stood here when the file came back; None where it still stands."""
    is_gone: bool = False
    """Of a field that is there no longer, such as of a purpose that was left out."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section as it is read: every field, and what was remarked."""

    section: Section
    title: str
    facts: list[Fact]
    url: str
    """Where it is changed; empty where that is not allowed."""
    remarks: list[Remark]
    version: int
    news: str
    is_checked: bool


@dataclass(frozen=True, kw_only=True)
class Gap:
    """What a section lacks: where to fill it in (empty for who may not), and its name."""

    title: str
    fields: list[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@allow(*READERS)
def review(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Read everything; the municipality signs here, the BSP makes its remarks."""
    found = queries.access_application(application_id)
    if request.method == "GET":
        form = SignatureForm(initial={"name": request.actor.name})
        return _page(request, found, form)
    form, read = SignatureForm(request.POST), _versions_read(request)
    try:
        given = {**request.POST.dict(), "is_sure": "yes" if "is_sure" in request.POST else ""}
        signature = read_signature(given)
        actions.take_step(request.actor, application_id, "sign", signature=signature, read=read)
    except SectionRefused as refused:
        form.is_valid()
        form.complain(dict(refused.problems))
        return _page(request, found, form, read=read, status=422)
    except SectionChanged:
        return _to_read_again(request, application_id, read)
    except (FileIncomplete, SignatureMissing):
        return _page(request, found, form, read=read, status=422)
    except RemarksOpen:
        messages.error(
            request, _("Antwoord eerst op elke opmerking, of pas aan waar die over gaat.")
        )
        return _page(request, found, form, read=read, status=422)
    except ApplicationRefused as refused:
        return refused_by_rules(request, application_id, refused)
    except OrganisationAbsent as refused:
        return refused_as_absent(request, application_id, refused)
    except TransitionNotAllowed:
        return too_late(request, application_id)
    messages.success(request, _("De aanvraag is ondertekend. De BSP kijkt hem nu na."))
    return redirect("application", application_id)


def _versions_read(request: ActingRequest) -> dict[str, int]:
    """What the page showed of each section to who signs now."""
    return {str(each): version_read(request, f"version-{each}") for each in Section}


def _to_read_again(
    request: ActingRequest, application_id: UUID, read: Mapping[str, int]
) -> HttpResponse:
    """Show the file as it stands now, and tell which sections are not what was read."""
    found = queries.access_application(application_id)
    for section in Section:
        row = filling.get_section(found, section)
        if read.get(section) != row.version:
            told = _(
                "%(name)s heeft dit onderdeel net veranderd: %(section)s. Lees het opnieuw, en "
                "onderteken daarna."
            )
            names = {"name": row.changed_by, "section": section_title(section)}
            messages.error(request, told % names)
    kept = {name: request.POST.get(name) for name in ("name", "function", "mandate")}
    return _page(request, found, SignatureForm(initial=kept), status=409)


def _page(
    request: ActingRequest,
    found: Application,
    form: SignatureForm,
    *,
    read: Mapping[str, int] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Without `read`, who looks reads everything now."""
    actor = request.actor
    missing = list_missing(found)
    before = before_changes(found)
    parts = [_part(found, actor, each, before) for each in Section]
    context = {
        "application": found,
        "line": application_line(found),
        "parts": parts,
        "open_remarks": _where_remarked(parts),
        "read": {each.section: each.version for each in parts} if read is None else read,
        "missing": _missing(found, actor, missing),
        "dpia": dpia_line(found),
        "smells": show_smells(found),
        "form": form if "sign" in queries.list_steps(found, actor) and not missing else None,
        "may_remark": remarks.may_remark(found, actor),
        "may_answer": remarks.may_answer(found, actor),
        "may_accept": "accept" in queries.list_steps(found, actor),
        "may_return": "return" in queries.list_steps(found, actor),
        "documents": list_documents(found),
        "remark_length": remarks.REMARK_LENGTH,
    }
    return render(request, "application/review.html", context, status=status)


def _missing(found: Application, actor: Actor, missing: list[Missing]) -> list[Gap]:
    """What is missing, by section, with where to fill it in for who may."""
    gaps = []
    for section, fields in groupby(missing, key=lambda each: each.section):
        is_part = section in tuple(Section)
        may = not is_part or filling.may_fill(found, actor, Section(section))
        url = section_url(found, section)
        gaps.append(
            Gap(
                title=section_title(Section(section)) if is_part else "DPIA",
                fields=[
                    (f"{url}#id_{each.field}" if may else "", field_label(each.field))
                    for each in fields
                ],
            )
        )
    return gaps


def _where_remarked(parts: list[Part]) -> list[tuple[Remark, str]]:
    """The open remarks, each with what it is about."""
    whole = [(each, part.title) for part in parts for each in part.remarks]
    return whole + [
        (each, f"{part.title}, {fact.label}")
        for part in parts
        for fact in part.facts
        for each in fact.remarks
    ]


def _part(
    found: Application,
    actor: Actor,
    section: Section,
    before: Mapping[tuple[Section, str], str],
) -> Part:
    row = found.sections.filter(name=section).first() or ApplicationSection(name=section)
    mine = open_remarks(found, section)
    values = _values(found, section, row.data)
    there = {name for name, _value in values}
    gone = [(name, "") for where, name in before if where == section and name not in there]
    facts = [
        Fact(
            label=field_label(name),
            value=value,
            name=name,
            is_missing=not value and name in there,
            remarks=[each for each in mine if each.record.field == name],
            was=was,
            is_gone=name not in there,
        )
        for name, value in values + gone
        if (was := _was(before.get((section, name)), value)) is not None or name in there
    ]
    placed = {id(each) for fact in facts for each in fact.remarks}
    may = filling.may_fill(found, actor, section)
    return Part(
        section=section,
        title=section_title(section),
        facts=facts,
        url=section_url(found, section) if may else "",
        remarks=[each for each in mine if id(each) not in placed],
        version=row.version,
        news=check_news(row),
        is_checked=row.checked_version == row.version,
    )


def _was(before: str | None, value: str) -> str | None:
    return None if before == value else before


def _values(found: Application, section: Section, data: dict[str, Any]) -> list[tuple[str, str]]:
    if section is Section.PURPOSES:
        return [
            (f"{part}_{each.code}", value)
            for each in found.purposes.all()
            for part, value in (
                ("explanation", each.explanation),
                ("volume", str(each.volume or "")),
                ("audience", each.audience),
                ("examples", "\n".join(each.examples)),
            )
        ]
    names = [*FIELDS[section], *(name for name in data if name.startswith("why_"))]
    return [
        (name, field_value(name, data.get(name, ""))) for name in names if not _skip(name, data)
    ]


def _skip(name: str, data: dict[str, Any]) -> bool:
    """What may stay empty, and is."""
    is_free = name == "existing_plan" and data.get("existing_use") in ("", None, ExistingUse.NONE)
    return not data.get(name) and (is_free or name == "department" or name.startswith("why_"))
