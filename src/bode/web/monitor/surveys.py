"""VNG's survey: rounds, their links and the response; and the page where a municipality answers."""

from __future__ import annotations

import csv
from io import StringIO
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bode.monitor import surveying
from bode.monitor.errors import LinkExpired, LinkUnknown, RoundNotOpen
from bode.monitor.models import Invitation, SurveyRound
from bode.monitor.surveying import Link
from bode.web.access import ActingRequest, allow, public
from bode.web.saving import csv_to_save

from .forms import AnswerForm, RoundForm, initial_of


@require_http_methods(["GET", "POST"])
@allow("monitor")
def new_round(request: ActingRequest) -> HttpResponse:
    """Prepare a round; nobody is written to before it is opened."""
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = surveying.plan_round(request.actor, **form.cleaned_data)
        return redirect("monitor_round", made.id)
    status = 422 if form.errors else 200
    return render(request, "monitor/new_round.html", {"form": form}, status=status)


@require_GET
@allow("monitor")
def show_round(request: ActingRequest, round_id: UUID) -> HttpResponse:
    """The response by province, and who was invited."""
    found = surveying.access_round(round_id)
    invitations = surveying.list_invitations(found)
    answers = surveying.list_answers(found)
    waiting = [each for each in invitations if each.answered_at is None]
    without = [each for each in waiting if not each.email]
    context = {
        "round": found,
        "responses": surveying.list_responses(found),
        "invitations": invitations,
        "lines": [(each, answers.get(each.id)) for each in invitations],
        "answered": len(invitations) - len(waiting),
        "waiting": len(waiting),
        "without_address": len(without),
        "with_address": len(waiting) - len(without),
        "handed_out": sum(each.sent_at is not None for each in without),
    }
    return render(request, "monitor/round.html", context)


@require_POST
@allow("monitor")
def step_round(request: ActingRequest, round_id: UUID, step: str) -> HttpResponse:
    """Open it, remind who has not answered, make links to hand out, close or discard it."""
    try:
        match step:
            case "open":
                _tell_mailed(request, surveying.open_round(request.actor, round_id, _path))
            case "remind":
                _tell_mailed(request, surveying.remind(request.actor, round_id, _path))
            case "links":
                return _as_file(surveying.make_links(request.actor, round_id, _path))
            case "close":
                surveying.close_round(request.actor, round_id)
                messages.success(request, _("De ronde is gesloten."))
            case "discard":
                surveying.discard_round(request.actor, round_id)
                messages.success(request, _("De ronde is weggegooid."))
                return redirect("monitor_keep")
            case _:
                raise SurveyRound.DoesNotExist
    except RoundNotOpen:
        messages.error(request, _("Dat kan niet meer: iemand anders was u voor."))
    return redirect("monitor_round", round_id)


@require_http_methods(["GET", "POST"])
@public
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """A municipality answers by its link, and can do so again until the round closes."""
    try:
        response = _answer(request, token)
    except (LinkUnknown, LinkExpired, RoundNotOpen) as refused:
        page = {"is_unknown": isinstance(refused, LinkUnknown)}
        response = render(request, "monitor/link_refused.html", page, status=404)
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    invitation = surveying.find_invitation(token)
    if request.method == "GET":
        form = AnswerForm(initial=initial_of(surveying.find_answer(invitation)))
        return _page(request, invitation, form, done="done" in request.GET)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, invitation, form, status=422)
    surveying.answer(token, form.answer())
    return redirect(f"{_path(token)}?done")


def _page(
    request: HttpRequest,
    invitation: Invitation,
    form: AnswerForm,
    *,
    done: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"invitation": invitation, "form": form, "done": done}
    return render(request, "monitor/answer.html", context, status=status)


def _path(token: str) -> str:
    return reverse("monitor_answer", args=[token])


def _tell_mailed(request: ActingRequest, number: int) -> None:
    words = ngettext(
        "Aan %(number)s gemeente is een link gemaild.",
        "Aan %(number)s gemeenten is een link gemaild.",
        number,
    )
    messages.success(request, words % {"number": number})


def _as_file(links: list[Link]) -> HttpResponse:
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(["code", "name", "link"])
    writer.writerows([link.code, link.name, settings.ADDRESS + link.path] for link in links)
    return csv_to_save(written.getvalue(), "bode-links.csv")
