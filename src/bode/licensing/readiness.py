"""What must be in order before a step: the one place that says who must have filled in what.

A person signs a whole file, in Bode. A program that signs with a token takes on that the rest of
the file is kept in its own system (decision 0019): its signature says so, and the provider sees
what is missing here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.timezone import localdate

from bode.organisations.actors import Actor

from .dpia.queries import dpia_status
from .dpia.states import DpiaStatus
from .errors import FileIncomplete, RemarksOpen, SignatureMissing
from .findings import unexplained
from .models import Application, ApplicationEvent, ApplicationRemark
from .sections import Section, missing_fields
from .signing import Signature
from .states import EventKind

DPIA = "dpia"
"""What stands beside the sections, with states of its own."""
PURPOSE_PARTS = ("volume", "audience", "examples")
"""What each purpose needs beside its explanation."""


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A field that someone must still fill in, change or explain."""

    section: str
    """A `Section`, or `DPIA`."""
    field: str


def list_missing(application: Application) -> list[Missing]:
    """Everything that a file still lacks, in the order of its sections."""
    data = {each.name: each.data for each in application.sections.all()}
    found = []
    for section in Section:
        if section is Section.PURPOSES:
            fields = _missing_of_purposes(application)
        else:
            fields = missing_fields(section, data.get(section, {}))
        if section is Section.FORBIDDEN:
            smells = unexplained(application, data.get(section, {}), localdate())
            fields += list(dict.fromkeys(each.answer_field for each in smells))
        found += [Missing(section=section, field=field) for field in fields]
    if dpia_status(application) is not DpiaStatus.COMPLETE:
        found.append(Missing(section=DPIA, field=DPIA))
    return found


def check_ready(
    application: Application, actor: Actor, transition: str, signature: Signature | None
) -> None:
    """Raise what keeps a person from a step: `FileIncomplete`, `RemarksOpen`, `SignatureMissing`.

    A program is not kept from any.
    """
    if actor.person_id is None:
        return
    if transition == "sign":
        missing = list_missing(application)
        if missing:
            raise FileIncomplete(missing)
        if any(not is_dealt_with(each) for each in list_open_remarks(application)):
            raise RemarksOpen
        if signature is None:
            raise SignatureMissing
    if transition == "accept" and list_open_remarks(application):
        raise RemarksOpen


def list_open_remarks(application: Application) -> list[ApplicationRemark]:
    """The remarks that the provider has not called solved, from the first one on."""
    return list(application.remarks.filter(resolved_at=None))


def is_dealt_with(remark: ApplicationRemark) -> bool:
    """Whether the municipality answered a remark, or changed since what it is about."""
    if remark.answered_at is not None:
        return True
    changes = ApplicationEvent.objects.filter(
        application_id=remark.application_id,
        kind=EventKind.CHANGE,
        details__section=remark.section,
        details__version__gt=remark.section_version,
    )
    if remark.field:
        changes = changes.filter(details__changes__contains=[{"field": remark.field}])
    return changes.exists()


def _missing_of_purposes(application: Application) -> list[str]:
    return [
        f"{part}_{purpose.code}"
        for purpose in application.purposes.all()
        for part in PURPOSE_PARTS
        if not getattr(purpose, part)
    ]
