"""Remarks of the BSP, the municipality's answers, and what the BSP found good."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bode.licensing import remarks
from bode.licensing.errors import FieldUnknown, TransitionNotAllowed
from bode.licensing.models import ApplicationRemark
from bode.licensing.sections import Section
from bode.web.access import ActingRequest, allow

from .stepping import too_late, version_read


@require_POST
@allow("account_manager")
def remark(request: ActingRequest, application_id: UUID, name: str) -> HttpResponse:
    """Say what must be different, at a field or a whole section; or that a section is good."""
    section = Section(name) if name in tuple(Section) else Section.MUNICIPALITY
    text = _text(request)
    try:
        if "good" in request.POST:
            remarks.check_section(request.actor, application_id, section, version_read(request))
        elif text is None:
            messages.error(request, _("Schrijf op wat er anders moet, in hooguit 2000 tekens."))
        else:
            field = request.POST.get("field", "")
            remarks.make_remark(request.actor, application_id, section, field, text)
    except FieldUnknown:  # such as of a purpose that was left out meanwhile
        messages.error(request, _("Kies opnieuw waarover uw opmerking gaat."))
    except TransitionNotAllowed:
        return too_late(request, application_id)
    return _back(application_id, section)


@require_POST
@allow("administrator", "signatory", "account_manager")
def settle_remark(request: ActingRequest, application_id: UUID, remark_id: UUID) -> HttpResponse:
    """The municipality answers; the BSP says that it is solved."""
    section = ApplicationRemark.objects.get(id=remark_id, application_id=application_id).section
    text = _text(request)
    try:
        if "solved" in request.POST:
            remarks.resolve_remark(request.actor, application_id, remark_id)
        elif text is None:
            messages.error(request, _("Schrijf een antwoord op, in hooguit 2000 tekens."))
        else:
            remarks.answer_remark(request.actor, application_id, remark_id, text)
    except TransitionNotAllowed:
        return too_late(request, application_id)
    return _back(application_id, Section(section))


def _text(request: ActingRequest) -> str | None:
    """What was written; None where nothing was, or what can't be kept."""
    text = request.POST.get("text", "").strip()
    is_good = text and len(text) <= remarks.REMARK_LENGTH and "\0" not in text
    return text if is_good else None


def _back(application_id: UUID, section: Section) -> HttpResponse:
    return redirect(f"{reverse('application_review', args=[application_id])}#{section}")
