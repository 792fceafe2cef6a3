"""What in an application smells of a forbidden use: where it stands, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bode import policy

from .models import Application, DeclaredPurpose

_KEY_LENGTH = 12


@dataclass(frozen=True, kw_only=True)
class Smell:
    """Words in what a municipality wrote that point to a forbidden use."""

    purpose: str
    part: str
    """`explanation`, `audience` or `examples`."""
    finding: policy.Finding

    @property
    def field(self) -> str:
        """Where to change the words, in the section of the purposes."""
        return f"{self.part}_{self.purpose}"

    @property
    def answer_field(self) -> str:
        """Where to explain them, in the section of the forbidden uses: one for the same words."""
        words = f"{self.finding.kind} {self.finding.phrase.lower()}"
        return f"why_{sha256(words.encode()).hexdigest()[:_KEY_LENGTH]}"


def list_smells(application: Application, day: date) -> list[Smell]:
    """Everything that points to a forbidden use, by purpose and field."""
    return [
        Smell(purpose=purpose.code, part=part, finding=finding)
        for purpose in application.purposes.all()
        for part, text in _texts(purpose)
        for finding in policy.find_contents(text, day)
    ]


def unexplained(application: Application, answers: Mapping[str, str], day: date) -> list[Smell]:
    """What must be written differently, or explained, before a person can sign."""
    return [
        smell
        for smell in list_smells(application, day)
        if smell.finding.blocks and not answers.get(smell.answer_field)
    ]


def _texts(purpose: DeclaredPurpose) -> Iterator[tuple[str, str]]:
    yield "explanation", purpose.explanation
    yield "audience", purpose.audience
    for example in purpose.examples:
        yield "examples", example
