"""What the platform tells of a template: its review, quality, category and texts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bode.basics import now
from bode.licensing.numbers import read_templates
from bode.licensing.platform_templates import (
    set_template_category,
    set_template_quality,
    set_template_status,
)
from bode.licensing.queries import find_number_in_account
from bode.licensing.template_notices import record_template_notice
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import TemplateCategory, TemplateEvent, TemplateQuality, TemplateStatus


def record_template_news(event: TemplateEvent, provider: str) -> None:
    """Take it over. Where the news does not tell enough, all of the account's are read anew."""
    with every_tenant("templates are named by the platform's account alone"), transaction.atomic():
        number = find_number_in_account(event.waba_id, provider=provider)
        if number is None:
            return
        if isinstance(event, TemplateStatus):
            record_template_notice(number, event, _at(event))
        if not _take_over(event):
            read_templates(number)


def _take_over(event: TemplateEvent) -> bool:
    which = (event.waba_id, event.name or "", event.language or "")
    at = _at(event)
    match event:
        case TemplateStatus():
            reason = event.rejection_reason or event.reason
            word = event.event.upper()
            return set_template_status(*which, word, at, reason=reason, category=event.category)
        case TemplateCategory():
            # One that is only announced counts when it comes: until then the old one is right.
            return set_template_category(*which, event.category, at)
        case TemplateQuality():
            return set_template_quality(*which, event.score, at)
    return False


def _at(event: TemplateEvent) -> datetime:
    return min(event.told_at or now(), now())
