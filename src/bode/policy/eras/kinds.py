"""What a version of the rules is: plain data, that can be kept and read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..purposes import Example
from ..routes import Route
from ..rules import Rule, Source


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a version says of a route; a route that is allowed is so for the allowed purposes."""

    allowed: bool
    rule: Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class PurposeVerdict:
    """What a version says of a purpose, along a route that it allows."""

    allowed: bool
    rule: Rule
    inside: tuple[Example, ...]
    outside: tuple[Example, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Era:
    """A version of the rules, and the days on which it held, both included; None: without end."""

    code: str
    first_day: date | None
    last_day: date | None
    name_nl: str
    name_en: str
    reckoned_nl: str = ""
    """Where the first day is not certain: what is known of it. Empty for a day that is known."""
    reckoned_en: str = ""
    routes: Mapping[Route, Verdict]
    purposes: Mapping[str, PurposeVerdict]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source that this version rests on, once each."""
        rules = [each.rule for each in self.routes.values()]
        rules += [each.rule for each in self.purposes.values()]
        return tuple(dict.fromkeys(rule.source for rule in rules))
