"""Trying a broadcast on colleagues, and one's own number for that."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bode.basics import RecipientInvalid
from bode.broadcasts import actions, trying
from bode.broadcasts.errors import StepNotAllowed
from bode.broadcasts.models import Broadcast
from bode.broadcasts.states import BEFORE
from bode.conversations.states import MessageStatus
from bode.web.access import ActingRequest, allow
from bode.web.desk.bubbles import TICKS
from bode.web.templatetags.bode import local


class TestNumberForm(forms.Form):
    """On which phone someone wants to read tests; empty for none."""

    phone = forms.CharField(
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        label=gettext_lazy("Uw mobiele nummer"),
        help_text=gettext_lazy("Laat dit leeg als u geen proefberichten meer wilt."),
    )


@require_http_methods(["GET", "POST"])
@allow(*trying.MAY_READ)
def test_number(request: ActingRequest) -> HttpResponse:
    """Give one's own number for tests, or take it away."""
    if request.method == "GET":
        own = trying.find_own_number(request.actor)
        return _page(request, TestNumberForm(initial={"phone": f"+{own}" if own else ""}))
    form = TestNumberForm(request.POST)
    if form.is_valid():
        try:
            _keep(request, form.cleaned_data["phone"])
        except RecipientInvalid:
            form.add_error("phone", _("Dit is geen mobiel nummer."))
        else:
            return redirect("test_number")
    return _page(request, form, status=422)


def _keep(request: ActingRequest, phone: str) -> None:
    if phone:
        trying.give_number(request.actor, phone)
        messages.success(request, _("Uw nummer is bewaard."))
    else:
        trying.take_number_away(request.actor)
        messages.success(request, _("U krijgt geen proefberichten meer."))


def _page(request: ActingRequest, form: TestNumberForm, *, status: int = 200) -> HttpResponse:
    return render(request, "broadcast/test_number.html", {"form": form}, status=status)


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
    return {
        "may_test": may_test,
        "testers": trying.list_test_numbers(found.municipality_id) if may_test else [],
        "tests": [
            (each, _(TICKS[MessageStatus(status)]) if status else "")
            for each, status in trying.list_tests(found)
        ],
    }
