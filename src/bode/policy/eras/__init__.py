"""Which rules held when: dated data, so that any answer can be explained as of a date.

A rule that changes is a new version, never an edit of an old one. The versions that come with
Bode are `ERAS`; whoever knows of later ones, which were published, passes all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..purposes import purpose as find_purpose
from ..routes import route as find_route
from ..rules import Rule
from .built_in import ERAS
from .kinds import Era, PurposeVerdict, Verdict

__all__ = [
    "ERAS",
    "NOW",
    "Era",
    "Explanation",
    "PurposeVerdict",
    "Verdict",
    "era_at",
    "explain",
    "with_later",
]

NOW = ERAS[-1]
"""The version that holds unless a later one was published."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """Whether a municipality was allowed to, by which rule, source and version of the rules."""

    allowed: bool
    rule: str
    """In Dutch."""
    rule_en: str
    source: str
    """In Dutch."""
    source_en: str
    era: str
    """The code of the version that held that day."""
    version: Era


def era_at(day: date, eras: Sequence[Era] = ERAS) -> Era:
    """Return the version that held on a day; there is one for every day."""
    return next(era for era in reversed(eras) if era.first_day is None or era.first_day <= day)


def explain(route: str, day: date, purpose: str, eras: Sequence[Era] = ERAS) -> Explanation:
    """Say whether a municipality might use a route for a purpose on a day, and by which rule.

    Raises `UnknownRoute` and `UnknownPurpose`.
    """
    era = era_at(day, eras)
    by_route, by_purpose = era.routes[find_route(route)], era.purposes[find_purpose(purpose).code]
    if by_route.allowed and by_purpose.allowed:
        rule = _both(by_route.rule, by_purpose.rule)
    else:
        rule = by_purpose.rule if by_route.allowed else by_route.rule
    return Explanation(
        allowed=by_route.allowed and by_purpose.allowed,
        rule=rule.nl,
        rule_en=rule.en,
        source=rule.source.nl,
        source_en=rule.source.en,
        era=era.code,
        version=era,
    )


def with_later(later: Iterable[Era], eras: Sequence[Era] = ERAS) -> tuple[Era, ...]:
    """Return the versions with later ones after them; each holds until the next one begins."""
    chain = list(eras)
    for era in later:
        assert era.first_day is not None
        chain[-1] = replace(chain[-1], last_day=era.first_day - timedelta(days=1))
        chain.append(replace(era, last_day=None))
    return tuple(chain)


def _both(first: Rule, second: Rule) -> Rule:
    """The rules of a route and of a purpose in one; where they are the same, it is said once."""
    if first == second:
        return first
    source = first.source
    if second.source != source:
        source = source.plus(f"; {second.source.nl}", f"; {second.source.en}")
    return Rule(nl=f"{first.nl} {second.nl}", en=f"{first.en} {second.en}", source=source)
