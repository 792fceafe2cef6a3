"""Bad news may come after the good news that made an end of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.licensing.test_accounts import DISPLAY, open_notices, tell, update

from bode.basics import now
from bode.licensing.models import PhoneNumber

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def test_bad_news_is_no_open_notice_when_newer_news_of_the_same_was_told(
    number: PhoneNumber,
) -> None:
    for decision, at in [("APPROVED", now()), ("REJECTED", now() - timedelta(hours=2))]:
        name = {"decision": decision, "requested_verified_name": "Proefstad"}
        tell("phone_number_name_update", {"display_phone_number": DISPLAY, **name}, at)

    assert open_notices(number) == []


def test_bad_news_is_no_open_notice_when_it_was_undone_since(number: PhoneNumber) -> None:
    update("ACCOUNT_RECONNECTED")
    update("ACCOUNT_OFFBOARDED", at=now() - timedelta(hours=2))

    assert open_notices(number) == []


def test_bad_news_is_an_open_notice_when_only_something_else_was_told_since(
    number: PhoneNumber,
) -> None:
    update("ACCOUNT_RECONNECTED")
    update("ACCOUNT_VIOLATION", at=now() - timedelta(hours=2))

    assert open_notices(number) == ["ACCOUNT_VIOLATION"]
