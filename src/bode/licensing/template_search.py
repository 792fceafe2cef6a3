"""Finding templates among many: by whose they are, how they stand, what for, and by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, Q, QuerySet, TextField
from django.db.models.functions import Cast

from bode.organisations.alphabet import by_name

from .models import Template
from .template_states import APPROVED

NO_PURPOSE = "none"
"""Looked for as a purpose: the templates that have none yet."""


@dataclass(frozen=True, kw_only=True)
class TemplateFilter:
    """What templates one looks for; what is empty does not matter."""

    municipality: str = ""
    """A code such as GM0363."""
    status: str = ""
    category: str = ""
    purpose: str = ""
    language: str = ""
    words: str = ""
    """Each of them stands in the name or in a text, in capitals or not."""


@dataclass(frozen=True, kw_only=True)
class TemplateChoices:
    """What there is to choose from, each once and in order."""

    statuses: Sequence[str]
    categories: Sequence[str]
    purposes: Sequence[str]
    languages: Sequence[str]


def templates_in_scope(*, approved_only: bool = False) -> QuerySet[Template]:
    """All templates that the organisation in scope has to do with, by municipality and name."""
    found = Template.objects.filter(status=APPROVED) if approved_only else Template.objects.all()
    return found.select_related("municipality").order_by(
        by_name("municipality__name"), "name", "language"
    )


def narrow(templates: QuerySet[Template], wanted: TemplateFilter) -> QuerySet[Template]:
    """Those of the templates that one looks for."""
    facts = {
        "municipality__code": wanted.municipality,
        "status": wanted.status,
        "category": wanted.category,
        "language": wanted.language,
    }
    found = templates.filter(**{name: value for name, value in facts.items() if value})
    if wanted.purpose:
        found = found.filter(purpose="" if wanted.purpose == NO_PURPOSE else wanted.purpose)
    for word in wanted.words.split():
        found = found.alias(texts=_TEXTS).filter(Q(name__icontains=word) | Q(texts__icontains=word))
    return found


def choices_among(templates: QuerySet[Template]) -> TemplateChoices:
    """Which facts these templates have."""

    def known(field: str) -> list[str]:
        found: QuerySet[Template, Any] = templates.order_by(field).values_list(field, flat=True)
        return [value for value in found.distinct() if value]

    return TemplateChoices(
        statuses=known("status"),
        categories=known("category"),
        purposes=[
            *known("purpose"),
            *([NO_PURPOSE] if templates.filter(purpose="").exists() else []),
        ],
        languages=known("language"),
    )


# What a citizen reads of it, and not the words of the platform's own shape around that.
_TEXTS = Cast(
    Func(
        F("components"),
        template="jsonb_path_query_array(%(expressions)s, '$.**.text')",
        output_field=TextField(),
    ),
    TextField(),
)
