"""Who may see a page, and in whose scope it reads: said once, above each view.

`allow("agent")` for people in one of these roles, `signed_in` for everyone who belongs to an
organisation, `public` for the world. `tests/web` checks that every route says one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from bode.organisations.actors import Actor, actor_among, list_memberships_of
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Membership, Organisation
from bode.organisations.tenancy import scope

from . import sharing
from .worlds import ORGANISATION, tell_if_elsewhere

P = ParamSpec("P")


class ActingRequest(HttpRequest):
    """A request of someone who acts for an organisation, in whose scope the view runs."""

    actor: Actor
    organisations: list[Organisation]
    """All for which this person may act, by name."""


Page = Callable[Concatenate[ActingRequest, P], HttpResponseBase]
Route = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def allow(*rights: str) -> Callable[[Page[P]], Route[P]]:
    """Let people in any of these roles see a page; without rights: everyone who signed in.

    What a view can't find is not there for this organisation: 404, as for everything unknown.
    """

    def decorate(view: Page[P]) -> Route[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            acting = _acting(request)
            if told := tell_if_elsewhere(request, acting.actor.organisation_id):
                return told
            if rights and not acting.actor.has(*rights):
                raise PermissionDenied
            try:
                with scope(acting.actor.organisation_id):
                    answer = view(acting, *args, **kwargs)
            except NotAllowed as refused:
                raise PermissionDenied from refused
            except ObjectDoesNotExist as missing:
                raise Http404 from missing
            if request.method == "POST":
                sharing.acted(acting.actor.organisation_id)
            # What stood on the page must not come back after signing out.
            answer.headers.setdefault("Cache-Control", "private, no-store")
            return answer

        guarded.rights = rights  # type: ignore[attr-defined]
        return guarded

    return decorate


signed_in = allow()


def public(view: Route[P]) -> Route[P]:
    """Let everyone see a page."""
    view.public = True  # type: ignore[attr-defined]
    return view


def actor_of(request: HttpRequest) -> Actor | None:
    """Who acts in this request: the signed-in person for the organisation that they chose."""
    if not request.user.is_authenticated:
        return None
    return _act(request, list_memberships_of(request.user))


def _act(request: HttpRequest, memberships: Sequence[Membership]) -> Actor | None:
    assert request.user.is_authenticated, "nobody else acts"
    chosen = request.session.get(ORGANISATION)
    wanted = actor_among(memberships, request.user, UUID(chosen)) if chosen else None
    return wanted or actor_among(memberships, request.user)


def _acting(request: HttpRequest) -> ActingRequest:
    assert request.user.is_authenticated, "others were sent to the sign-in"
    memberships = list_memberships_of(request.user)
    actor = _act(request, memberships)
    if actor is None:
        raise PermissionDenied("no organisation")
    acting = cast("ActingRequest", request)
    acting.actor = actor
    acting.organisations = list({each.organisation: None for each in memberships})
    return acting


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page goes to the sign-in; a fragment lets its whole page go there, and come back."""
    if "HX-Request" not in request.headers:
        return redirect_to_login(request.get_full_path())
    page = urlsplit(request.headers.get("HX-Current-URL", "")).path or reverse("home")
    sign_in = redirect_to_login(page)
    return HttpResponse(status=204, headers={"HX-Redirect": sign_in["Location"]})
