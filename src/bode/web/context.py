"""What every page shows around its own content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from bode.organisations.actors import list_organisations_of
from bode.organisations.tenancy import scope

from . import menu
from .access import actor_of
from .demo import demo_accounts
from .stopped import list_stopped


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The menu, for whom one acts, and what demands attention now."""
    always = {
        # Where a change of language leads back to: a form that was posted has no page to reload.
        "return_to": request.get_full_path() if request.method == "GET" else reverse("home"),
        "demo_accounts": demo_accounts,
    }
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return always
    actor = getattr(request, "actor", None) or actor_of(request)
    organisations = list_organisations_of(request.user)
    if actor is None:
        return {**always, "organisations": organisations}
    with scope(actor.organisation_id):
        stopped = list_stopped()
    return {
        **always,
        "actor": actor,
        "organisations": organisations,
        "organisation": next(
            (each for each in organisations if each.id == actor.organisation_id), None
        ),
        "menu": menu.entries_for(actor, request.path),
        "stopped_numbers": stopped,
        "may_resume": actor.has("administrator"),
    }
