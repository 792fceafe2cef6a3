"""PostgreSQL itself keeps tenants apart, whatever the code above it forgets."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from asgiref.sync import sync_to_async
from django.db import IntegrityError, ProgrammingError, connection, transaction

from bode.licensing.models import Application, Licence
from bode.organisations.connecting import connect_for_everyone
from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant, organisation_in_scope, scope

pytestmark = pytest.mark.django_db


def visible() -> int:
    """How many licences a query sees that forgets every filter."""
    return Licence.objects.count()


def draft(municipality: Organisation, provider: Organisation) -> Application:
    return Application.objects.create(
        municipality=municipality, provider=provider, route="bsp", status="draft"
    )


class TestAQuery:
    def test_outside_a_scope_finds_nothing(self, licence: Licence) -> None:
        assert visible() == 0

    def test_finds_what_is_the_municipalitys_own(self, licence: Licence) -> None:
        with scope(licence.municipality_id):
            assert visible() == 1

    def test_finds_what_is_the_providers_own(self, licence: Licence) -> None:
        with scope(licence.provider_id):
            assert visible() == 1

    def test_finds_nothing_of_another_municipality(
        self, licence: Licence, other_municipality: Organisation
    ) -> None:
        with scope(other_municipality.id):
            assert visible() == 0

    def test_finds_nothing_of_another_provider(self, licence: Licence) -> None:
        stranger = Organisation.objects.create(kind="provider", code="ander", name="Ander")

        with scope(stranger.id):
            assert visible() == 0

    def test_finds_nothing_for_the_union(self, licence: Licence) -> None:
        vng = Organisation.objects.create(kind="vng", code="vng-proef", name="VNG")

        with scope(vng.id):
            assert visible() == 0

    def test_finds_everything_where_a_reason_is_given(self, licence: Licence) -> None:
        with every_tenant("a test"):
            assert visible() == 1

    def test_in_plain_sql_finds_no_more(self, licence: Licence) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM licensing_licence")
            assert cursor.fetchone() == (0,)

    def test_by_copy_finds_no_more(self, licence: Licence) -> None:
        with scope(licence.municipality_id), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY (SELECT id FROM licensing_licence) TO STDOUT") as rows,
        ):
            assert list(rows) == []

    def test_on_a_cursor_of_a_scope_that_ended_finds_nothing(self, licence: Licence) -> None:
        with scope(licence.municipality_id):
            cursor = connection.cursor()
        cursor.execute("SELECT count(*) FROM licensing_licence")

        assert cursor.fetchone() == (0,)

    def test_runs_as_a_role_that_row_security_holds_for(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            )
            assert cursor.fetchone() == (False,)


class TestAWrite:
    def test_outside_a_scope_fails(
        self, municipality: Organisation, provider: Organisation
    ) -> None:
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            draft(municipality, provider)

    def test_in_anothers_name_fails(
        self, municipality: Organisation, provider: Organisation, other_municipality: Organisation
    ) -> None:
        with (
            scope(other_municipality.id),
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            draft(municipality, provider)

    def test_can_not_give_a_row_away(
        self, licence: Licence, other_municipality: Organisation
    ) -> None:
        with (
            scope(licence.municipality_id),
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            Licence.objects.update(municipality=other_municipality, provider=other_municipality)

    @pytest.mark.parametrize(
        "change",
        [lambda: Licence.objects.update(status="ended"), lambda: Licence.objects.all().delete()[0]],
    )
    def test_changes_nothing_of_others(
        self, change: Callable[[], int], licence: Licence, other_municipality: Organisation
    ) -> None:
        with scope(other_municipality.id):
            assert change() == 0
        with scope(licence.municipality_id):
            assert Licence.objects.get().status == "active"


class TestAScope:
    def test_within_another_hides_the_other(
        self, licence: Licence, other_municipality: Organisation
    ) -> None:
        with scope(licence.municipality_id):
            with scope(other_municipality.id):
                assert visible() == 0
            assert visible() == 1

    def test_ends_with_an_error(self, licence: Licence) -> None:
        with pytest.raises(ValueError), scope(licence.municipality_id):
            raise ValueError

        assert visible() == 0

    def test_ends_with_an_error_of_the_database(self, licence: Licence) -> None:
        with pytest.raises(IntegrityError), scope(licence.municipality_id), transaction.atomic():
            Licence.objects.create(
                municipality_id=licence.municipality_id,
                provider_id=licence.provider_id,
                application_id=licence.application_id,
                purposes=[],
                status="active",
                valid_from=licence.valid_from,
            )

        assert visible() == 0

    def test_that_a_failed_statement_ends_gives_way_to_the_outer_one(
        self, licence: Licence, other_municipality: Organisation
    ) -> None:
        with scope(licence.municipality_id):
            with (
                pytest.raises(ProgrammingError),
                transaction.atomic(),
                scope(other_municipality.id),
                connection.cursor() as cursor,
            ):
                cursor.execute("SELECT nothing_like_it")
            assert visible() == 1

    def test_survives_a_rollback_that_takes_back_what_postgresql_was_told(
        self, licence: Licence
    ) -> None:
        with transaction.atomic():
            with scope(licence.municipality_id):
                visible()
            transaction.set_rollback(True)
        with scope(licence.municipality_id):
            assert visible() == 1


@pytest.mark.django_db(transaction=True)
class TestWhereTheCodeRuns:
    """Requests take turns on threads, and on the connections of the pool."""

    def test_a_connection_from_the_pool_forgets_whose_it_was(self, licence: Licence) -> None:
        with scope(licence.municipality_id):
            assert visible() == 1
            connection.close()  # back into the pool, in the middle of the scope

        assert visible() == 0

    def test_the_next_request_does_not_see_what_the_last_one_saw(self, licence: Licence) -> None:
        with ThreadPoolExecutor(max_workers=1) as one_thread:
            assert one_thread.submit(_in_scope, licence.municipality_id).result() == 1
            assert one_thread.submit(_and_close, visible).result() == 0

    def test_a_thread_starts_outside_any_scope(self, licence: Licence) -> None:
        seen: list[int] = []
        with scope(licence.municipality_id):
            thread = threading.Thread(target=lambda: seen.append(_and_close(visible)))
            thread.start()
            thread.join()

        assert seen == [0]

    async def test_a_scope_reaches_the_thread_in_which_its_queries_run(
        self, licence: Licence
    ) -> None:
        with scope(licence.municipality_id):
            assert await sync_to_async(visible)() == 1
            assert await asyncio.to_thread(_and_close, visible) == 1

    async def test_a_scope_that_ended_elsewhere_has_ended_in_that_thread_too(
        self, licence: Licence
    ) -> None:
        with scope(licence.municipality_id):
            await sync_to_async(visible)()  # the connection stays open, told of the scope

        assert await sync_to_async(visible)() == 0

    async def test_tasks_side_by_side_each_keep_their_own(
        self, licence: Licence, other_municipality: Organisation
    ) -> None:
        async def look(organisation_id: UUID) -> list[int]:
            seen = []
            with scope(organisation_id):
                for _ in range(5):
                    seen.append(await sync_to_async(visible)())
                    await asyncio.sleep(0)
            return seen

        mine, theirs = await asyncio.gather(
            look(licence.municipality_id), look(other_municipality.id)
        )

        assert mine == [1] * 5
        assert theirs == [0] * 5

    async def test_the_hot_paths_see_everyone_under_the_ordinary_role(
        self, licence: Licence
    ) -> None:
        async with await connect_for_everyone("bode test") as opened:
            cursor = await opened.execute(
                "SELECT (SELECT count(*) FROM licensing_licence),"
                " (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)"
            )
            assert await cursor.fetchone() == (1, False)


def _in_scope(organisation_id: UUID) -> int:
    with scope(organisation_id):
        return _and_close(visible)


def _and_close(look: Callable[[], int]) -> int:
    try:
        return look()
    finally:
        connection.close()


def test_the_organisation_in_scope_is_known_to_queries_that_want_an_index(
    municipality: Organisation,
) -> None:
    assert organisation_in_scope() is None
    with scope(municipality.id):
        assert organisation_in_scope() == municipality.id
    with every_tenant("a test"):
        assert organisation_in_scope() is None
