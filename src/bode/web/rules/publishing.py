"""VNG's pages on which a draft gets its first day, and is published for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bode.licensing.queries import (
    count_applications_by_purpose,
    count_licences_by_purpose,
    count_open_applications,
    count_running_licences,
)
from bode.organisations.tenancy import every_tenant
from bode.outbox.queries import count_waiting_by_purpose
from bode.policy import Era, Route, check_following, check_version
from bode.rulebook import actions
from bode.rulebook.errors import (
    DayTooEarly,
    NoDraft,
    NothingChanges,
    PublishedMeanwhile,
    VersionIncomplete,
)
from bode.rulebook.models import RuleVersion
from bode.rulebook.queries import access_version, draft_of, last_version
from bode.rulebook.states import VersionStatus
from bode.web.access import ActingRequest
from bode.web.templatetags.bode import local

from .comparing import Part, compare
from .drafting import editors, too_late
from .forms import ConfirmForm, FirstDayForm, day_too_early

_PURPOSE = "purpose-"


@require_GET
@editors
def publish_draft(request: ActingRequest, version_id: UUID) -> HttpResponse:
    """Say what changes for whom, and ask from which day; that publishes nothing yet."""
    version, last = access_version(version_id), last_version()
    if version.status != VersionStatus.DRAFT:
        return redirect("rules_draft", version_id)
    return _day_page(request, version, last, FirstDayForm(actions.earliest_day(last)))


@require_http_methods(["GET", "POST"])
@editors
def confirm_draft(request: ActingRequest, version_id: UUID) -> HttpResponse:
    """Show all that changes and what it touches, and publish once the day is given again."""
    version, last = access_version(version_id), last_version()
    if version.status != VersionStatus.DRAFT:
        return redirect("rules_draft", version_id)
    given = request.POST if request.method == "POST" else request.GET
    chosen = FirstDayForm(actions.earliest_day(last), given)
    if not chosen.is_valid() or _problems(version, last):
        return _day_page(request, version, last, chosen)
    first_day = chosen.cleaned_data["first_day"]
    initial = {"first_day": first_day.isoformat(), "follows": last.code}
    form = ConfirmForm(first_day, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        follows = form.cleaned_data["follows"]
        try:
            published = actions.publish(request.actor, version_id, first_day, follows=follows)
        except NoDraft:
            return too_late(request, version_id)
        except (DayTooEarly, NothingChanges, PublishedMeanwhile, VersionIncomplete) as refused:
            _complain(form, refused)
        else:
            messages.success(request, _("De nieuwe versie is vastgesteld."))
            return redirect("rule_version", draft_of(published).code)
    context = {
        **_told(version, last),
        "form": form,
        "first_day": first_day,
        "is_today": first_day == timezone.localdate(),
    }
    return render(request, "rules/confirm.html", context, status=422 if form.errors else 200)


def _day_page(
    request: ActingRequest, version: RuleVersion, last: Era, form: FirstDayForm
) -> HttpResponse:
    context = {**_told(version, last), "form": form, "problems": _problems(version, last)}
    return render(request, "rules/publish.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, kw_only=True)
class Consequence:
    """What changes, and what it touches of what names the purpose, or uses the route."""

    part: Part
    touches: bool
    """Whether it is about a purpose, or the route that every licence goes along."""
    licences: int
    applications: int
    """Those that nobody decided on yet."""
    messages: int
    """Those that may yet leave."""


def _told(version: RuleVersion, last: Era) -> dict[str, Any]:
    parts = compare(last, draft_of(version))
    return {
        "version": version,
        "era": draft_of(version),
        "last": last,
        "parts": parts,
        "consequences": list(_consequences(parts)),
    }


def _consequences(parts: list[Part]) -> Iterator[Consequence]:
    with every_tenant("whoever changes a rule must know what it touches"):
        licences, applications = count_licences_by_purpose(), count_applications_by_purpose()
        waiting = count_waiting_by_purpose()
        all_licences, all_applications = count_running_licences(), count_open_applications()
    for part in parts:
        code = part.code.removeprefix(_PURPOSE)
        is_route = part.code == f"route-{Route.BSP}"
        yield Consequence(
            part=part,
            touches=is_route or part.code.startswith(_PURPOSE),
            licences=all_licences if is_route else licences[code],
            applications=all_applications if is_route else applications[code],
            messages=sum(waiting.values()) if is_route else waiting[code],
        )


def _problems(version: RuleVersion, last: Era) -> list[tuple[str, str, str]]:
    """Why a draft can't be published yet: the part and its name, where it is about one, and what
    is to be done."""
    era = draft_of(version)
    names = {part.code: part.name for part in compare(last, era)}
    told = [
        (problem.part, names.get(problem.part, ""), str(local(problem, "told")))
        for problem in (*check_version(era), *check_following(last, era))
    ]
    if (era.routes, era.purposes) == (last.routes, last.purposes):
        told.append(("", "", _("Dit concept zegt hetzelfde als de laatste versie.")))
    return told


def _complain(form: Form, refused: Exception) -> None:
    """Say what changed between the page and its button."""
    if isinstance(refused, DayTooEarly):
        form.add_error(None, day_too_early(refused.earliest))
    elif isinstance(refused, PublishedMeanwhile):
        form.add_error(
            None, _("Iemand heeft intussen een andere versie vastgesteld. Vergelijk opnieuw.")
        )
    else:
        form.add_error(None, _("Dit concept is intussen veranderd. Vergelijk opnieuw."))
