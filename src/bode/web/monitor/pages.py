"""The monitor's public pages: the map, the years, the shares, and one municipality."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from bode.monitor.aggregates import AGGREGATES
from bode.monitor.choosing import Choice, among, candidates
from bode.monitor.claims import history
from bode.monitor.figures import FIRST_YEAR, Group, count, shares, through_the_years
from bode.monitor.grouping import group_title, key_name
from bode.monitor.named_cases import cases_of
from bode.monitor.pictures.hexmap import draw_map
from bode.monitor.pictures.shares_chart import draw_shares
from bode.monitor.pictures.timeline import draw_timeline
from bode.monitor.queries import list_mergers, list_towns
from bode.monitor.towns import COMPLETE_FROM, Town
from bode.monitor.uses import Use
from bode.rulebook.queries import all_versions
from bode.web.access import actor_of, public

from .filters import FiltersForm

_TABS = (
    ("monitor", gettext_lazy("Kaart")),
    ("monitor_timeline", gettext_lazy("Door de jaren")),
    ("monitor_shares", gettext_lazy("Verdeling")),
)


@require_GET
@public
def monitor(request: HttpRequest) -> HttpResponse:
    """The map of hexagons on a day, with its table."""
    form = FiltersForm(request.GET)
    choice, towns = form.choice(), list_towns()
    there = candidates(towns, choice, choice.day)
    chosen = among(there, choice, choice.day)
    picture = draw_map(towns, chosen, choice, link=_address_of)
    return _page(
        request,
        form,
        choice,
        {
            "picture": mark_safe(picture),  # noqa: S308 - drawn by us, with all text escaped
            "number": len(chosen),
            "standings": chosen,
            "counts": count(chosen),
            "of": len(there),
        },
    )


@require_GET
@public
def timeline(request: HttpRequest) -> HttpResponse:
    """The years, with the changes of the rules marked."""
    form = FiltersForm(request.GET)
    choice = form.choice()
    moments = through_the_years(list_towns(), choice)
    return _page(
        request,
        form,
        choice,
        {
            "picture": mark_safe(draw_timeline(moments, choice)),  # noqa: S308 - drawn by us
            "number": moments[-1].total,
            "moments": moments,
            "aggregates": AGGREGATES,
            "eras": all_versions(),
        },
    )


@require_GET
@public
def shares_page(request: HttpRequest) -> HttpResponse:
    """The shares by province, size, BSP or purpose."""
    form = FiltersForm(request.GET)
    choice, group = form.choice(), asked_group(request)
    there = candidates(list_towns(), choice, choice.day)
    chosen = among(there, choice, choice.day)
    rows = shares(chosen, there, group)
    return _page(
        request,
        form,
        choice,
        {
            "picture": mark_safe(draw_shares(rows, chosen, group, choice)),  # noqa: S308 - by us
            "number": len(chosen),
            "rows": [(key_name(group, row.key), row) for row in rows],
            "group": group,
            "groups": [(each, group_title(each)) for each in Group],
        },
    )


@require_GET
@public
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """All that is known of one municipality, as a line in time with its sources."""
    town = next(iter(list_towns(code)), None)
    if town is None:
        raise Http404
    today = timezone.localdate()
    first = max(town.valid_from or date(FIRST_YEAR, 1, 1), date(FIRST_YEAR, 1, 1))
    last = min(town.valid_to or today, today)
    periods = history(town.claims, first, last + timedelta(days=1))
    context = {
        "town": town,
        "periods": list(reversed(periods)),
        "today": today,
        "cases": cases_of(code),
        "mergers": list_mergers(code),
        "is_invented": town.is_invented or any(claim.is_invented for claim in town.claims),
    }
    return render(request, "monitor/municipality.html", context)


def asked_group(request: HttpRequest) -> Group:
    """By what shares are told; by province for what is no group."""
    try:
        return Group(request.GET.get("by", ""))
    except ValueError:
        return Group.PROVINCE


def _page(
    request: HttpRequest, form: FiltersForm, choice: Choice, context: dict[str, Any]
) -> HttpResponse:
    name = request.resolver_match.url_name if request.resolver_match else ""
    query = request.GET.urlencode()
    actor = actor_of(request)
    shown = {
        **context,
        "form": form,
        "choice": choice,
        "query": query,
        "tabs": [(reverse(tab), title, tab == name) for tab, title in _TABS],
        "tab": dict(_TABS)[name or "monitor"],
        "uses": list(Use),
        "is_incomplete": choice.day < COMPLETE_FROM,
        "complete_from": COMPLETE_FROM,
        "is_demo": settings.DEMO,
        "may_keep": actor is not None and actor.has("monitor"),
    }
    template = {
        "monitor": "monitor/map.html",
        "monitor_timeline": "monitor/timeline.html",
        "monitor_shares": "monitor/shares.html",
    }[name or "monitor"]
    return render(request, template, shown, status=200 if form.is_valid() else 422)


def _address_of(town: Town) -> str:
    return reverse("monitor_municipality", args=[town.code])
