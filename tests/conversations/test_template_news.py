"""What the platform tells of a template is taken over at once."""

from __future__ import annotations

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

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
    with every_tenant("a test looks at everything"):
        return Template.objects.get()


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
