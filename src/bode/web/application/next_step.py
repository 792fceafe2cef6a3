"""Where someone goes on with an application that is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from bode.licensing.models import Application
from bode.licensing.states import OPEN

from .returned import Returned
from .tasks import Task


@dataclass(frozen=True, kw_only=True)
class NextStep:
    meaning: str
    title: str
    url: str


def next_step(
    application: Application, tasks: Sequence[Task], returned: Returned | None, *, may_sign: bool
) -> NextStep | None:
    """The one thing to do first: a remark, a part, or the signature. None for who can only wait."""
    if application.status not in OPEN:
        return None
    for remark in returned.remarks if returned else ():
        if remark.url:
            return NextStep(
                meaning=_("Er wacht een opmerking op u: %(where)s.") % {"where": remark.where},
                title=_("Naar de opmerking"),
                url=remark.url,
            )
    left = [each for each in tasks if not each.is_done]
    for task in left:
        if task.may_change:
            meaning = _("Dit is nog niet klaar: %(part)s.") % {"part": task.title}
            return NextStep(meaning=meaning, title=_("Verder invullen"), url=task.url)
    if left or not may_sign:
        return None
    return NextStep(
        meaning=_("Alles is ingevuld."),
        title=_("Nakijken en ondertekenen"),
        url=reverse("application_review", args=[application.id]),
    )
