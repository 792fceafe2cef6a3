"""The list of tasks of an application: what is done, what is not, and what was remarked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bode.licensing.dpia.queries import dpia_status, list_dpia_steps
from bode.licensing.dpia.states import DpiaStatus
from bode.licensing.filling import may_fill
from bode.licensing.models import Application, ApplicationSection
from bode.licensing.readiness import DPIA, is_dealt_with, list_missing, list_open_remarks
from bode.licensing.sections import Section
from bode.organisations.actors import Actor
from bode.web.dpia.showing import dpia_line

from .words import section_title


@dataclass(frozen=True, kw_only=True)
class Task:
    """A section in the list."""

    title: str
    url: str
    status: str
    """Empty where nothing but a remark is left."""
    tone: str
    is_done: bool
    may_change: bool
    """Whether whoever looks can go on with it."""
    remarks: str
    """How many remarks wait for the municipality, in words; empty for none."""
    answered: str
    """How many remarks wait for the provider to call them solved."""
    changed: str
    """Who changed it last; empty when nobody did."""
    news: str
    """For the provider: whether it found this good, or what changed since."""


def list_tasks(application: Application, actor: Actor) -> list[Task]:
    """The sections of the file in their order, and the DPIA."""
    missing = Counter(each.section for each in list_missing(application))
    remarks = Counter(
        (each.section, is_dealt_with(each)) for each in list_open_remarks(application)
    )
    rows = {each.name: each for each in application.sections.all()}
    return [
        _task(
            application,
            actor,
            section,
            row=rows.get(section) or ApplicationSection(name=section),
            missing=missing[section],
            remarks=remarks[section, False],
            answered=remarks[section, True],
        )
        for section in Section
    ] + [_dpia_task(application, actor)]


def section_url(application: Application, section: str) -> str:
    """Where a section is filled in, or the DPIA made."""
    if section == DPIA:
        return reverse("dpia", args=[application.id])
    return reverse("application_section", args=[application.id, section])


def _task(
    application: Application,
    actor: Actor,
    section: Section,
    *,
    row: ApplicationSection,
    missing: int,
    remarks: int,
    answered: int,
) -> Task:
    may = may_fill(application, actor, section)
    review = reverse("application_review", args=[application.id])
    if not missing:
        status, tone = "" if remarks else _("Klaar"), "positive"
    elif not row.version and section is not Section.PURPOSES:
        status, tone = _("Nog niet begonnen"), "neutral"
    else:
        status = ngettext("Nog %(n)d veld", "Nog %(n)d velden", missing) % {"n": missing}
        tone = "info"
    return Task(
        title=section_title(section),
        url=section_url(application, section) if may else f"{review}#{section}",
        status=status,
        tone=tone,
        is_done=not missing and not remarks,
        may_change=may,
        remarks=ngettext("%(n)d opmerking", "%(n)d opmerkingen", remarks) % {"n": remarks}
        if remarks
        else "",
        answered=ngettext("%(n)d antwoord", "%(n)d antwoorden", answered) % {"n": answered}
        if answered
        else "",
        changed=row.changed_by,
        news=check_news(row),
    )


def _dpia_task(application: Application, actor: Actor) -> Task:
    line = dpia_line(application)
    return Task(
        title=_("DPIA: de risico’s voor privacy"),
        url=section_url(application, DPIA),
        status=line.status,
        tone=line.tone,
        is_done=dpia_status(application) is DpiaStatus.COMPLETE,
        may_change=bool(set(list_dpia_steps(application, actor)) - {"reopen"}),
        remarks="",
        answered="",
        changed="",
        news="",
    )


def check_news(row: ApplicationSection) -> str:
    """Whether the provider found a section good, or what changed since."""
    if row.checked_version is None:
        return ""
    if row.checked_version < row.version:
        return _("Veranderd na de controle")
    return _("Akkoord: %(name)s") % {"name": row.checked_by}
