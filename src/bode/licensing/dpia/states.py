"""The states of a DPIA, and who may make which step. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class DpiaStatus(StrEnum):
    EMPTY = "empty"
    """Nothing was answered or uploaded."""
    IN_PROGRESS = "in_progress"
    READY = "ready"
    """Waits for the advice of the privacy officer."""
    ADVISED = "advised"
    COMPLETE = "complete"


class Way(StrEnum):
    """How the municipality gives its DPIA."""

    DOCUMENT = "document"
    QUESTIONNAIRE = "questionnaire"


class Verdict(StrEnum):
    """What the privacy officer advises."""

    POSITIVE = "positive"
    CONDITIONAL = "conditional"
    NEGATIVE = "negative"


class Outcome(StrEnum):
    """What risk a DPIA that was made elsewhere says to be left."""

    LOW = "low"
    LIMITED = "limited"
    HIGH = "high"


@dataclass(frozen=True, kw_only=True)
class Step:
    by: frozenset[str]
    """Roles within the municipality."""
    before: frozenset[DpiaStatus]
    after: DpiaStatus


_S = DpiaStatus
_WRITERS = frozenset({"administrator", "privacy_officer"})
_OPEN = frozenset({_S.EMPTY, _S.IN_PROGRESS})
STEPS: dict[str, Step] = {
    "answer": Step(by=_WRITERS, before=_OPEN, after=_S.IN_PROGRESS),
    "upload": Step(by=_WRITERS, before=_OPEN, after=_S.IN_PROGRESS),
    "offer": Step(by=_WRITERS, before=frozenset({_S.IN_PROGRESS}), after=_S.READY),
    # Where nobody is privacy officer, the administrator writes down what theirs advised.
    "advise": Step(by=_WRITERS, before=frozenset({_S.READY}), after=_S.ADVISED),
    "complete": Step(
        by=frozenset({"administrator"}), before=frozenset({_S.ADVISED}), after=_S.COMPLETE
    ),
    # What was advised about is not changed beneath the advice: it is opened again first. Other
    # purposes in the application open it too, whoever changed those.
    "reopen": Step(
        by=_WRITERS,
        before=frozenset({_S.READY, _S.ADVISED, _S.COMPLETE}),
        after=_S.IN_PROGRESS,
    ),
}


def steps_from(status: str, roles: Iterable[str]) -> list[str]:
    """The names of the steps that someone of the municipality in these roles may make now."""
    mine = frozenset(roles)
    return [
        name
        for name, step in STEPS.items()
        if status in step.before and not mine.isdisjoint(step.by)
    ]


def replay(steps: Iterable[str]) -> DpiaStatus:
    """The status to which a history of steps leads. Raises `ValueError` where it can't be one."""
    status = DpiaStatus.EMPTY
    for name in steps:
        if status not in STEPS[name].before:
            raise ValueError(f"{name} from {status}")
        status = STEPS[name].after
    return status
