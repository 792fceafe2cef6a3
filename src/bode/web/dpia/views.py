"""The pages of a DPIA."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.licensing.dpia import actions, queries
from bode.licensing.dpia.answers import highest_left, weigh
from bode.licensing.dpia.catalogue import Section
from bode.licensing.dpia.errors import (
    AnswerRefused,
    DpiaIncomplete,
    DpiaStepNotAllowed,
    ReplyMissing,
)
from bode.licensing.dpia.matrix import Level
from bode.licensing.errors import FileRefused
from bode.licensing.models import Application
from bode.licensing.queries import access_application
from bode.web.access import ActingRequest, allow
from bode.web.example_files import why_refused
from bode.web.saving import to_save

from .forms import DocumentForm, SectionForm
from .showing import advice_form, reply_form, show_dpia, show_section, weighed

_READERS = ("administrator", "signatory", "privacy_officer", "account_manager")
_WRITERS = ("administrator", "privacy_officer")


@require_GET
@allow(*_READERS)
def dpia(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """How far the DPIA is, which risks are left, and what one may do now."""
    return _page(request, access_application(application_id))


@require_http_methods(["GET", "POST"])
@allow(*_READERS)
def section(request: ActingRequest, application_id: UUID, code: str) -> HttpResponse:
    """One page of the questionnaire; it is saved as it goes, and with its button."""
    application = access_application(application_id)
    sections = queries.sections_of(application)
    found = next((each for each in sections if each.code == code), None)
    if found is None:
        raise Http404
    may_change = "answer" in queries.list_dpia_steps(application, request.actor)
    if request.method == "GET":
        form = _section_form(application, found, read_only=not may_change)
        context = show_section(application, found, form, may_change=may_change)
        return render(request, "dpia/section.html", context)
    form = _section_form(application, found, cast("QueryDict", request.POST))
    is_fragment = "HX-Request" in request.headers
    try:
        actions.answer(request.actor, application_id, form.given(request.POST.get("question", "")))
    except AnswerRefused as refused:
        form.complain(refused.problems)
        context = show_section(application, found, form, may_change=True)
        page = "dpia/not_saved.html" if is_fragment else "dpia/section.html"
        return render(request, page, context, status=200 if is_fragment else 422)
    except DpiaStepNotAllowed:
        return _too_late(request, application_id)
    if is_fragment:
        return _saved(request, application, found)
    if "next" not in request.POST:
        return redirect("dpia", application_id)
    following = sections[sections.index(found) + 1 :]
    return (
        redirect("dpia_section", application_id, following[0].code)
        if following
        else redirect("dpia", application_id)
    )


def _section_form(
    application: Application,
    section: Section,
    data: QueryDict | None = None,
    *,
    read_only: bool = False,
) -> SectionForm:
    answers = queries.answers_of(application)
    left = highest_left(queries.sections_of(application), answers)
    is_high = left is Level.HIGH
    return SectionForm(section, answers, data, high_risk_left=is_high, read_only=read_only)


@require_http_methods(["GET", "POST"])
@allow(*_WRITERS)
def document(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Upload a DPIA that was made elsewhere."""
    application = access_application(application_id)
    if "upload" not in queries.list_dpia_steps(application, request.actor):
        return _too_late(request, application_id)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            actions.upload(request.actor, application_id, given.name, _read(given), form.facts())
        except FileRefused as refused:
            form.add_error("file", why_refused(refused))
        except DpiaStepNotAllowed:
            return _too_late(request, application_id)
        else:
            messages.success(request, _("Het document is geplaatst."))
            return redirect("dpia", application_id)
    context = {"form": form, "application": application}
    return render(request, "dpia/document.html", context, status=422 if form.errors else 200)


@require_GET
@allow(*_READERS)
def document_file(
    request: ActingRequest,  # noqa: ARG001 - `allow` has seen to it
    application_id: UUID,
) -> HttpResponse:
    """The uploaded document itself, to save."""
    access_application(application_id)
    found = queries.access_document(application_id)
    return to_save(bytes(found.data), "application/pdf", found.filename)


@require_POST
@allow(*_WRITERS)
def advise(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Give the advice of the privacy officer."""
    application = access_application(application_id)
    form = advice_form(request.actor, request.POST)
    if not form.is_valid():
        return _page(request, application, advice_form=form)
    given = form.cleaned_data
    try:
        actions.advise(
            request.actor,
            application_id,
            form.verdict_given,
            given["text"],
            adviser=given.get("adviser", ""),
        )
    except DpiaStepNotAllowed:
        return _too_late(request, application_id)
    messages.success(request, _("Het advies is vastgelegd."))
    return redirect("dpia", application_id)


@require_POST
@allow(*_WRITERS)
def complete(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Complete the DPIA, with an answer to the advice."""
    application = access_application(application_id)
    if "complete" not in queries.list_dpia_steps(application, request.actor):
        return _too_late(request, application_id)
    form = reply_form(application, request.POST)
    if not form.is_valid():
        return _page(request, application, reply_form=form)
    try:
        actions.complete(request.actor, application_id, form.cleaned_data["reply"])
    except (DpiaStepNotAllowed, ReplyMissing):  # a colleague was before us
        return _too_late(request, application_id)
    messages.success(request, _("De DPIA is klaar."))
    return redirect("dpia", application_id)


@require_POST
@allow(*_WRITERS)
def offer(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Ask the privacy officer for advice; what is still open is named."""
    try:
        actions.offer(request.actor, application_id)
    except DpiaIncomplete as incomplete:
        return _page(request, access_application(application_id), missing=incomplete.missing)
    except DpiaStepNotAllowed:
        return _too_late(request, application_id)
    messages.success(request, _("De DPIA is voorgelegd aan de privacyfunctionaris."))
    return redirect("dpia", application_id)


@require_POST
@allow(*_WRITERS)
def reopen(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """Open the DPIA again, to change it."""
    try:
        actions.reopen(request.actor, application_id)
    except DpiaStepNotAllowed:
        return _too_late(request, application_id)
    messages.success(request, _("U kunt de DPIA weer aanpassen."))
    return redirect("dpia", application_id)


def _page(request: ActingRequest, application: Application, **wrong: object) -> HttpResponse:
    """The page of the DPIA; `wrong` is what was refused, in place of what stands there."""
    context = show_dpia(application, request.actor) | wrong
    return render(request, "dpia/dpia.html", context, status=422 if wrong else 200)


def _saved(request: ActingRequest, application: Application, found: Section) -> HttpResponse:
    risks = [weighed(each) for each in weigh([found], queries.answers_of(application))]
    context = {"at": localtime(), "risks": risks}
    return render(request, "dpia/saved.html", context)


def _too_late(request: ActingRequest, application_id: UUID) -> HttpResponse:
    messages.error(request, _("Dit kan nu niet. Kijk hieronder hoe ver de DPIA is."))
    answer = redirect("dpia", application_id)
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
    return answer


def _read(given: object) -> bytes:
    """A file as it came; one byte more than may be is enough to refuse it."""
    return cast("bytes", given.read(actions.DOCUMENT_BYTES + 1))  # type: ignore[attr-defined]
