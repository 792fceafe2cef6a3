"""Filling in a section: it saves as it goes, and tells when someone else did so meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bode.licensing import actions, filling, queries, remarks
from bode.licensing.dpia.queries import dpia_status
from bode.licensing.dpia.states import DpiaStatus
from bode.licensing.errors import (
    ApplicationRefused,
    SectionChanged,
    SectionRefused,
    TransitionNotAllowed,
)
from bode.licensing.findings import list_smells
from bode.licensing.models import Application, ApplicationSection
from bode.licensing.readiness import list_missing
from bode.licensing.sections import Section
from bode.web.access import ActingRequest, allow

from .beside import AnswersForm, demo_examples, list_beside, open_remarks
from .forms import FORMS, ForbiddenForm, PurposeDetailsForm, SectionForm, purposes_as_given
from .smells import ShownSmell, show_smells, tell_found, tell_unexplained
from .stepping import version_read
from .tasks import section_url
from .words import section_lead, section_title

AnyForm = SectionForm | PurposeDetailsForm


@require_http_methods(["GET", "POST"])
@allow("administrator", "signatory", "account_manager")
def section(request: ActingRequest, application_id: UUID, name: str) -> HttpResponse:
    """Fill in one section; what is wrong is told beside its field, and nothing gets lost."""
    if name not in tuple(Section):
        raise Http404
    part = Section(name)
    application = queries.access_application(application_id)
    if not filling.may_fill(application, request.actor, part):
        return _too_late(request, application)
    row = _row(application, part, request)
    form = _form(application, part, row.data, request)
    answers = _answers(application, part, request)
    is_sent = request.method == "POST" and not _wants_examples(request, part)
    if not is_sent or not (form.is_valid() & answers.is_valid()):
        return _page(request, application, row, form, answers, status=422 if is_sent else 200)
    try:
        with transaction.atomic():
            _save(request, application, part, form)
            for remark_id, answer in answers.given().items():
                remarks.answer_remark(request.actor, application.id, remark_id, answer)
    except SectionRefused as refused:
        assert isinstance(form, SectionForm)
        form.complain(refused.problems)
    except ApplicationRefused as refused:
        assert isinstance(form, PurposeDetailsForm)
        form.complain(refused.problems)
    except SectionChanged as changed:
        return _page(
            request,
            application,
            changed.section,
            form,
            answers,
            theirs=_theirs(changed.section),
            status=409,
        )
    except TransitionNotAllowed:  # someone signed it meanwhile
        return _too_late(request, application)
    else:
        return _saved(request, application, part)
    return _page(request, application, row, form, answers, status=422)


def _answers(application: Application, part: Section, request: ActingRequest) -> AnswersForm:
    """The remarks that the actor may answer here, each with a field."""
    may_answer = remarks.may_answer(application, request.actor)
    found = open_remarks(application, part) if may_answer else []
    return AnswersForm(found, request.POST if request.method == "POST" else None)


def _form(
    application: Application, part: Section, data: Mapping[str, Any], request: ActingRequest
) -> AnyForm:
    if _wants_examples(request, part):
        return _with_examples(part, request)
    posted = request.POST if request.method == "POST" else None
    initial: dict[str, Any] = dict(data)
    if part is Section.PURPOSES:
        return PurposeDetailsForm(posted, initial=purposes_as_given(application))
    if part is Section.FORBIDDEN:
        answers = {
            smell.answer_field: smell.finding.phrase
            for smell in list_smells(application, timezone.localdate())
            if smell.finding.blocks
        }
        return ForbiddenForm(posted, initial=initial, answers=answers)
    return FORMS[part](posted, initial=initial)


def _wants_examples(request: ActingRequest, part: Section) -> bool:
    """Whether to show the page again with examples in it; that saves nothing."""
    return "example" in request.POST and bool(demo_examples(part))


def _row(application: Application, part: Section, request: ActingRequest) -> ApplicationSection:
    row = filling.get_section(application, part)
    if _wants_examples(request, part):
        row.version = version_read(request)  # what they began with still counts
    return row


def _with_examples(part: Section, request: ActingRequest) -> AnyForm:
    """What was filled in, with an example in each field that is empty still."""
    given = {name: value for name, value in request.POST.items() if value}
    form = PurposeDetailsForm if part is Section.PURPOSES else FORMS[part]
    return form(initial={**demo_examples(part), **given})


def _save(request: ActingRequest, application: Application, part: Section, form: AnyForm) -> None:
    version = version_read(request)
    if isinstance(form, PurposeDetailsForm):
        actions.declare(request.actor, application.id, form.declarations(), version=version)
    else:
        filling.save_section(request.actor, application, part, form.given(), version=version)


def _saved(request: ActingRequest, application: Application, part: Section) -> HttpResponse:
    _tell_saved(request, application, part)
    if part is Section.FORBIDDEN:
        tell_unexplained(request, application)
    else:
        tell_found(request, application, part)
    if "stop" in request.POST:
        return redirect("application", application.id)
    order = list(Section)
    for following in order[order.index(part) + 1 :]:
        if filling.may_fill(application, request.actor, following):
            return redirect(section_url(application, following))
    is_last = dpia_status(application) is DpiaStatus.COMPLETE or not request.actor.has(
        "administrator"
    )
    return redirect("application_review" if is_last else "dpia", application.id)


def _tell_saved(request: ActingRequest, application: Application, part: Section) -> None:
    told = _("Bewaard: %(section)s.") % {"section": section_title(part)}
    missing = sum(each.section == part for each in list_missing(application))
    if not missing:
        messages.success(request, told)
        return
    rest = ngettext("Er ontbreekt nog %(n)d veld.", "Er ontbreken nog %(n)d velden.", missing)
    messages.info(request, f"{told} {rest % {'n': missing}}")


def _page(
    request: ActingRequest,
    application: Application,
    row: ApplicationSection,
    form: AnyForm,
    answers: AnswersForm,
    *,
    theirs: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    part = Section(row.name)
    context = {
        "application": application,
        "section": part,
        "title": section_title(part),
        "lead": section_lead(part),
        "number": list(Section).index(part) + 1,
        "of": len(Section) + 1,  # the DPIA is the last part
        "row": row,
        "form": form,
        "answers": answers,
        "beside": list_beside(application, part, form, answers, _different(form, theirs)),
        "is_changed": theirs is not None,
        "smells": _smells(application, part, form),
        "has_examples": bool(demo_examples(part)),
    }
    return render(request, f"application/{_TEMPLATES[part]}.html", context, status=status)


_TEMPLATES = {
    Section.MUNICIPALITY: "section",
    Section.CONTACTS: "contacts",
    Section.NUMBER: "number",
    Section.PURPOSES: "purposes",
    Section.FORBIDDEN: "forbidden",
}


def _smells(application: Application, part: Section, form: AnyForm) -> list[ShownSmell]:
    if part is Section.FORBIDDEN:
        return show_smells(application, form)
    return show_smells(application, only=part)


def _theirs(row: ApplicationSection) -> dict[str, str]:
    """What someone else saved, by field."""
    if row.name != Section.PURPOSES:
        return {name: str(value) for name, value in row.data.items()}
    return {key: str(value) for key, value in purposes_as_given(row.application).items()}


def _different(form: forms.Form, theirs: Mapping[str, str] | None) -> dict[str, str]:
    """Where what someone else saved is not what stands in the form."""
    if theirs is None:
        return {}
    return {
        name: theirs.get(name) or _("leeg")
        for name in form.fields
        if str(form.cleaned_data.get(name) or "") != (theirs.get(name) or "")
        and not name.startswith(("purpose_", "never_"))
    }


def _too_late(request: ActingRequest, application: Application) -> HttpResponse:
    messages.error(request, _("U kunt dit onderdeel nu niet aanpassen."))
    return redirect("application", application.id)
