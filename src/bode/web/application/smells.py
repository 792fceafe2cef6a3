"""Words that point to a forbidden use, as a page marks them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bode.licensing.filling import get_section
from bode.licensing.findings import Smell, list_smells, unexplained
from bode.licensing.models import Application
from bode.licensing.sections import Section
from bode.policy.contents import Ground

from .labels import field_label
from .tasks import section_url

_AROUND = 80  # characters shown before and after the words


@dataclass(frozen=True, kw_only=True)
class ShownSmell:
    label: str
    """Of the field in which the words stand."""
    url: str
    """Where the words can be changed."""
    before: str
    phrase: str
    after: str
    ground: Ground
    blocks: bool
    field: Any
    """Where they can be explained; None where that is not asked, or stands above."""


def show_smells(
    application: Application, form: BaseForm | None = None, *, only: Section | None = None
) -> list[ShownSmell]:
    """Everything that was found, or in one section; with the fields of `form` in which to explain
    it.
    """
    left = set(form.fields) if form is not None else set()
    shown = []
    for smell in list_smells(application, timezone.localdate()):
        if only not in (None, smell.section):
            continue
        finding = smell.finding
        has_field = form is not None and finding.blocks and smell.answer_field in left
        left.discard(smell.answer_field)
        shown.append(
            ShownSmell(
                label=field_label(smell.field),
                url=_url(application, smell),
                before=_cut(finding.before[::-1])[::-1],
                phrase=finding.phrase,
                after=_cut(finding.after),
                ground=finding.ground,
                blocks=finding.blocks,
                field=form[smell.answer_field] if form is not None and has_field else None,
            )
        )
    return shown


def tell_found(request: HttpRequest, application: Application, section: Section) -> None:
    """Say which words in this section point to a forbidden use, with a link to their field."""
    found = {
        smell.finding.phrase: _url(application, smell)
        for smell in list_smells(application, timezone.localdate())
        if smell.section is section
    }
    if found:
        told = _(
            "Deze woorden kunnen op verboden gebruik wijzen: {words}. Schrijf het anders als dat "
            "kan."
        )
        links = _links((url, phrase) for phrase, url in found.items())
        messages.warning(request, format_html(told, words=links))


def tell_unexplained(request: HttpRequest, application: Application) -> None:
    """Say which marked words nobody explained yet, with where to do so; nothing if there are none.

    The municipality may save them so, but can't sign, and the provider sees them.
    """
    answers = get_section(application, Section.FORBIDDEN).data
    left = {
        smell.answer_field: smell.finding.phrase
        for smell in unexplained(application, answers, timezone.localdate())
    }
    if not left:
        return
    here = section_url(application, Section.FORBIDDEN)
    links = _links((f"{here}#id_{field}", phrase) for field, phrase in left.items())
    told = _(
        "Deze woorden zijn gemarkeerd en nog niet uitgelegd: {words}. Leg ze uit of schrijf het "
        "anders: zo kunt u niet ondertekenen. De BSP ziet deze woorden ook."
    )
    messages.warning(request, format_html(told, words=links))


def _url(application: Application, smell: Smell) -> str:
    return f"{section_url(application, smell.section)}#id_{smell.field}"


def _links(found: Iterable[tuple[str, str]]) -> SafeString:
    """Words, each with a link to where to change or explain them."""
    link = '<a class="utrecht-link utrecht-link--html-a" href="{}">“{}”</a>'
    return format_html_join(", ", link, found)


def _cut(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND]}…"
