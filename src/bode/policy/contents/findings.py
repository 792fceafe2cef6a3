"""What is found in a text: the words, why they are not for WhatsApp, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..rules import Rule

PERSONAL_NUMBER = "personal_number"
"""The kind of what is no forbidden purpose, but may not be asked or shared either."""


class Severity(StrEnum):
    """What follows from words that point to a forbidden use."""

    BLOCKS = "blocks"  # the rules forbid it beyond doubt
    WARNS = "warns"  # it may be forbidden: a person looks


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """Why words are not for WhatsApp, and what to do instead, at level B1."""

    kind: str
    """The forbidden purpose that they point to, or `PERSONAL_NUMBER`."""
    reason_nl: str
    reason_en: str
    advice_nl: str
    advice_en: str
    rule: Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Words in a text that point to a forbidden use: `text[start:end]`."""

    text: str
    start: int
    end: int
    severity: Severity
    ground: Ground

    @property
    def kind(self) -> str:
        """The forbidden purpose that the words point to, or `PERSONAL_NUMBER`."""
        return self.ground.kind

    @property
    def phrase(self) -> str:
        """The words themselves."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """What stands before the words."""
        return self.text[: self.start]

    @property
    def after(self) -> str:
        """What stands after the words."""
        return self.text[self.end :]

    @property
    def blocks(self) -> bool:
        """Whether the text may not be sent as it is."""
        return self.severity is Severity.BLOCKS
