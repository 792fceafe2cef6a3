"""What another key of a number takes away, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from tests.people import actor_of
from tests.simulator.running import eventually

from bode.basics import now
from bode.licensing.accounts import lock
from bode.licensing.actions import stop_number
from bode.licensing.error_notices import record_error
from bode.licensing.models import Account, PhoneNumber
from bode.licensing.numbers import change_key, connect_number
from bode.licensing.standing import AccountStatus
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def change(number: PhoneNumber, dora: Person) -> None:
    with scope(number.provider_id):
        change_key(actor_of(dora), number.id, "another-key")


def stop(number: PhoneNumber, code: int) -> None:
    with every_tenant("a test's world"):
        stop_number(number.id, code)


def meet(number: PhoneNumber, code: int) -> None:
    with every_tenant("a test's world"):
        record_error(number, code, now(), was_template=False)


def ban(number: PhoneNumber) -> None:
    with every_tenant("a test's world"), transaction.atomic():
        lock(number.municipality_id, number.provider_id, number.account_id)
        Account.objects.update(status=AccountStatus.BANNED)


def stopped_by(number: PhoneNumber) -> int | None:
    with every_tenant("a test looks at everything"):
        return PhoneNumber.objects.get(id=number.id).stopped_code


@pytest.mark.parametrize("code", [0, 3, 10, 190, 200, 299, 131005])
def test_what_the_old_key_lacked_stops_the_number_no_more(
    number: PhoneNumber, dora: Person, code: int
) -> None:
    stop(number, code)
    change(number, dora)

    assert stopped_by(number) is None


@pytest.mark.parametrize("code", [33, 368, 131031, 131037, 131042, 133010])
def test_what_no_key_can_cure_still_stops_it(number: PhoneNumber, dora: Person, code: int) -> None:
    stop(number, code)
    change(number, dora)

    assert stopped_by(number) == code


def test_another_key_pays_for_nothing(number: PhoneNumber, dora: Person) -> None:
    meet(number, 131042)
    change(number, dora)

    assert stopped_by(number) == 131042
    with every_tenant("a test looks at everything"):
        assert Account.objects.get().payment_missing_since is not None


def test_a_number_of_a_banned_account_stands_still_for_that(
    number: PhoneNumber, dora: Person
) -> None:
    stop(number, 190)
    ban(number)
    change(number, dora)

    assert stopped_by(number) == 131031


def test_what_was_asked_with_the_old_key_does_not_stop_the_new_one(
    number: PhoneNumber, dora: Person
) -> None:
    asked_at = now() - timedelta(seconds=1)
    stop(number, 190)
    change(number, dora)
    with every_tenant("a test's world"):
        record_error(number, 190, asked_at, was_template=False)

    assert stopped_by(number) is None


def test_a_number_that_is_connected_again_does_not_run_while_its_account_is_banned(
    number: PhoneNumber, dora: Person
) -> None:
    stop(number, 190)
    ban(number)
    connect_again(number, dora)

    assert stopped_by(number) == 131031


def connect_again(number: PhoneNumber, dora: Person) -> None:
    with scope(number.provider_id):
        connect_number(
            actor_of(dora),
            number.licence_id,
            platform_id=number.platform_id,
            account_id=number.account_id,
            display_number=number.display_number,
            access_token="another-key",
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("do", [change, connect_again])
def test_the_account_is_locked_before_its_number_as_everywhere(
    number: PhoneNumber, dora: Person, do: Callable[[PhoneNumber, Person], None]
) -> None:
    """Else this and news of the account could wait for one another."""

    def meanwhile() -> None:
        try:
            do(number, dora)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with every_tenant("a test's world"), transaction.atomic():
            lock(number.municipality_id, number.provider_id, number.account_id)
            waiting = pool.submit(meanwhile)
            eventually(is_waited_for)
            PhoneNumber.objects.select_for_update(nowait=True).get(id=number.id)
        waiting.result()


def is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return bool(cursor.fetchone()[0])
