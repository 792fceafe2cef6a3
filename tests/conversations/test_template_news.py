"""What the platform tells of a template is taken over at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.account_samples import ACCOUNT_FIELDS
from tests.conftest import REMINDER
from tests.webhook_samples import webhook

from bode.basics import now
from bode.conversations.numbers import Numbers
from bode.conversations.recording import record
from bode.licensing.models import PhoneNumber, PlatformNotice, Template
from bode.licensing.platform_templates import store_templates
from bode.organisations.tenancy import every_tenant
from bode.whatsapp import (
    TemplateCategory,
    TemplateComponents,
    TemplateEvent,
    TemplateQuality,
    TemplateStatus,
    parse_webhook,
)

Told = tuple[type[TemplateEvent], dict[str, str]]

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
    "template_unarchived": is_read_anew,
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


LATER = now()
EARLIER = LATER - timedelta(days=2)


@pytest.mark.parametrize(
    ("newer", "older", "fact"),
    [
        (
            (TemplateStatus, {"event": "PAUSED"}),
            (TemplateStatus, {"event": "APPROVED"}),
            ("status", "PAUSED"),
        ),
        (
            (TemplateStatus, {"event": "REJECTED", "reason": "SCAM"}),
            (TemplateStatus, {"event": "REJECTED", "reason": "PROMOTIONAL"}),
            ("rejected_reason", "SCAM"),
        ),
        (
            (TemplateCategory, {"category": "MARKETING"}),
            (TemplateCategory, {"category": "UTILITY"}),
            ("category", "MARKETING"),
        ),
        (
            (TemplateCategory, {"category": "MARKETING"}),
            (TemplateStatus, {"event": "APPROVED", "category": "UTILITY"}),
            ("category", "MARKETING"),
        ),
        (
            (TemplateQuality, {"score": "RED"}),
            (TemplateQuality, {"score": "GREEN"}),
            ("quality", "RED"),
        ),
    ],
    ids=["status", "reason", "category", "category of an approval", "quality"],
)
def test_news_that_comes_after_newer_news_changes_nothing(
    number: PhoneNumber, newer: Told, older: Told, fact: tuple[str, str]
) -> None:
    (kind, told), (older_kind, older_told) = newer, older
    tell(number, kind, told_at=LATER, **told)
    template = tell(number, older_kind, told_at=EARLIER, **older_told)

    assert getattr(template, fact[0]) == fact[1]


def test_bad_news_that_comes_after_newer_news_is_no_open_notice(number: PhoneNumber) -> None:
    tell(number, TemplateStatus, event="APPROVED", told_at=LATER)
    tell(number, TemplateStatus, event="PAUSED", told_at=EARLIER)

    with every_tenant("a test looks at everything"):
        assert not PlatformNotice.objects.filter(handled_at=None).exists()


def test_older_news_of_another_fact_counts(number: PhoneNumber) -> None:
    tell(number, TemplateStatus, event="PAUSED", told_at=LATER)
    template = tell(number, TemplateQuality, score="RED", told_at=EARLIER)

    assert (template.status, template.quality) == ("PAUSED", "RED")


def test_late_news_that_would_allow_more_than_we_read_since_has_us_read_again(
    number: PhoneNumber,
) -> None:
    with every_tenant("a test's world"):
        store_templates(number, [replace(REMINDER, status="PAUSED")], now())
    late = tell(number, TemplateStatus, event="APPROVED", told_at=EARLIER)

    assert late.status == "PAUSED"
    assert is_read_anew()


def test_what_was_told_after_we_asked_stays(number: PhoneNumber) -> None:
    asked_at = now() - timedelta(seconds=5)
    tell(number, TemplateStatus, event="PAUSED", told_at=now() - timedelta(seconds=2))
    with every_tenant("a test's world"):
        store_templates(number, [REMINDER], asked_at)

    assert template().status == "PAUSED"


def test_a_template_that_is_approved_as_marketing_is_marketing_at_once(
    number: PhoneNumber,
) -> None:
    template = tell(number, TemplateStatus, event="APPROVED", category="MARKETING")

    assert (template.category, template.category_before) == ("MARKETING", "UTILITY")


def test_another_providers_webhook_changes_nothing(number: PhoneNumber) -> None:
    number.provider.code = "ander"
    template = tell(number, TemplateStatus, event="PAUSED")

    assert template.status == "APPROVED"
