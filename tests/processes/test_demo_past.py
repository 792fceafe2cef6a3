"""What the demo's reports tell of from the start."""

from __future__ import annotations

import pytest
from tests.people import actor_of

from bode.basics import day_of, now
from bode.conversations.models import Conversation
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.processes.demo_past import make_past
from bode.reports.choosing import Choice
from bode.reports.periods import month_of
from bode.reports.report import Report

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_past_and_nothing_that_waits(
    alice: Person, municipality: Organisation, number: PhoneNumber, in_scope: None
) -> None:
    make_past(actor_of(alice), [actor_of(alice)], number)
    former = month_of(day_of(now())).before
    report = Report(municipality.id, Choice(period=former))

    assert not Conversation.objects.exclude(status="closed").exists()
    assert len(report.began) > 20
    assert report.first_answers.median is not None
    assert report.kept
    assert report.satisfied_percent is not None
    assert not Conversation.objects.filter(closed_at__gt=now()).exists()
