"""What a purpose is, and what an example of it."""

from __future__ import annotations

from dataclasses import dataclass


class UnknownPurpose(ValueError):
    """There is no purpose with this code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A message or a deed, in both languages; one outside a purpose says why it is not in it."""

    nl: str
    en: str
    why_nl: str = ""
    why_en: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Purpose:
    """A purpose, named and explained at level B1.

    Of a forbidden purpose, `outside` looks like it and is allowed.
    """

    code: str
    allowed: bool
    name_nl: str
    name_en: str
    about_nl: str
    """What is meant, in a sentence."""
    about_en: str
    inside: tuple[Example, ...]
    outside: tuple[Example, ...]

    @property
    def examples_nl(self) -> tuple[str, ...]:
        """Messages that have this purpose."""
        return tuple(each.nl for each in self.inside)

    @property
    def examples_en(self) -> tuple[str, ...]:
        """As `examples_nl`, in English."""
        return tuple(each.en for each in self.inside)


def inside(nl: str, en: str) -> Example:
    return Example(nl=nl, en=en)


def outside(nl: str, en: str, why_nl: str, why_en: str) -> Example:
    return Example(nl=nl, en=en, why_nl=why_nl, why_en=why_en)
