"""A notice asks for attention until it is handled or its cause is over, and when it comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.licensing.test_accounts import DISPLAY, fail, open_notices, tell, update
from tests.people import actor_of

from bode.basics import now
from bode.licensing.models import PhoneNumber, PlatformNotice
from bode.licensing.notices import handle_notice, list_notices
from bode.licensing.numbers import resume_number
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.organisations.tenancy import scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def test_a_notice_is_open_until_someone_handled_it(
    number: PhoneNumber, alice: Person, bob: Person
) -> None:
    tell("security", {"display_phone_number": DISPLAY, "event": "PIN_RESET_REQUEST"})
    with scope(number.municipality_id):
        [notice] = list_notices()
        with pytest.raises(NotAllowed):
            handle_notice(actor_of(bob), notice.id)
        handle_notice(actor_of(alice), notice.id)
        handled = PlatformNotice.objects.get()

    assert open_notices(number) == []
    assert (handled.actor, handled.handled_at is not None) == ("Alice", True)


def test_what_is_met_again_after_someone_handled_it_is_open_again(
    number: PhoneNumber, alice: Person
) -> None:
    fail(131042)
    with scope(number.municipality_id):
        [notice] = list_notices()
        handle_notice(actor_of(alice), notice.id)
        PlatformNotice.objects.update(handled_at=now() - timedelta(minutes=5))
    assert open_notices(number) == []

    fail(131042)

    assert open_notices(number) == ["131042"]


def test_what_someone_says_to_be_over_asks_nothing_more(number: PhoneNumber) -> None:
    fail(190)
    assert open_notices(number) == ["190"]

    with scope(number.municipality_id):
        number.refresh_from_db()
        resume_number(number)

    assert open_notices(number) == []


def test_an_account_that_is_there_again_is_no_longer_told_to_be_deleted(
    number: PhoneNumber,
) -> None:
    update("ACCOUNT_DELETED", at=now() - timedelta(minutes=5))
    assert open_notices(number) == ["ACCOUNT_DELETED"]

    update("ACCOUNT_RECONNECTED")

    assert "ACCOUNT_DELETED" not in open_notices(number)
