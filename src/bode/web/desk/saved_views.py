"""Views that were kept: shown beside the lists, made and dropped where one searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from bode.desk.errors import ViewWrong
from bode.desk.models import SavedView
from bode.desk.saved_views import LONGEST, MAY_SHARE, delete_view, list_views, save_view
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest, allow

from .search_form import SearchForm

_WRONG = {
    "empty": gettext_noop("Geef de weergave een naam."),
    "too_long": gettext_noop("Kies een kortere naam: hooguit 40 tekens."),
    "known": gettext_noop("Er is al een weergave met deze naam."),
    "too_many": gettext_noop("Er zijn al 30 weergaven. Verwijder er eerst een."),
    "no_filters": gettext_noop("Kies eerst waarop u zoekt."),
}


@dataclass(frozen=True, kw_only=True)
class View:
    """A view as a link."""

    id: UUID
    name: str
    url: str
    is_shared: bool


def show_saved_views(actor: Actor) -> Sequence[View]:
    """What this agent kept, and what is for everyone."""
    return [_shown(each) for each in list_views(actor)]


def show_views(actor: Actor, form: SearchForm, opened: str) -> dict[str, Any]:
    """What the page where one searches shows of views: which is open, and what may be kept."""
    views = show_saved_views(actor)
    may_share = actor.has(MAY_SHARE)
    view = next((each for each in views if str(each.id) == opened), None)
    return {
        "saved_views": views,
        "opened": view,
        "may_drop": view is not None and (may_share or not view.is_shared),
        "may_share": may_share,
        "longest_view": LONGEST,
        "kept_filters": {} if form.errors else form.filters(),
    }


@require_POST
@allow("agent")
def keep_view(request: ActingRequest) -> HttpResponse:
    """Keep what was filled in, under a name."""
    form = SearchForm(request.POST, request.actor.organisation_id)
    if not form.is_valid():
        messages.error(request, _("Er is niets bewaard: er klopt iets niet in wat u koos."))
        return redirect("search")
    try:
        view = save_view(
            request.actor,
            request.POST.get("name", ""),
            form.filters(),
            is_shared="shared" in request.POST,
        )
    except ViewWrong as wrong:
        messages.error(request, _(_WRONG[wrong.reason]))
        return redirect(f"{reverse('search')}?{urlencode(form.filters())}")
    messages.success(request, _("De weergave is bewaard. U vindt haar bij de lijsten."))
    return redirect(_shown(view).url)


@require_POST
@allow("agent")
def drop_view(request: ActingRequest, view_id: UUID) -> HttpResponse:
    """Drop a view; the conversations stay as they are."""
    delete_view(request.actor, view_id)
    messages.success(request, _("De weergave is weg."))
    return redirect("search")


def _shown(view: SavedView) -> View:
    query = urlencode({**view.filters, "view": str(view.id)})
    return View(
        id=view.id,
        name=view.name,
        url=f"{reverse('search')}?{query}",
        is_shared=view.owner_id is None,
    )
