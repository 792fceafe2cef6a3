"""How a broadcast was sent without approval, for programs to read: only people may do so."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from bode.broadcasts.models import EmergencyStart
from bode.broadcasts.states import Verdict

_VERDICTS = {Verdict.APPROVED: "approved", Verdict.DISAPPROVED: "disapproved"}


class EmergencyShown(BaseModel):
    """Why it was sent without approval, and what an approver said of that afterwards."""

    by: str
    at: datetime
    reason: str
    verdict: str | None = Field(description="`approved` or `disapproved`; null: not judged yet.")
    judged_by: str | None
    judged_at: datetime | None
    remark: str


def show_emergency(started: EmergencyStart | None) -> EmergencyShown | None:
    """Null for one that was approved, or has not left."""
    if started is None:
        return None
    return EmergencyShown(
        by=started.actor,
        at=started.at,
        reason=started.reason,
        verdict=_VERDICTS[Verdict(started.verdict)] if started.verdict else None,
        judged_by=started.judge or None,
        judged_at=started.judged_at,
        remark=started.remark,
    )
