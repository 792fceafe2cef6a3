"""VNG keeps up the municipalities: new ones, and mergers announced, confirmed or called off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from tests.people import actor_of, join

from bode.organisations import mergers
from bode.organisations.actors import Actor
from bode.organisations.errors import CodeTaken, MergerNotOpen, MergerRefused, NotAllowed
from bode.organisations.models import (
    Mail,
    MergerStatus,
    Municipality,
    Organisation,
    OrganisationKind,
    Person,
    Province,
)
from bode.organisations.municipalities import access_municipality, add_municipality
from bode.organisations.standing import find_end, list_there
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy import audit

NEW_YEAR = date(2027, 1, 1)
WIJDEMEREN, HILVERSUM, WEESP = "GM1696", "GM0402", "GM0457"


@pytest.fixture
def mona(vng: Organisation, municipalities: None) -> Actor:
    return actor_of(join(vng, "Mona", "monitor"))


def there(day: date) -> set[str]:
    return {each.code for each in list_there(OrganisationKind.MUNICIPALITY, day)}


def statuses(code: str) -> list[str]:
    found = Municipality.objects.get(organisation__code=code).successions
    return sorted(found.values_list("status", flat=True))


def test_what_is_confirmed_ends_the_day_before_and_not_sooner(mona: Actor) -> None:
    mergers.confirm(mona, WIJDEMEREN)

    assert access_municipality(WIJDEMEREN).valid_to == date(2026, 12, 31)
    assert {WIJDEMEREN, HILVERSUM} <= there(date(2026, 12, 31))
    assert there(NEW_YEAR) & {WIJDEMEREN, HILVERSUM} == {HILVERSUM}


def test_the_end_names_who_came_after(mona: Actor) -> None:
    ended = find_end(access_municipality(WEESP).organisation, date(2022, 3, 24))

    assert ended is not None
    assert (ended.last_day, ended.successors) == (date(2022, 3, 23), ("Amsterdam",))
    assert find_end(access_municipality(WEESP).organisation, date(2022, 3, 23)) is None


def test_its_administrators_hear_that_it_is_confirmed(mona: Actor) -> None:
    join(access_municipality(WIJDEMEREN).organisation, "Wil", "administrator")

    mergers.confirm(mona, WIJDEMEREN)

    with every_tenant("a test looks at everything"):
        assert Mail.objects.get().subject == "Wijdemeren gaat op 1 januari 2027 op in Hilversum"


def test_it_stands_in_the_trail_of_both(mona: Actor) -> None:
    mergers.confirm(mona, WIJDEMEREN)

    for organisation_id in (mona.organisation_id, access_municipality(WIJDEMEREN).pk):
        with scope(organisation_id):
            assert audit.list_entries()[0].what == "merger.confirm"


def test_what_is_called_off_can_be_announced_anew(mona: Actor) -> None:
    mergers.cancel(mona, WIJDEMEREN)
    mergers.announce(mona, WIJDEMEREN, successors=[HILVERSUM], on=date(2028, 1, 1))

    assert statuses(WIJDEMEREN) == [MergerStatus.ANNOUNCED, MergerStatus.CANCELLED]


def test_a_confirmed_merger_is_called_off_only_before_its_day(mona: Actor) -> None:
    mergers.announce(mona, "GM0014", successors=["GM1969"], on=localdate() + timedelta(days=1))
    mergers.confirm(mona, "GM0014")
    mergers.cancel(mona, "GM0014")

    assert access_municipality("GM0014").valid_to is None
    with pytest.raises(MergerNotOpen):
        mergers.cancel(mona, WEESP)


def test_only_what_was_announced_can_be_confirmed(mona: Actor) -> None:
    with pytest.raises(MergerNotOpen):
        mergers.confirm(mona, "GM0014")
    with pytest.raises(MergerNotOpen):
        mergers.confirm(mona, WEESP)


@pytest.mark.parametrize(
    ("successors", "on", "reason"),
    [
        ([], NEW_YEAR, "no_heir"),
        (["GM0014"], NEW_YEAR, "itself"),
        ([WEESP], NEW_YEAR, "not_there"),
        (["GM0000"], NEW_YEAR, "not_there"),
        (["GM1992"], date(2022, 12, 31), "not_there"),
        (["GM1992"], date.min, "not_there"),
        (["GM1992"], date.max, "not_there"),
    ],
)
def test_a_merger_that_cannot_be_is_refused(
    mona: Actor, successors: list[str], on: date, reason: str
) -> None:
    with pytest.raises(MergerRefused) as refused:
        mergers.announce(mona, "GM0014", successors=successors, on=on)

    assert refused.value.reason == reason


def test_a_municipality_has_one_plan_at_a_time(mona: Actor) -> None:
    with pytest.raises(MergerRefused) as refused:
        mergers.announce(mona, WIJDEMEREN, successors=["GM0363"], on=NEW_YEAR)

    assert refused.value.reason == "planned"


def test_a_new_municipality_is_there_from_its_first_day_and_can_inherit(mona: Actor) -> None:
    add_municipality(
        mona, code="GM1999", name="Gooi", province=Province.NOORD_HOLLAND, valid_from=NEW_YEAR
    )
    mergers.cancel(mona, WIJDEMEREN)
    mergers.announce(mona, WIJDEMEREN, successors=["GM1999"], on=NEW_YEAR)

    assert "GM1999" not in there(date(2026, 12, 31))
    assert "GM1999" in there(NEW_YEAR)


def test_a_code_is_given_once(mona: Actor) -> None:
    with pytest.raises(CodeTaken):
        add_municipality(
            mona, code="GM0014", name="Nog een", province=Province.DRENTHE, valid_from=None
        )


def test_municipalities_and_bsps_do_not_keep_this_up(
    alice: Person, dora: Person, municipalities: None
) -> None:
    for person in (alice, dora):
        with pytest.raises(NotAllowed):
            mergers.confirm(actor_of(person), WIJDEMEREN)
        with pytest.raises(NotAllowed):
            mergers.cancel(actor_of(person), WIJDEMEREN)
        with pytest.raises(NotAllowed):
            mergers.announce(actor_of(person), "GM0014", successors=[HILVERSUM], on=NEW_YEAR)
