"""What is no longer as the provider saw it when it sent an application back."""

from __future__ import annotations

from bode.licensing import queries
from bode.licensing.models import Application
from bode.licensing.sections import Section
from bode.licensing.states import OPEN, SENT_BACK_BY, ApplicationStatus, EventKind

from .labels import field_value


def before_changes(application: Application) -> dict[tuple[Section, str], str]:
    """By section and field, what stood there when the file came back; of changed ones alone.

    Empty for one that never came back, and once the provider has accepted it again.
    """
    if application.status not in (ApplicationStatus.SIGNED, *OPEN):
        return {}
    events = queries.list_events(application)
    back = [at for at, each in enumerate(events) if each.transition in SENT_BACK_BY.values()]
    found: dict[tuple[Section, str], str] = {}
    for event in events[back[-1] :] if back else ():
        if event.kind == EventKind.CHANGE:
            section = Section(event.details["section"])
            for change in event.details["changes"]:
                old = field_value(change["field"], change["old"])
                found.setdefault((section, change["field"]), old)
    return found
