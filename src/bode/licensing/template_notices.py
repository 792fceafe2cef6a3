"""Why a template stands as it does, by what the platform told: kept as notices.

Newer news of the same template makes an end of what was told before.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Q

from bode.whatsapp import Acts, News, TemplateStatus, meaning_of_news

from .models import PhoneNumber, PlatformNotice, Template
from .notice_keeping import Told, keep
from .template_states import TEMPLATE_STATUSES

KIND = "TemplateStatus"
_SAYS_WHY = frozenset({"FIRST_PAUSE", "SECOND_PAUSE", "RATE_LIMITING_PAUSE"})
PAUSES = MappingProxyType({"FIRST_PAUSE": timedelta(hours=3), "SECOND_PAUSE": timedelta(hours=6)})
"""How long the platform pauses a template, by the word that it gives."""


def record_template_notice(anyone: PhoneNumber, event: TemplateStatus, at: datetime) -> None:
    """Keep why a template was paused, rejected, …; `anyone` is of its account. Twice is once."""
    title, happened = (event.title or "").upper(), event.event.upper()
    word = title if title in _SAYS_WHY else happened
    of_it = {"template": event.name or "", "language": event.language or ""}
    told = {"event": happened, "recommendation": event.recommendation, "why": event.description}
    keep(
        anyone,
        Told(
            kind=KIND,
            word=word,
            facts=of_it | {name: value for name, value in told.items() if value},
            at=at,
            news=f"{event.waba_id} {event.told_at} ".encode() + event.raw,
            asks=meaning_of_news(KIND, word).acts is not Acts.NOBODY,
        ),
        ends=Q(facts__contains=of_it),
        ended_by=Q(facts__contains=of_it),
    )


def why_they_stand(templates: Collection[Template]) -> dict[UUID, PlatformNotice]:
    """What the platform last told of these templates, where that is why they stand as they do."""
    told = PlatformNotice.objects.filter(
        account_id__in={each.account_id for each in templates},
        kind=KIND,
        facts__template__in=list({each.name for each in templates}),
    )
    # The newest comes first, so it is the one that stays.
    last = {_which(each.account_id, each.facts): each for each in reversed(told)}
    return {
        each.id: notice
        for each in templates
        if (notice := last.get((each.account_id, each.name, each.language))) is not None
        and _tells(notice, each)
    }


def list_template_notices(municipality_id: UUID, name: str) -> list[PlatformNotice]:
    """What the platform told of a municipality's templates of this name, newest first."""
    of_it = PlatformNotice.objects.filter(municipality_id=municipality_id, kind=KIND)
    return list(of_it.filter(facts__contains={"template": name})[:100])


def news_of(notice: PlatformNotice) -> News:
    """What a notice of a template means."""
    return meaning_of_news(KIND, notice.event)


def paused_until(notice: PlatformNotice) -> datetime | None:
    """When a pause ends by the platform's rule; None where it has none."""
    pause = PAUSES.get(notice.event)
    return notice.told_at + pause if pause else None


def _which(account_id: str, facts: dict[str, Any]) -> tuple[str, str, str]:
    return account_id, facts.get("template", ""), facts.get("language", "")


def _tells(notice: PlatformNotice, template: Template) -> bool:
    happened = notice.facts.get("event", "")
    if happened == "FLAGGED":
        return template.status == "APPROVED"
    return TEMPLATE_STATUSES.get(happened) == template.status != "APPROVED"
