"""Days and times where there is little room for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from bode.web.dates import short_day, short_time


@pytest.mark.parametrize(("language", "said"), [("nl", "29 nov 2026"), ("en", "29 Nov 2026")])
def test_a_month_is_written_as_the_language_does(language: str, said: str) -> None:
    with translation.override(language):
        assert short_day(date(2026, 11, 29)) == said


def test_of_a_moment_today_the_time_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 29, 12, tzinfo=UTC))

    with translation.override("nl"):
        assert short_time(datetime(2026, 11, 29, 14, tzinfo=UTC)) == "15:00"
        assert short_time(datetime(2026, 11, 30, 8, tzinfo=UTC)) == "30 nov 09:00"
