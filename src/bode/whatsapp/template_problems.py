"""What is wrong with a template, in words for whoever writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

BRACES = re.compile(r"\{\{|\}\}")


class TemplateProblem(Struct, frozen=True, kw_only=True):
    """What is wrong with a template, where, and how to mend it; at level B1."""

    field: str
    """name, language, category, header, body, footer, `examples.naam`, `buttons.0.text` (or
    `.type`, `.value`, `.example`); empty for the template as a whole."""
    nl: str
    en: str


def problem(field: str, nl: str, en: str) -> TemplateProblem:
    """A problem with this field, in both languages."""
    return TemplateProblem(field=field, nl=nl, en=en)


def too_long(field: str, text: str, longest: int) -> Iterator[TemplateProblem]:
    """Say so when a text has more characters than fit."""
    if len(text) > longest:
        yield problem(
            field,
            f"Deze tekst is {len(text)} tekens lang. Het mogen er {longest} zijn.",
            f"This text has {len(text)} characters. It may have {longest}.",
        )
