"""What stands beside the fields of a section: remarks, examples, and what a colleague wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from bode.licensing.models import Application, ApplicationRemark
from bode.licensing.readiness import is_dealt_with, list_open_remarks
from bode.licensing.remarks import REMARK_LENGTH
from bode.licensing.sections import Section

from .examples import EXAMPLES


@dataclass(frozen=True, kw_only=True)
class Remark:
    """An open remark, and whether something was done with it."""

    record: ApplicationRemark
    is_dealt_with: bool
    answer: forms.BoundField | None = None
    """Where it is answered, beside the field that it is about."""


class AnswersForm(forms.Form):
    """The answers to the open remarks upon a section; saved with the section itself."""

    def __init__(self, remarks: Iterable[Remark], data: Any = None) -> None:
        super().__init__(data, prefix="answer")
        for remark in remarks:
            self.fields[str(remark.record.id)] = forms.CharField(
                label=_("Uw antwoord"),
                help_text=_(
                    "Laat u het zo? Schrijf op waarom. Past u het aan, dan hoeft u niets te "
                    "antwoorden."
                ),
                required=False,
                initial=remark.record.answer,
                max_length=REMARK_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def given(self) -> dict[UUID, str]:
        """What was answered, or answered otherwise than before, by remark."""
        return {
            UUID(key): self.cleaned_data[key] for key in self.changed_data if self.cleaned_data[key]
        }


@dataclass(kw_only=True)
class Beside:
    remarks: list[Remark] = field(default_factory=list)
    example: str = ""
    theirs: str = ""
    """What someone else saved here, while this was being filled in."""


def list_beside(
    application: Application,
    section: Section,
    form: forms.BaseForm,
    answers: AnswersForm,
    theirs: Mapping[str, str] | None = None,
) -> dict[str, Beside]:
    """By field; what is about the whole section stands under an empty name."""
    found = {name: Beside() for name in ["", *form.fields]}
    for remark in open_remarks(application, section):
        place, key = remark.record.field, str(remark.record.id)
        answered = replace(remark, answer=answers[key] if key in answers.fields else None)
        found[place if place in found else ""].remarks.append(answered)
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
