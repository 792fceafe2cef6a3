"""Applications and licences, as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from bode.licensing.models import Application, Licence

from .steps import status_name, tone, what_next


@dataclass(frozen=True, kw_only=True)
class Line:
    """An application or a licence in a list."""

    record: Application | Licence
    status: str
    tone: str
    next: str


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
