"""What the platform decided, and how that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from .errors import DecisionRefused
from .models import Application, DeclaredPurpose
from .states import APPROVALS


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The platform's answer, or an objection against it, with its evidence."""

    granted: Sequence[str] | None = None
    """The purposes that it allows; None where the step says it: all, or none."""
    refusals: Mapping[str, str] = field(default_factory=dict)
    """By purpose, why it was refused."""
    decided_on: date | None = None
    told_by: str = ""
    reference: str = ""
    """Such as the number of a case, or the subject of a mail."""
    file_ids: Sequence[UUID] = ()
    answer_by: date | None = None
    """When more information must be there."""

    def as_details(self) -> dict[str, Any]:
        """For the timeline; what was not given is left out."""
        given = {
            "granted": None if self.granted is None else list(self.granted),
            "refusals": dict(self.refusals),
            "decided_on": self.decided_on and self.decided_on.isoformat(),
            "told_by": self.told_by,
            "reference": self.reference,
            "files": [str(each) for each in self.file_ids],
            "answer_by": self.answer_by and self.answer_by.isoformat(),
        }
        return {name: value for name, value in given.items() if value}


def as_told_by(transition: str, decision: Decision) -> Decision:
    """What this step decides: an approval what is granted, and a question its last day."""
    return replace(
        decision,
        granted=decision.granted if transition in APPROVALS else None,
        answer_by=decision.answer_by if transition == "ask_information" else None,
    )


def exact_step(application: Application, transition: str, decision: Decision) -> str:
    """An approval that leaves purposes out is one in part. Raises `DecisionRefused`."""
    if transition not in APPROVALS or decision.granted is None:
        if transition == "approve_in_part":
            raise DecisionRefused("purposes_missing")
        return transition
    declared = {each.code for each in application.purposes.all()}
    granted = set(decision.granted)
    if not granted <= declared:
        raise DecisionRefused("purpose_not_declared")
    if not granted:
        raise DecisionRefused("purposes_missing")
    already = {each.code for each in application.purposes.all() if each.is_granted}
    return "approve" if granted | already == declared else "approve_in_part"


def keep_grants(application: Application, transition: str, decision: Decision) -> list[str]:
    """Note the answer with each purpose; returns what is granted now. What was stays so."""
    granted = set(decision.granted or ())
    purposes = list(application.purposes.all())
    for purpose in purposes:
        purpose.is_granted = (
            transition == "approve" or bool(purpose.is_granted) or purpose.code in granted
        )
        purpose.refusal = "" if purpose.is_granted else decision.refusals.get(purpose.code, "")
    DeclaredPurpose.objects.bulk_update(purposes, ["is_granted", "refusal"])
    return [each.code for each in purposes if each.is_granted]
