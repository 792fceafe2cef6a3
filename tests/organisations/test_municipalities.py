"""The municipalities of the Netherlands: which there are on a day, and who came after whom."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from bode.organisations.models import (
    MergerStatus,
    Municipality,
    Organisation,
    Province,
    Succession,
)
from bode.organisations.municipalities import list_all, municipalities_on
from bode.organisations.seeding import seed_municipalities

pytestmark = pytest.mark.usefixtures("municipalities")


def find(code: str) -> Municipality:
    return Municipality.objects.select_related("organisation").get(organisation__code=code)


def heirs(code: str) -> set[tuple[str, str]]:
    found = Succession.objects.filter(predecessor__organisation__code=code)
    return {(each.successor.official_name, each.status) for each in found}


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2019, 12, 1), 355),
        (date(2020, 12, 31), 355),
        (date(2021, 1, 1), 352),
        (date(2022, 1, 1), 345),
        (date(2022, 3, 23), 345),
        (date(2022, 3, 24), 344),
        (date(2023, 1, 1), 342),
        (date(2026, 12, 31), 342),
    ],
)
def test_as_many_are_in_force_as_was_published(day: date, count: int) -> None:
    assert municipalities_on(day).count() == count


def test_those_of_today_have_a_province_inhabitants_and_a_place_of_their_own_on_the_map() -> None:
    today = municipalities_on(date(2026, 11, 1))

    assert today.aggregate(all=Sum("population"))["all"] == 17_590_672
    assert today.values("row", "col").distinct().count() == 342
    assert Counter(today.values_list("province", flat=True)) == {
        Province.NOORD_BRABANT: 56,
        Province.GELDERLAND: 51,
        Province.ZUID_HOLLAND: 50,
        Province.NOORD_HOLLAND: 44,
        Province.LIMBURG: 31,
        Province.UTRECHT: 26,
        Province.OVERIJSSEL: 25,
        Province.FRIESLAND: 18,
        Province.ZEELAND: 13,
        Province.DRENTHE: 12,
        Province.GRONINGEN: 10,
        Province.FLEVOLAND: 6,
    }


def test_den_haag_is_called_as_people_say_it_and_keeps_its_official_name() -> None:
    assert find("GM0518").organisation.name == "Den Haag"
    assert find("GM0518").official_name == "'s-Gravenhage"


def test_a_list_is_ordered_as_dutch_lists_are() -> None:
    names = [each.organisation.name for each in list_all()]

    place = names.index("'s-Hertogenbosch")
    assert names[place - 1 : place + 2] == ["Hengelo", "'s-Hertogenbosch", "Het Hogeland"]
    place = names.index("Súdwest-Fryslân")
    assert names[place - 1 : place + 2] == ["Stichtse Vecht", "Súdwest-Fryslân", "Terneuzen"]


def test_a_municipality_that_merged_has_a_last_day_and_an_heir() -> None:
    weesp = find("GM0457")

    assert weesp.valid_to == date(2022, 3, 23)
    assert heirs("GM0457") == {("Amsterdam", MergerStatus.CONFIRMED)}


def test_one_that_came_out_of_a_merger_has_a_first_day_and_a_larger_neighbour_has_not() -> None:
    assert find("GM1992").valid_from == date(2023, 1, 1)
    assert find("GM0363").valid_from is None


def test_a_divided_municipality_has_several_heirs() -> None:
    assert {name for name, _ in heirs("GM0788")} == {"Boxtel", "Oisterwijk", "Tilburg", "Vught"}


def test_a_merger_that_is_not_law_yet_is_announced_and_ends_nothing() -> None:
    assert heirs("GM1696") == {("Hilversum", MergerStatus.ANNOUNCED)}
    assert find("GM1696").valid_to is None


def test_putting_them_in_again_changes_nothing_and_keeps_what_was_corrected() -> None:
    Municipality.objects.filter(official_name="Weesp").update(province=Province.UTRECHT)
    Succession.objects.filter(status=MergerStatus.ANNOUNCED).delete()

    seed_municipalities()

    assert find("GM0457").province == Province.UTRECHT
    assert Municipality.objects.count() == 360
    assert not Succession.objects.filter(status=MergerStatus.ANNOUNCED).exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"province": "Holland"},
        {"province": ""},
        {"province": "Utrecht", "row": 3},
        {"province": "Utrecht", "row": 3, "col": 19},  # Groningen's place
        {"province": "Utrecht", "valid_from": date(2022, 1, 2), "valid_to": date(2022, 1, 1)},
    ],
)
def test_the_database_refuses_what_cannot_be(facts: dict[str, object]) -> None:
    made = Organisation.objects.create(kind="municipality", code="GM9999", name="Nergens")

    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.create(organisation=made, official_name="Nergens", **facts)
