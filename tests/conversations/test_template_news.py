"""What the platform tells of a template is taken over at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.account_samples import ACCOUNT_FIELDS
from tests.webhook_samples import webhook

from bode.conversations.numbers import Numbers
from bode.conversations.recording import record
from bode.licensing.models import PhoneNumber, Template
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import (
    TemplateCategory,
    TemplateComponents,
    TemplateEvent,
    TemplateQuality,
    TemplateStatus,
    parse_webhook,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def tell(number: PhoneNumber, kind: type[TemplateEvent], **told: Any) -> Template:
    """Have a webhook tell it; return the template as it is then."""
    event = kind(
        waba_id=number.account_id,
        template_id="7001",
        name="afspraak_herinnering",
        language="nl",
        raw=b"{}",
        **told,
    )
    record(event, Numbers(number.provider.code))
    return template()


def template() -> Template:
    with every_tenant("a test looks at everything"):
        return Template.objects.get()


def status(word: str, reason: str = "") -> Callable[[], bool]:
    return lambda: (template().status, template().rejected_reason) == (word, reason)


def is_read_anew() -> bool:
    return ProcrastinateJob.objects.exists()


EFFECTS: dict[str, Callable[[], bool]] = {
    "template_approved": status("APPROVED"),
    "template_archived": status("ARCHIVED"),
    "template_unarchived": status("APPROVED"),
    "template_deleted": status("DELETED"),
    "template_flagged": is_read_anew,
    "template_in_appeal": status("IN_APPEAL"),
    "template_locked": status("LOCKED"),
    "template_limit_exceeded": status("LIMIT_EXCEEDED"),
    "template_paused": status("PAUSED"),
    "template_pending": status("PENDING"),
    "template_pending_deletion": status("PENDING_DELETION"),
    "template_reinstated": status("APPROVED"),
    "template_disabled": status("DISABLED"),
    "template_rejected": status("REJECTED", "…"),
    "template_quality": lambda: template().quality == "YELLOW",
    "template_category": lambda: template().category == "MARKETING",
    "template_components": is_read_anew,
}


def test_every_webhook_about_templates_is_looked_at() -> None:
    assert EFFECTS.keys() == {name for name in ACCOUNT_FIELDS if name.startswith("template_")}


@pytest.mark.parametrize("name", EFFECTS)
def test_a_webhook_has_its_effect_and_twice_the_same(number: PhoneNumber, name: str) -> None:
    for _ in range(2):
        for event in parse_webhook(webhook(ACCOUNT_FIELDS[name])):
            record(event, Numbers(number.provider.code))
        assert EFFECTS[name]()


def test_a_rejection_comes_with_its_reason(number: PhoneNumber) -> None:
    template = tell(number, TemplateStatus, event="REJECTED", reason="TAG_CONTENT_MISMATCH")

    assert (template.status, template.rejected_reason) == ("REJECTED", "TAG_CONTENT_MISMATCH")


def test_an_approval_takes_the_reason_away(number: PhoneNumber) -> None:
    tell(number, TemplateStatus, event="REJECTED", reason="PROMOTIONAL")
    template = tell(number, TemplateStatus, event="APPROVED", reason="NONE")

    assert (template.status, template.rejected_reason) == ("APPROVED", "")


def test_another_category_counts_from_now_on(number: PhoneNumber) -> None:
    template = tell(number, TemplateCategory, previous="UTILITY", category="MARKETING")

    assert (template.category, template.category_before) == ("MARKETING", "UTILITY")


def test_an_announced_category_does_not_count_yet(number: PhoneNumber) -> None:
    template = tell(number, TemplateCategory, category="UTILITY", announced="MARKETING")

    assert template.category == "UTILITY"


def test_quality_is_kept(number: PhoneNumber) -> None:
    assert tell(number, TemplateQuality, previous="GREEN", score="RED").quality == "RED"


def test_texts_that_changed_are_read_from_the_platform(number: PhoneNumber) -> None:
    tell(number, TemplateComponents, body="Beste inwoner, dit is anders.")

    assert ProcrastinateJob.objects.get().args == {"number_id": str(number.id)}


def test_another_providers_webhook_changes_nothing(number: PhoneNumber) -> None:
    number.provider.code = "ander"
    template = tell(number, TemplateStatus, event="PAUSED")

    assert template.status == "APPROVED"
