"""Applications and licences, as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bode.licensing.models import Application, Licence
from bode.licensing.queries import find_licence_of, list_events
from bode.organisations.actors import Actor

from .forms import ROUTES, ReasonForm
from .steps import (
    Button,
    buttons_for,
    done_name,
    may_declare,
    milestones,
    status_name,
    tone,
    what_next,
)

ROUTE_NAMES = {str(code): name for code, name in ROUTES}


@dataclass(frozen=True, kw_only=True)
class StepForm:
    """A step that one may make now, with its form."""

    button: Button
    form: ReasonForm


@dataclass(frozen=True, kw_only=True)
class Past:
    """A step in the history."""

    title: str
    actor: str
    organisation: str
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Line:
    """An application or a licence in a list."""

    record: Application | Licence
    status: str
    tone: str
    next: str


def show_application(
    application: Application, actor: Actor, wrong: ReasonForm | None
) -> dict[str, Any]:
    """One application; `wrong` is the form of a step that was refused."""
    return {
        "application": application,
        "line": application_line(application),
        "route": ROUTE_NAMES.get(application.route, application.route),
        "declared": list(application.purposes.all()),
        "milestones": milestones(application.status),
        "steps": [
            StepForm(button=button, form=_form(button, wrong))
            for button in buttons_for(application, actor)
        ],
        "may_declare": may_declare(application, actor),
        "history": [
            Past(
                title=done_name(event.transition),
                actor=event.actor,
                organisation=event.organisation.name,
                reason=event.reason,
                at=event.at,
            )
            for event in list_events(application)
        ],
        "licence": find_licence_of(application),
    }


def application_line(application: Application) -> Line:
    """An application in a list."""
    return Line(
        record=application,
        status=status_name(application.status),
        tone=tone(application.status),
        next=what_next(application.status),
    )


def licence_line(licence: Licence) -> Line:
    """A licence in a list."""
    return Line(
        record=licence, status=status_name(licence.status), tone=tone(licence.status), next=""
    )


def _form(button: Button, wrong: ReasonForm | None) -> ReasonForm:
    if wrong is not None and wrong.prefix == button.code:
        return wrong
    return ReasonForm(prefix=button.code)
