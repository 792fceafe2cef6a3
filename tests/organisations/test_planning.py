"""Statements that are asked all day long are planned once for a connection."""

from __future__ import annotations

import pytest
from django.db import DataError, connection, transaction

from bode.licensing.models import Licence
from bode.organisations.models import Organisation
from bode.organisations.planning import planned_once
from bode.organisations.tenancy import scope

pytestmark = pytest.mark.django_db


def kept() -> int:
    """How many plans this connection keeps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return int(cursor.fetchone()[0])


def ask(word: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(%s)", [word])
        return str(cursor.fetchone()[0])


def test_one_plan_serves_all_values() -> None:
    before = kept()
    with planned_once():
        assert [ask(word) for word in ("Aap", "Noot'; --", "%s")] == ["aap", "noot'; --", "%s"]

    assert kept() == before + 1


def test_elsewhere_nothing_is_kept() -> None:
    before = kept()
    with planned_once():
        pass
    for word in ("a", "b", "c"):
        ask(word)

    assert kept() == before


def test_a_kept_plan_shows_each_organisation_its_own_alone(
    licence: Licence, vng: Organisation
) -> None:
    def visible() -> int:
        with planned_once():
            return len(Licence.objects.order_by("id")[:5])

    for _ in range(7):  # from the sixth time on PostgreSQL may plan for any value
        with scope(licence.municipality_id):
            assert visible() == 1
        with scope(vng.id):
            assert visible() == 0


def test_after_a_failure_the_plan_still_serves() -> None:
    def half(number: int) -> int:
        with planned_once(), connection.cursor() as cursor:
            cursor.execute("SELECT 10 / %s", [number])
            return int(cursor.fetchone()[0])

    assert half(5) == 2
    with pytest.raises(DataError), transaction.atomic():
        half(0)
    assert half(2) == 5
