"""Why an application came back to the municipality, and which remarks wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bode.licensing import queries
from bode.licensing.filling import may_fill
from bode.licensing.models import Application, ApplicationEvent
from bode.licensing.readiness import is_dealt_with, list_open_remarks
from bode.licensing.sections import Section
from bode.licensing.states import SENT_BACK_BY, ApplicationStatus, EventKind
from bode.organisations.actors import Actor

from .labels import place_name
from .tasks import section_url


@dataclass(frozen=True, kw_only=True)
class OpenRemark:
    """A remark that nobody answered, and after which nothing was changed."""

    where: str
    text: str
    url: str
    """Where it is answered; empty for who may not."""


@dataclass(frozen=True, kw_only=True)
class Returned:
    event: ApplicationEvent
    """The step back: by whom, when, and why."""
    by_platform: bool
    """Whether the platform wants to know more."""
    remarks: list[OpenRemark]
    may_change: bool
    """Whether whoever looks is the one to do something."""


def show_returned(application: Application, actor: Actor) -> Returned | None:
    """What stands on top of an application that came back; None for another one."""
    step = SENT_BACK_BY.get(ApplicationStatus(application.status))
    if step is None:
        return None
    events = queries.list_events(application, EventKind.STEP)
    return Returned(
        event=next(each for each in reversed(events) if each.transition == step),
        by_platform=step == "ask_information",
        remarks=list(_open_remarks(application, actor)),
        may_change=any(may_fill(application, actor, section) for section in Section),
    )


def _open_remarks(application: Application, actor: Actor) -> Iterator[OpenRemark]:
    for remark in list_open_remarks(application):
        if is_dealt_with(remark):
            continue
        section = Section(remark.section)
        url = f"{section_url(application, section)}#remark-{remark.id}"
        may = may_fill(application, actor, section)
        where = place_name(section, remark.field)
        yield OpenRemark(where=where, text=remark.text, url=url if may else "")
