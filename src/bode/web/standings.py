"""Why templates stand as they do, as pages show it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bode.licensing.models import PlatformNotice, Template
from bode.licensing.template_notices import news_of, paused_until, why_they_stand
from bode.whatsapp import News


@dataclass(frozen=True, kw_only=True)
class Why:
    """What the platform told of a template: what it means, until when, and its own advice."""

    language: str
    news: News
    told_at: datetime
    until: datetime | None
    recommendation: str


def explain_standings(templates: Collection[Template]) -> dict[UUID, Why]:
    """Why these templates stand as they do, of those of which the platform told it."""
    return {key: why_of(notice) for key, notice in why_they_stand(templates).items()}


def why_of(notice: PlatformNotice) -> Why:
    """What a notice of a template says."""
    return Why(
        language=str(notice.facts.get("language") or ""),
        news=news_of(notice),
        told_at=notice.told_at,
        until=paused_until(notice),
        recommendation=str(notice.facts.get("recommendation") or ""),
    )
