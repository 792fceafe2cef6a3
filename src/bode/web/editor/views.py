"""Writing, checking, submitting and deleting templates."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.licensing import template_editing as editing
from bode.licensing.errors import NumberMissing, TemplateRefused, TemplateStepNotAllowed
from bode.licensing.library import find_ready_template, list_ready_templates
from bode.licensing.models import Template
from bode.licensing.queries import find_licence
from bode.licensing.template_notices import list_template_notices
from bode.licensing.template_queries import list_changes
from bode.licensing.template_states import TemplateStep
from bode.web.access import ActingRequest, allow
from bode.web.standings import Why, why_of

from .headers import keep_files
from .page import (
    EditorPage,
    history_of,
    is_name_taken,
    new_page,
    page_of,
    purpose_choices,
    read_page,
    with_name_taken,
)
from .sheets import MOVES
from .whose import Whose, whose, whose_is

_UNPROCESSABLE = 422


@require_GET
@allow("administrator", "account_manager")
def library(request: ActingRequest) -> HttpResponse:
    """Ready templates to start from, by purpose."""
    by_purpose = groupby(list_ready_templates(), key=lambda ready: ready.purpose)
    language = "en" if (get_language() or "").startswith("en") else "nl"
    groups = [
        (purpose, [(ready, ready.texts[language]) for ready in those])
        for purpose, those in by_purpose
    ]
    context = {"groups": groups, "whose": whose(request)}
    return render(request, "editor/library.html", context)


@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def new_template(request: ActingRequest) -> HttpResponse:
    """A new template, from the library or from nothing."""
    of = whose(request)
    if request.method == "POST":
        return _do(request, of, read_page(_form(request, of), of.id, None))
    return _show(request, of, new_page(of.id, find_ready_template(request.GET.get("ready", ""))))


@require_http_methods(["GET", "POST"])
@allow("administrator", "account_manager")
def edit_template(request: ActingRequest, name: str) -> HttpResponse:
    """A template with its translations."""
    of = whose(request)
    there_is = page_of(of.id, name)
    if there_is is None:
        raise Http404
    if request.method == "POST":
        return _do(request, of, read_page(_form(request, of), of.id, name))
    return _show(request, of, there_is)


@require_POST
@allow("administrator", "account_manager")
def delete_template(request: ActingRequest, template_id: UUID) -> HttpResponse:
    """Throw a draft away, or have WhatsApp delete a template."""
    template = Template.objects.select_related("municipality").get(id=template_id)
    of = whose_is(request, template.municipality)
    try:
        change = editing.remove_template(request.actor, template_id)
    except TemplateStepNotAllowed:
        messages.error(request, _("Dit sjabloon kan nu niet worden verwijderd."))
        return redirect(of.address("edit_template", template.name))
    except NumberMissing:
        messages.error(request, _no_number(of))
        return redirect(of.address("edit_template", template.name))
    messages.success(
        request,
        _("Het concept is weggegooid.")
        if change is None
        else _("WhatsApp verwijdert het sjabloon."),
    )
    return redirect(of.address("message_templates"))


def _form(request: ActingRequest, of: Whose) -> dict[str, str]:
    """What was typed; the files that came with it are kept, and named in it."""
    form = request.POST.dict()
    try:
        return keep_files(request.actor, of.id, form, request.FILES)
    except NumberMissing:  # nothing can be kept, which is told when someone tries to
        return form


@require_POST
@allow("administrator", "account_manager")
def move_template(request: ActingRequest, template_id: UUID, step: str) -> HttpResponse:
    """Have WhatsApp put a template away, bring it back, or end its pause."""
    if step not in MOVES:
        raise Http404
    template = Template.objects.select_related("municipality").get(id=template_id)
    of = whose_is(request, template.municipality)
    try:
        editing.ask_for_step(request.actor, template_id, TemplateStep(step))
    except TemplateStepNotAllowed as refused:
        messages.error(request, _explain(refused))
    except NumberMissing:
        messages.error(request, _no_number(of))
    else:
        done = _("Uw vraag gaat naar WhatsApp. De geschiedenis toont het antwoord.")
        messages.success(request, done)
    return redirect(of.address("edit_template", template.name))


def _do(request: ActingRequest, of: Whose, page: EditorPage) -> HttpResponse:
    """What the button asked for: a look at the checks, keeping, or submitting."""
    do = request.POST.get("do", "preview")
    if do == "preview":
        return _look(request, of, page.checked())
    if page.has_file_trouble:
        return _show(request, of, page.checked(), status=_UNPROCESSABLE)
    if not page.written:
        messages.error(request, _("Schrijf eerst de tekst van het bericht."))
        return _show(request, of, page, status=_UNPROCESSABLE)
    if is_name_taken(page):
        return _show(request, of, with_name_taken(page), status=_UNPROCESSABLE)
    act = editing.submit_texts if do == "submit" else editing.save_texts
    try:
        act(request.actor, of.id, page.texts, page.purpose)
    except TemplateRefused as refused:
        told = page.told(refused.findings) if do == "save" else page.checked()
        return _show(request, of, told, status=_UNPROCESSABLE)
    except TemplateStepNotAllowed as refused:
        messages.error(request, _explain(refused))
        return _show(request, of, page, status=_UNPROCESSABLE)
    except NumberMissing:
        messages.error(request, _no_number(of))
        return _show(request, of, page, status=_UNPROCESSABLE)
    messages.success(request, _done(do))
    return redirect(of.address("edit_template", page.name))


def _no_number(of: Whose) -> str:
    return _("%(municipality)s heeft nog geen nummer met een vergunning. Daarna kan dit wel.") % {
        "municipality": of.municipality.name
    }


def _look(request: ActingRequest, of: Whose, page: EditorPage) -> HttpResponse:
    """What the checks say, and the previews; for a page with a script only what may differ."""
    if "HX-Request" not in request.headers:
        return _show(request, of, page)
    # New fields for examples only when the blanks changed: someone may be typing in one.
    stale = [
        sheet.language
        for sheet in page.sheets
        if request.POST.get(f"{sheet.language}-variables", "") != sheet.variables
    ]
    # A file that came was kept: the field that held it is emptied, and does not send it again.
    with_file = {field.partition("-")[0] for field in request.FILES}
    rechosen = [
        sheet.language
        for sheet in page.sheets
        if sheet.language in with_file
        or request.POST.get(f"{sheet.language}-header-shown", "") != sheet.header.shown
    ]
    context = {"page": page, "stale": stale, "rechosen": rechosen}
    return render(request, "editor/fragments.html", context)


def _done(do: str) -> str:
    if do == "submit":
        return _("Uw sjabloon gaat naar WhatsApp. Daar wordt het gecontroleerd.")
    return _("Uw concept is bewaard.")


def _explain(refused: TemplateStepNotAllowed) -> str:
    if refused.again_at is not None:
        at = formats.date_format(timezone.localtime(refused.again_at), "j F H:i")
        return _("U kunt dit sjabloon pas op %(at)s weer aanpassen.") % {"at": at}
    return _("Dit kan nu niet met dit sjabloon. Bekijk de status hieronder.")


def _show(request: ActingRequest, of: Whose, page: EditorPage, status: int = 200) -> HttpResponse:
    licence = find_licence(of.id)
    context = {
        "page": page,
        "whose": of,
        "purposes": purpose_choices(licence.purposes if licence else ()),
        "told": [] if page.is_new else _told(of, page.name),
        "history": [] if page.is_new else history_of(list_changes(of.id, page.name)),
    }
    return render(request, "editor/editor.html", context, status=status)


def _told(of: Whose, name: str) -> list[Why]:
    return [why_of(notice) for notice in list_template_notices(of.id, name)]
