"""Applications and licences, as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from bode.licensing.models import Application, Licence

from .steps import status_name, tone, what_next


@dataclass(frozen=True, kw_only=True)
class Line:
    """An application or a licence in a list."""

    record: Application | Licence
    status: str
    tone: str
    next: str
    due_on: date | None = None
    """By when whoever is next must have done it."""
    is_late: bool = False


def application_line(application: Application) -> Line:
    """An application in a list."""
    return Line(
        record=application,
        status=status_name(application.status),
        tone=tone(application.status),
        next=what_next(application.status),
        due_on=application.due_on,
        is_late=is_late(application),
    )


def is_late(application: Application) -> bool:
    """Whether the last day for whoever is next has passed."""
    return application.due_on is not None and application.due_on < timezone.localdate()


def licence_line(licence: Licence) -> Line:
    """A licence in a list."""
    return Line(
        record=licence, status=status_name(licence.status), tone=tone(licence.status), next=""
    )
