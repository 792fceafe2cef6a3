"""What someone does in a drill never happens for real, nor the reverse.

A drill can end, or another tab can leave it, while a page of it is still open. So each form says
for which organisation its page was made (`templatetags.worlds`), and who works elsewhere by now is
told so.
"""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bode.basics import is_drill_id
from bode.organisations.exercising import find_municipality_of

MADE_FOR = "made_for"
ORGANISATION = "organisation"  # in the session: for which of their organisations someone acts


def tell_if_elsewhere(request: HttpRequest, organisation_id: UUID) -> HttpResponse | None:
    """An answer in the place of the page, and nothing is done, when the drill of who asks is over
    for them, or the page was made in a drill in which they are not, or outside that in which they
    are. None: they act for this organisation, and know it."""
    chosen = _uuid(request.session.get(ORGANISATION, ""))
    if chosen and is_drill_id(chosen) and chosen != organisation_id:
        return _tell_of_end(request, chosen)
    made_for = _uuid(request.POST.get(MADE_FOR, ""))
    if made_for in (None, organisation_id):
        return None
    if is_drill_id(made_for) or is_drill_id(organisation_id):
        return _tell_of_other_world(request, was_drill=is_drill_id(made_for))
    return None


def _tell_of_end(request: HttpRequest, world_id: UUID) -> HttpResponse:
    """The choice is forgotten by what someone surely reads: not by a part of a page."""
    if "HX-Request" in request.headers:
        return _go_home()
    if "text/html" in request.headers.get("Accept", "text/html"):
        request.session[ORGANISATION] = str(find_municipality_of(world_id))
    return _page(request, "broadcast/drills/over.html")


def _tell_of_other_world(request: HttpRequest, *, was_drill: bool) -> HttpResponse:
    if "HX-Request" not in request.headers:
        return _page(request, "broadcast/drills/elsewhere.html", was_drill=was_drill)
    if was_drill:
        told = _("Die pagina hoorde bij een oefening, en u werkt nu echt. Er is niets gedaan.")
    else:
        told = _("Die pagina hoorde bij het echte werk, en u oefent nu. Er is niets gedaan.")
    messages.warning(request, told)
    return _go_home()


def _page(request: HttpRequest, template: str, **told: bool) -> HttpResponse:
    is_done = request.method == "GET"
    status = HTTPStatus.OK if is_done else HTTPStatus.CONFLICT
    context = {**told, "was_asked": not is_done}
    answer = render(request, template, context, status=status)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _go_home() -> HttpResponse:
    """A part of a page can't tell it: the page of which it is goes where it is told."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": reverse("home")})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
