"""Without a means of payment, what costs money waits; the same however the platform tells it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.conversations.street import Citizen, report
from tests.conversations.test_sending import consent, reminder, text

from bode.basics import now
from bode.conversations.models import Message
from bode.conversations.sending import send
from bode.licensing import standing
from bode.licensing.accounts import lift_unpaid, resume_account
from bode.licensing.error_notices import record_error
from bode.licensing.models import Account, PhoneNumber
from bode.licensing.notices import list_notices
from bode.licensing.numbers import resume_number
from bode.licensing.standing import PAYMENT_MISSING, Trait
from bode.organisations.actors import Actor

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("in_scope", "number", "no_jobs"),
]

Fail = Callable[[PhoneNumber, Message, datetime], None]


def by_status(number: PhoneNumber, message: Message, at: datetime) -> None:
    """The platform took the message, and tells later that it failed."""
    report("wamid.FAILS", "failed", at, message.id, errors=[{"code": PAYMENT_MISSING}])


def by_refusal(number: PhoneNumber, message: Message, at: datetime) -> None:
    """The platform refused the message in its answer."""
    was_template = message.type == "template"
    record_error(number, PAYMENT_MISSING, at, was_template=was_template)


BOTH = pytest.mark.parametrize("fail", [by_status, by_refusal])


@pytest.fixture
def answer(citizen: Citizen, agent: Actor) -> Message:
    citizen.write()
    return send(agent, text())


@pytest.fixture
def template(citizen: Citizen, agent: Actor) -> Message:
    citizen.write()
    consent(agent)
    return send(agent, reminder())


def stopped_by(number: PhoneNumber) -> int | None:
    number.refresh_from_db()
    return number.stopped_code


@BOTH
def test_a_template_that_is_not_paid_for_withholds_templates_alone(
    number: PhoneNumber, template: Message, fail: Fail
) -> None:
    fail(number, template, now())

    assert Account.objects.get().withheld == Trait.TEMPLATE
    assert stopped_by(number) is None
    assert [notice.event for notice in list_notices()] == [str(PAYMENT_MISSING)]


@BOTH
def test_an_answer_that_is_not_paid_for_keeps_the_number_from_losing_more_of_them(
    number: PhoneNumber, answer: Message, fail: Fail
) -> None:
    fail(number, answer, now())

    assert stopped_by(number) == PAYMENT_MISSING
    assert Account.objects.get().withheld == Trait.TEMPLATE


def test_a_number_of_the_same_account_with_free_answers_left_goes_on(
    number: PhoneNumber, answer: Message
) -> None:
    other = PhoneNumber.objects.get(id=number.id)
    other.pk, other.platform_id = None, "300000000000002"
    other.save(force_insert=True)

    by_status(number, answer, now())

    assert stopped_by(other) is None


@BOTH
def test_answers_go_again_when_a_new_month_makes_them_free(
    number: PhoneNumber, answer: Message, fail: Fail
) -> None:
    fail(number, answer, now())
    lift_unpaid()
    assert stopped_by(number) == PAYMENT_MISSING

    a_month_ago = standing.month_of(now()) - timedelta(seconds=1)
    PhoneNumber.objects.update(stopped_at=a_month_ago)
    lift_unpaid()

    assert stopped_by(number) is None
    assert Account.objects.get().withheld == Trait.TEMPLATE


def test_a_new_month_frees_no_number_of_an_account_that_was_banned_meanwhile(
    number: PhoneNumber, answer: Message
) -> None:
    by_status(number, answer, now())
    Account.objects.update(status=standing.AccountStatus.BANNED)
    PhoneNumber.objects.update(stopped_at=standing.month_of(now()) - timedelta(seconds=1))
    lift_unpaid()

    assert stopped_by(number) == standing.ACCOUNT_LOCKED


def test_an_answer_of_last_month_says_nothing_of_this_months_free_ones(
    number: PhoneNumber, answer: Message
) -> None:
    by_status(number, answer, standing.month_of(now()) - timedelta(seconds=1))

    assert stopped_by(number) is None
    assert Account.objects.get().withheld == Trait.TEMPLATE


@BOTH
def test_all_goes_again_once_someone_says_that_it_is_paid(
    number: PhoneNumber, agent: Actor, answer: Message, fail: Fail
) -> None:
    fail(number, answer, now())
    resume_account(agent, Account.objects.get().id)

    assert (stopped_by(number), Account.objects.get().withheld) == (None, 0)


def test_who_switches_the_number_on_again_says_so_too(number: PhoneNumber, answer: Message) -> None:
    by_status(number, answer, now())
    resume_number(number)

    assert (stopped_by(number), Account.objects.get().withheld) == (None, 0)


def test_a_number_that_stood_still_for_another_reason_is_not_paid_for_by_that(
    number: PhoneNumber, template: Message
) -> None:
    by_status(number, template, now())
    PhoneNumber.objects.update(stopped_code=190)
    resume_number(number)

    assert Account.objects.get().withheld == Trait.TEMPLATE


@pytest.mark.parametrize(
    ("moment", "began"),
    [
        (datetime(2026, 10, 31, 23, 30, tzinfo=UTC), datetime(2026, 10, 31, 23, tzinfo=UTC)),
        (datetime(2026, 7, 1, 1, tzinfo=UTC), datetime(2026, 6, 30, 22, tzinfo=UTC)),
        (datetime(2026, 11, 28, 12, tzinfo=UTC), datetime(2026, 10, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_month_begins_by_the_clock_of_the_netherlands(moment: datetime, began: datetime) -> None:
    assert standing.month_of(moment) == began
