"""For what a licence was on each of its days, as its history tells."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.people import actor_of

from bode.basics import now
from bode.licensing.granting import put_in_force
from bode.licensing.licence_bounds import withdraw_purpose
from bode.licensing.licence_history import Grounds
from bode.licensing.licence_states import Cause, LicenceParty
from bode.licensing.licence_terms import Change, Stretch, list_licence_terms, stretches
from bode.licensing.models import Licence
from bode.organisations.models import Person
from bode.organisations.tenancy import scope

MARCH, MAY, JUNE, JULY = (date(2025, month, 1) for month in (3, 5, 6, 7))


def added(day: date, *codes: str) -> Change:
    return Change(day, codes, ())


def taken_out(day: date, *codes: str) -> Change:
    return Change(day, (), codes)


def stretch(first_day: date, until: date | None, *purposes: str) -> Stretch:
    return Stretch(first_day=first_day, until=until, purposes=purposes)


def test_a_licence_that_never_changed_is_one_stretch() -> None:
    assert stretches(MARCH, JULY, ["permits"], []) == [stretch(MARCH, JULY, "permits")]


def test_each_day_has_the_purposes_that_held_on_it() -> None:
    changes = [added(MAY, "crisis"), taken_out(JUNE, "permits")]

    assert stretches(MARCH, JULY, ["crisis"], changes) == [
        stretch(MARCH, MAY, "permits"),
        stretch(MAY, JUNE, "crisis", "permits"),
        stretch(JUNE, JULY, "crisis"),
    ]


def test_of_a_day_with_several_changes_counts_with_which_it_ended() -> None:
    changes = [added(MAY, "crisis"), taken_out(MAY, "crisis"), added(MAY, "tourism")]

    assert stretches(MARCH, None, ["permits", "tourism"], changes) == [
        stretch(MARCH, MAY, "permits"),
        stretch(MAY, None, "permits", "tourism"),
    ]


def test_what_changed_on_the_first_day_held_from_then_on() -> None:
    assert stretches(MARCH, None, ["permits"], [added(MARCH, "permits")]) == [
        stretch(MARCH, None, "permits")
    ]


@pytest.mark.django_db
def test_what_is_added_and_taken_out_is_told_from_its_day_on(
    licence: Licence, alice: Person, dora: Person
) -> None:
    began = now() - timedelta(days=400)
    grounds = Grounds(by=LicenceParty.MUNICIPALITY, cause=Cause.OTHER, evidence="Zie de brief.")
    with scope(licence.municipality_id):
        Licence.objects.filter(id=licence.id).update(valid_from=began)
        put_in_force(actor_of(dora), licence.application, ["tourism"])
        withdraw_purpose(actor_of(alice), licence.id, "permits", grounds)
        [term] = list_licence_terms()

    before, after = term.stretches
    assert {"permits", "tourism"}.intersection(before.purposes) == {"permits"}
    assert {"permits", "tourism"}.intersection(after.purposes) == {"tourism"}
    assert (before.until, after.until) == (after.first_day, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "until"),
    [
        ({"status": "suspended", "suspended_by": ["provider"]}, None),
        ({"valid_to": datetime.fromisoformat("2030-01-01T00:00+01:00")}, date(2030, 1, 1)),
        (
            {"status": "ended", "ended_at": datetime.fromisoformat("2025-07-01T12:00+02:00")},
            JULY,
        ),
    ],
)
def test_a_suspended_licence_goes_on_and_an_end_is_told_once_it_is_known(
    licence: Licence, facts: dict[str, Any], until: date | None
) -> None:
    with scope(licence.municipality_id):
        Licence.objects.filter(id=licence.id).update(**facts)

        assert [term.until for term in list_licence_terms()] == [until]
