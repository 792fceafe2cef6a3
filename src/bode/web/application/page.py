"""The page of an application: how far it is, who is next, what is left to do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bode.licensing import queries
from bode.licensing.models import Application
from bode.licensing.states import OPEN, REFUSED, ApplicationStatus, Party
from bode.organisations.actors import Actor
from bode.web.access import ActingRequest, allow
from bode.web.licence.forms import ROUTES, ReasonForm
from bode.web.licence.showing import application_line
from bode.web.licence.steps import buttons_for, milestones

from .next_step import next_step
from .returned import show_returned
from .tasks import list_tasks
from .timeline import latest
from .turns import show_turn

ROUTE_NAMES = {str(code): name for code, name in ROUTES}
DECISIONS = ("approve", "approve_in_part", "reject", "ask_information", "dismiss_objection")
"""The steps that stand together on the page of the platform's answer."""
READERS = ("administrator", "signatory", "privacy_officer", "account_manager")


@require_GET
@allow(*READERS)
def application(request: ActingRequest, application_id: UUID) -> HttpResponse:
    """One application: what it asks for, how far it is, and what one may do now."""
    return show_page(request, application_id)


def show_page(
    request: ActingRequest,
    application_id: UUID,
    *,
    wrong: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `wrong` is the form of a step that was refused."""
    found = queries.access_application(application_id)
    context = _context(found, request.actor, wrong)
    return render(request, "application/application.html", context, status=status)


def _context(found: Application, actor: Actor, wrong: ReasonForm | None) -> dict[str, Any]:
    steps = queries.list_steps(found, actor) if actor.has(*_TAKERS) else []
    tasks = list_tasks(found, actor)
    returned = show_returned(found, actor)
    return {
        "application": found,
        "line": application_line(found),
        "turn": show_turn(found),
        "route": ROUTE_NAMES.get(found.route, found.route),
        "milestones": milestones(found.status),
        "tasks": tasks,
        "done": sum(each.is_done for each in tasks),
        "steps": [(button, _form(button.code, wrong)) for button in buttons_for(steps)],
        "following": next_step(found, tasks, returned, may_sign="sign" in steps),
        "is_open": found.status in OPEN,
        "may_decide": any(each in steps for each in DECISIONS),
        "is_objection": found.status
        in (ApplicationStatus.OBJECTED, ApplicationStatus.PARTLY_OBJECTED),
        "may_object": "object" in steps,
        "may_reapply": found.status in REFUSED and actor.has("administrator", "account_manager"),
        "checks": queries.party_of(found, actor) is Party.PROVIDER,
        "purposes": list(found.purposes.all()),
        "returned": returned,
        "earlier": found.follows,
        "later": list(found.followed_by.all()),
        "history": latest(found),
        "licence": queries.find_licence_of(found),
    }


_TAKERS = ("administrator", "signatory", "account_manager")


def _form(code: str, wrong: ReasonForm | None) -> ReasonForm:
    return wrong if wrong is not None and wrong.prefix == code else ReasonForm(prefix=code)
