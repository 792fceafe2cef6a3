"""Words that point to a forbidden use, as a page marks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from bode.licensing.filling import get_section
from bode.licensing.findings import list_smells, unexplained
from bode.licensing.models import Application
from bode.licensing.sections import Section
from bode.policy.contents import Ground

from .tasks import section_url

_AROUND = 80  # characters shown before and after the words


@dataclass(frozen=True, kw_only=True)
class ShownSmell:
    purpose: str
    url: str
    """Where the words can be changed."""
    before: str
    phrase: str
    after: str
    ground: Ground
    blocks: bool
    field: Any
    """Where they can be explained; None where that is not asked, or stands above."""


def show_smells(application: Application, form: BaseForm | None = None) -> list[ShownSmell]:
    """Everything that was found; with the fields of `form` in which to explain it."""
    left = set(form.fields) if form is not None else set()
    shown = []
    for smell in list_smells(application, timezone.localdate()):
        finding = smell.finding
        has_field = form is not None and finding.blocks and smell.answer_field in left
        left.discard(smell.answer_field)
        shown.append(
            ShownSmell(
                purpose=smell.purpose,
                url=f"{section_url(application, Section.PURPOSES)}#id_{smell.field}",
                before=_cut(finding.before[::-1])[::-1],
                phrase=finding.phrase,
                after=_cut(finding.after),
                ground=finding.ground,
                blocks=finding.blocks,
                field=form[smell.answer_field] if form is not None and has_field else None,
            )
        )
    return shown


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
    links = format_html_join(
        ", ",
        '<a class="utrecht-link utrecht-link--html-a" href="{}#id_{}">“{}”</a>',
        [(here, field, phrase) for field, phrase in left.items()],
    )
    told = _(
        "Deze woorden zijn gemarkeerd en nog niet uitgelegd: {words}. Leg ze uit of schrijf het "
        "anders: zo kunt u niet ondertekenen. De BSP ziet deze woorden ook."
    )
    messages.warning(request, format_html(told, words=links))


def _cut(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND]}…"
