"""Trying a broadcast on colleagues, and one's own number for that."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bode.basics import is_drill_id
from bode.broadcasts import actions, proving, trying
from bode.broadcasts.errors import StepNotAllowed
from bode.broadcasts.models import Broadcast
from bode.broadcasts.states import BEFORE
from bode.conversations.states import MessageStatus
from bode.licensing.queries import find_number_of
from bode.web.access import ActingRequest, allow
from bode.web.desk.bubbles import TICKS
from bode.web.qr import draw_qr
from bode.web.saving import to_save
from bode.web.templatetags.bode import local


@require_GET
@allow(*proving.MAY_READ)
def test_number(request: ActingRequest) -> HttpResponse:
    """One's own number for tests, or the code by which to prove one."""
    code = proving.find_code(request.actor)
    context = {
        "own": proving.find_own_number(request.actor),
        "number": find_number_of(request.actor.organisation_id),
        "code": code,
        "says": proving.text_of(code) if code else "",
        "link": _link(request),
    }
    return render(request, "broadcast/test_number.html", context)


@require_GET
@allow(*proving.MAY_READ)
def test_code_qr(request: ActingRequest) -> HttpResponse:
    """The code as a picture, for the phone's camera."""
    link = _link(request)
    if not link:
        raise Http404
    return to_save(draw_qr(link), "image/svg+xml", "qr.svg")


@require_POST
@allow(*proving.MAY_READ)
def ask_test_code(request: ActingRequest) -> HttpResponse:
    """Get a code, to send from one's own phone."""
    proving.ask_code(request.actor)
    return redirect("test_number")


@require_POST
@allow(*proving.MAY_READ)
def drop_test_number(request: ActingRequest) -> HttpResponse:
    """Get no tests any more."""
    proving.take_number_away(request.actor)
    messages.success(request, _("U krijgt geen proefberichten meer."))
    return redirect("test_number")


def _link(request: ActingRequest) -> str:
    """Opens WhatsApp with the code already written; empty without a code or a number."""
    number, code = find_number_of(request.actor.organisation_id), proving.find_code(request.actor)
    return proving.link_of(code, number) if code and number else ""


@require_POST
@allow(*actions.MAY_PREPARE[:1])
def send_test(request: ActingRequest, broadcast_id: UUID) -> HttpResponse:
    """Send it to the colleagues that were chosen, and tell of each what became of it."""
    people = _chosen(request)
    try:
        tried = trying.try_on(request.actor, broadcast_id, people)
    except StepNotAllowed:
        messages.info(request, _("Dat kan nu niet meer. Kijk hoe het ervoor staat."))
        return redirect("broadcast", broadcast_id)
    if not tried:
        messages.error(request, _("Kies eerst aan wie de proef gaat."))
    for each in tried:
        _tell(request, each)
    return redirect("broadcast", broadcast_id)


def _chosen(request: ActingRequest) -> set[UUID]:
    try:
        return {UUID(each) for each in request.POST.getlist("people")}
    except ValueError:
        return set()


def _tell(request: ActingRequest, tried: trying.Tried) -> None:
    if tried.refusal is None:
        messages.success(request, _("De proef gaat naar %(name)s.") % {"name": tried.colleague})
        return
    why = {"name": tried.colleague, "reason": local(tried.refusal, "reason")}
    messages.error(request, _("%(name)s krijgt geen proef. %(reason)s") % why)


def show_tests(request: ActingRequest, found: Broadcast) -> dict[str, Any]:
    """The tests that were sent, and to whom one can send another."""
    may_test = found.status in BEFORE and request.actor.has(*actions.MAY_PREPARE)
    may_test = may_test and not is_drill_id(found.municipality_id)
    return {
        "may_test": may_test,
        "testers": trying.list_test_numbers(found.municipality_id) if may_test else [],
        "tests": [
            (each, _(TICKS[MessageStatus(status)]) if status else "")
            for each, status in trying.list_tests(found)
        ],
    }
