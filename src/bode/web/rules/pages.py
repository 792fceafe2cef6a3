"""The public pages: every version of the rules, and what was allowed on a day."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bode.rulebook.errors import VersionUnknown
from bode.rulebook.queries import find_version, list_drafts, list_versions
from bode.web.access import public

from .forms import DayForm
from .showing import explain_all, is_editor, show_version, timeline


@require_GET
@public
def rules(request: HttpRequest) -> HttpResponse:
    """Every version on a time line; for VNG the drafts too."""
    versions = list_versions()
    may_edit = is_editor(request)
    context = {
        "timeline": timeline(versions),
        "last": versions[-1],
        "form": DayForm(initial={"date": timezone.localdate()}),
        "may_edit": may_edit,
        "drafts": list_drafts() if may_edit else [],
    }
    return render(request, "rules/rules.html", context)


@require_GET
@public
def rule_version(request: HttpRequest, code: str) -> HttpResponse:
    """What one version says of each route and purpose, by which rule and source."""
    try:
        version = find_version(code)
    except VersionUnknown as unknown:
        raise Http404 from unknown
    return render(request, "rules/version.html", show_version(version))


@require_GET
@public
def rules_on(request: HttpRequest) -> HttpResponse:
    """What was allowed on a day: every purpose along every route."""
    form = DayForm(request.GET if "date" in request.GET else {"date": timezone.localdate()})
    if not form.is_valid():
        return render(request, "rules/day.html", {"form": form}, status=422)
    context = explain_all(form.cleaned_data["date"], list_versions())
    return render(request, "rules/day.html", context | {"form": form})
