"""What in an application smells of a forbidden use: where it stands, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bode import policy

from .models import Application, DeclaredPurpose
from .sections import Section, own_words

_KEY_LENGTH = 12


@dataclass(frozen=True, kw_only=True)
class Smell:
    """Words in what a municipality wrote that point to a forbidden use."""

    section: Section
    field: str
    """Where to change the words, in that section."""
    finding: policy.Finding

    @property
    def answer_field(self) -> str:
        """Where to explain them, in the section of the forbidden uses: one for the same words."""
        words = f"{self.finding.kind} {self.finding.phrase.lower()}"
        return f"why_{sha256(words.encode()).hexdigest()[:_KEY_LENGTH]}"


def list_smells(application: Application, day: date) -> list[Smell]:
    """Everything that points to a forbidden use, in the order of the sections and their fields."""
    return [
        Smell(section=section, field=field, finding=finding)
        for section, field, text in _texts(application)
        for finding in policy.find_contents(text, day)
    ]


def unexplained(application: Application, answers: Mapping[str, str], day: date) -> list[Smell]:
    """What must be written differently, or explained, before a person can sign."""
    return [
        smell
        for smell in list_smells(application, day)
        if smell.finding.blocks and not answers.get(smell.answer_field)
    ]


def _texts(application: Application) -> Iterator[tuple[Section, str, str]]:
    """What people wrote in their own words, with its section and field."""
    data = {each.name: each.data for each in application.sections.all()}
    for section in Section:
        for field, text in own_words(section, data.get(section, {})):
            yield section, field, text
        if section is Section.PURPOSES:
            for purpose in application.purposes.all():
                for part, text in _texts_of(purpose):
                    yield section, f"{part}_{purpose.code}", text


def _texts_of(purpose: DeclaredPurpose) -> Iterator[tuple[str, str]]:
    yield "explanation", purpose.explanation
    yield "audience", purpose.audience
    for example in purpose.examples:
        yield "examples", example
