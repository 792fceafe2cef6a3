"""What was answered, what is still open, and which risks are left. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .catalogue import CHOICE, CHOICES, HIGH_RISK_LEFT, TEXT, Block, Question, Section
from .matrix import Level, highest, level

TEXT_LENGTH = 8000
"""Characters, at most, of an answer in words."""

Value = str | list[str]


@dataclass(frozen=True, kw_only=True)
class WeighedRisk:
    """A risk with its level before and after the measures; None while not estimated."""

    risk: Block
    level: Level | None
    residual: Level | None


def clean(question: Question, given: Value) -> Value | None:
    """The answer as it is kept; None where it is none of the options."""
    codes = {option.code for option in question.options}
    match question.kind, given:
        case "text", str():
            return given.replace("\r\n", "\n").strip()
        case "choice", str() if given == "" or given in codes:
            return given
        case "choices", list() if codes.issuperset(given):
            return [option.code for option in question.options if option.code in given]
    return None


def problem_of(question: Question, given: Value) -> str | None:
    """Why an answer can't be kept: `unknown` or `too_long`; None where it can."""
    kept = clean(question, given)
    if kept is None:
        return "unknown"
    return "too_long" if question.kind == TEXT and len(kept) > TEXT_LENGTH else None


def weigh(sections: Sequence[Section], answers: Mapping[str, Value]) -> list[WeighedRisk]:
    """Every risk, with its levels as far as they are known."""
    return [
        WeighedRisk(
            risk=block,
            level=_level(block, answers, ""),
            residual=_level(block, answers, "residual_"),
        )
        for section in sections
        for block in section.blocks
        if block.is_risk
    ]


def highest_left(sections: Sequence[Section], answers: Mapping[str, Value]) -> Level | None:
    """The highest risk that is left after the measures; None while none was estimated."""
    return highest([each.residual for each in weigh(sections, answers) if each.residual])


def missing(sections: Sequence[Section], answers: Mapping[str, Value]) -> list[Question]:
    """The questions that must still be answered, in the order in which they are asked."""
    high = highest_left(sections, answers) is Level.HIGH
    return [
        question
        for section in sections
        for question in section.questions()
        if is_required(question, high_risk_left=high) and not answers.get(question.key)
    ]


def is_required(question: Question, *, high_risk_left: bool) -> bool:
    """Whether a question must be answered."""
    if question.required == HIGH_RISK_LEFT:
        return high_risk_left
    return bool(question.required)


def empty(question: Question) -> Value:
    """What stands for no answer."""
    return [] if question.kind == CHOICES else ""


def _level(block: Block, answers: Mapping[str, Value], which: str) -> Level | None:
    chance, impact = (
        str(answers.get(f"risk.{block.code}.{which}{part}", "")) for part in ("chance", "impact")
    )
    return level(chance, impact)


assert {TEXT, CHOICE, CHOICES} == {"text", "choice", "choices"}  # as `clean` matches them
