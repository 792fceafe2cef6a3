"""The same broadcast in other languages: the templates with the same name, each to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bode.licensing.models import Template
from bode.web.desk.filling import Filling, fill_in


@dataclass(frozen=True, kw_only=True)
class InOther:
    """A template in another language, with what was filled in; names on the page begin alike."""

    prefix: str
    filling: Filling
    is_chosen: bool


def fill_in_others(
    chosen: Template, templates: Iterable[Template], given: Mapping[str, str]
) -> list[InOther]:
    """The other languages of this template, with the values that the page sent along."""
    others = [
        each
        for each in templates
        if (each.name, each.purpose) == (chosen.name, chosen.purpose)
        and each.language.split("_")[0] != chosen.language.split("_")[0]
    ]
    return [_fill_in(each, given) for each in others]


def _fill_in(template: Template, given: Mapping[str, str]) -> InOther:
    prefix = f"{template.language}-"
    its = {
        name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix)
    }
    return InOther(prefix=prefix, filling=fill_in(template, its), is_chosen="chosen" in its)
