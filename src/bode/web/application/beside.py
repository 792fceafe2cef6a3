"""What stands beside the fields of a section: remarks, examples, and what a colleague wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.forms import BaseForm

from bode.licensing.models import Application, ApplicationRemark
from bode.licensing.readiness import is_dealt_with, list_open_remarks
from bode.licensing.sections import Section

from .examples import EXAMPLES


@dataclass(frozen=True, kw_only=True)
class Remark:
    """An open remark, and whether something was done with it."""

    record: ApplicationRemark
    is_dealt_with: bool


@dataclass(kw_only=True)
class Beside:
    remarks: list[Remark] = field(default_factory=list)
    example: str = ""
    theirs: str = ""
    """What someone else saved here, while this was being filled in."""


def list_beside(
    application: Application,
    section: Section,
    form: BaseForm,
    theirs: Mapping[str, str] | None = None,
) -> dict[str, Beside]:
    """By field; what is about the whole section stands under an empty name."""
    found = {name: Beside() for name in ["", *form.fields]}
    for remark in open_remarks(application, section):
        place = remark.record.field
        found[place if place in found else ""].remarks.append(remark)
    for name, example in demo_examples(section).items():
        if name in found:
            found[name].example = example
    for name, text in (theirs or {}).items():
        if name in found:
            found[name].theirs = text
    return found


def open_remarks(application: Application, section: Section) -> list[Remark]:
    """The remarks upon a section that the provider has not called solved."""
    return [
        Remark(record=each, is_dealt_with=is_dealt_with(each))
        for each in list_open_remarks(application)
        if each.section == section
    ]


def demo_examples(section: Section) -> Mapping[str, str]:
    """What could be filled in; in the demo alone."""
    return EXAMPLES.get(section, {}) if settings.DEMO else {}
