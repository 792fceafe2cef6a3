"""The monitor's public pages and what one can take along of them."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from bode.licensing.models import Licence, LicenceEvent
from bode.monitor.claims import Certainty, SourceKind
from bode.monitor.inventing import invent_statuses
from bode.monitor.models import Status
from bode.monitor.uses import Use
from bode.organisations.models import Municipality, Organisation
from bode.organisations.tenancy import scope

pytestmark = pytest.mark.usefixtures("municipalities")


def claim(code: str, use: Use = Use.BUSINESS_APP, **more: object) -> Status:
    """A claim of an import of today, that says so since two years ago."""
    today = timezone.localdate()
    facts = {
        "first_day": today - timedelta(days=730),
        "source_kind": SourceKind.IMPORT,
        "source_name": "Onderzoek",
        "source_day": today,
        "certainty": Certainty.LIKELY,
        "entered_by": "Mona",
    } | more
    municipality = Organisation.objects.get(code=code)
    return Status.objects.create(municipality=municipality, use=use, **facts)


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def rows(client: Client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(read(client, path).removeprefix("\ufeff"))))


def test_at_first_nothing_is_known_of_any_municipality(client: Client) -> None:
    found = rows(client, "/monitor/map.csv")

    assert len(found) == 342
    assert {row["route"] for row in found} == {"unknown"}
    assert "Van <strong>0</strong> van de 342 gemeenten" in read(client, "/monitor/")


def test_the_map_says_of_each_municipality_what_is_known_and_by_whom(client: Client) -> None:
    claim("GM0344", Use.BSP, provider="Waterlijn")

    page = read(client, "/monitor/")

    words = "Utrecht: Vergunning via een BSP, Waterlijn, bron: Bestand van VNG (Onderzoek)"
    assert f'aria-label="{words}' in page
    assert 'href="/monitor/municipalities/GM0344/"' in page
    assert 'aria-label="Zeist: Niet bekend"' in page


def test_the_filters_stand_in_the_address(client: Client) -> None:
    claim("GM0344", Use.BSP, provider="Waterlijn", purposes=["permits"])
    claim("GM0363", Use.BSP, provider="Anders", purposes=["tourism"])
    claim("GM0355")

    def codes(query: str) -> list[str]:
        return [row["code"] for row in rows(client, f"/monitor/map.csv?{query}")]

    assert codes("route=bsp") == ["GM0363", "GM0344"]
    assert codes("bsp=Waterlijn") == ["GM0344"]
    assert codes("purpose=tourism") == ["GM0363"]
    assert codes("route=business_app&province=Utrecht&size=large") == ["GM0355"]
    assert len(codes("province=Utrecht")) == 26
    assert len(codes("date=2019-12-15")) == 355


def test_a_wrong_filter_is_told_beside_its_field_and_changes_nothing(client: Client) -> None:
    page = read(client, "/monitor/?date=1999-01-01&province=Atlantis", status=422)

    assert "Kies een datum van 2013 of later" in page
    assert "Kies een van de mogelijkheden." in page
    assert read(client, "/monitor/map.csv?route=duif", status=422)
    assert read(client, "/monitor/map.exe", status=404)


def test_the_title_tells_first_what_the_filters_left(client: Client) -> None:
    for path, tab in (("", "Kaart"), ("timeline/", "Door de jaren"), ("shares/", "Verdeling")):
        page = read(client, f"/monitor/{path}?province=Utrecht")
        assert f"<title>{tab}: 26 gemeenten · Bode</title>" in page
        assert "Geen gemeente past" not in page
        assert "Geen gemeente past" in read(client, f"/monitor/{path}?route=isv")


@pytest.mark.parametrize("picture", ["map", "timeline", "shares"])
def test_each_picture_can_be_taken_along_in_four_forms(client: Client, picture: str) -> None:
    claim("GM0344")

    assert rows(client, f"/monitor/{picture}.csv")
    document = client.get(f"/monitor/{picture}.json").json()
    assert (document["licence"], document["next"]) == ("CC0-1.0", None)
    assert len(document["results"]) == len(rows(client, f"/monitor/{picture}.csv"))
    drawn = ElementTree.fromstring(read(client, f"/monitor/{picture}.svg"))
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert client.get(f"/monitor/{picture}.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize("picture", ["map", "timeline", "shares"])
def test_a_picture_that_was_taken_along_tells_what_it_is_about(
    client: Client, picture: str
) -> None:
    drawn = read(client, f"/monitor/{picture}.svg?province=Utrecht&size=large&purpose=permits")

    assert "Utrecht · 50.000 tot 100.000 inwoners · Vergunningen" in drawn


def test_open_data_name_a_municipality_as_the_government_does(client: Client) -> None:
    [utrecht] = [row for row in rows(client, "/monitor/map.csv") if row["code"] == "GM0344"]

    assert utrecht["uri"] == "https://identifier.overheid.nl/tooi/id/gemeente/gm0344"


@pytest.mark.parametrize("by", ["province", "size", "provider", "purpose"])
def test_shares_are_told_by_four_kinds_of_groups(client: Client, by: str) -> None:
    claim("GM0344", Use.BSP, provider="Waterlijn", purposes=["permits"])

    found = rows(client, f"/monitor/shares.csv?by={by}")

    assert sum(int(row["municipalities"]) for row in found) == 342
    assert read(client, f"/monitor/shares/?by={by}")


def test_the_years_tell_the_counts_of_long_ago_with_their_sources(client: Client) -> None:
    page = read(client, "/monitor/timeline/")

    assert "189 van de 355" in page
    assert "54 stoppen" in page
    assert "NU.nl" in page
    assert "WhatsApp sluit overheden uit" in page


def test_a_licence_in_bode_is_a_status_by_itself(client: Client, licence: Licence) -> None:
    Municipality.objects.create(
        organisation=licence.municipality, official_name="Proefstad", is_invented=True
    )

    page = read(client, "/monitor/municipalities/GM9911/")

    assert "Vergunning via een BSP · Proefbode" in page
    assert "Vergunning in Bode" in page
    assert "Verzonnen" in page


def test_the_purposes_of_a_licence_are_those_of_the_day_that_is_asked(
    client: Client, licence: Licence
) -> None:
    Municipality.objects.create(
        organisation=licence.municipality, official_name="Proefstad", is_invented=True
    )
    began, extended = (timezone.now() - timedelta(days=days) for days in (100, 50))
    with scope(licence.municipality_id):
        Licence.objects.update(valid_from=began, purposes=["permits", "crisis_response"])
        LicenceEvent.objects.create(
            municipality=licence.municipality,
            provider=licence.provider,
            licence=licence,
            what="extend",
            by="platform",
            status="active",
            facts={"purposes": ["crisis_response"]},
            actor="Dora",
            at=extended,
        )

    def shown(day: datetime) -> list[dict[str, str]]:
        return rows(client, f"/monitor/map.csv?route=bsp&date={timezone.localdate(day)}")

    [before], [after] = shown(extended - timedelta(days=1)), shown(extended)
    assert (before["purposes"], after["purposes"]) == ("permits", "permits crisis_response")
    first_day = timezone.localdate(began).isoformat()
    assert {(row["first_day"], row["until"]) for row in (before, after)} == {(first_day, "")}
    assert rows(client, "/monitor/map.csv?purpose=crisis_response")
    asked = f"purpose=crisis_response&date={timezone.localdate(began)}"
    assert rows(client, f"/monitor/map.csv?{asked}") == []


def test_a_municipalitys_page_tells_its_history_with_sources(client: Client) -> None:
    claim("GM0518", Use.NONE, source_url="https://voorbeeld.example/bericht")

    page = read(client, "/monitor/municipalities/GM0518/")

    assert "Geen WhatsApp" in page
    assert 'href="https://voorbeeld.example/bericht"' in page
    assert "Den Haag FM, 28-11-2019" in page
    assert read(client, "/monitor/municipalities/GM0000/", status=404)


def test_the_history_of_a_merged_municipality_is_found_from_its_successor(client: Client) -> None:
    claim("GM0457", Use.ISV, first_day="2020-01-01", until="2021-01-01", source_day="2020-06-01")

    assert "/monitor/municipalities/GM0457/" in read(client, "/monitor/municipalities/GM0363/")
    merged = read(client, "/monitor/municipalities/GM0457/")
    assert "Opgegaan in Amsterdam" in merged
    assert "Koppeling van een ISV" in merged


def test_what_may_not_be_published_or_was_withdrawn_is_not_shown(client: Client) -> None:
    claim("GM0344", is_public=False)
    claim("GM0363", withdrawn_at=timezone.now())

    assert {row["route"] for row in rows(client, "/monitor/map.csv")} == {"unknown"}


def test_a_route_alone_is_a_part_of_all_and_stands_beside_no_count_of_all_routes(
    client: Client,
) -> None:
    claim("GM0344")

    assert "<strong>1</strong> van de 342 gemeenten passen" in read(
        client, "/monitor/?route=business_app"
    )
    part = read(client, "/monitor/timeline.svg?route=business_app")
    assert "als deel van alle gemeenten" in part
    assert "53%" not in part
    assert "53%" in read(client, "/monitor/timeline.svg")
    assert rows(client, "/monitor/timeline.csv?route=business_app")[-1]["of"] == "342"


def test_what_is_invented_says_so_in_every_picture_table_and_download(client: Client) -> None:
    invent_statuses(["Waterlijn"], timezone.localdate())

    for name in ("map", "timeline", "shares"):
        assert "verzonnen" in read(client, f"/monitor/{name}.svg")
        page = "" if name == "map" else f"{name}/"
        assert "(verzonnen)" in read(client, f"/monitor/{page}")
        assert "true" in {row["invented"] for row in rows(client, f"/monitor/{name}.csv")}
    known = [row for row in rows(client, "/monitor/map.csv") if row["route"] != "unknown"]
    assert {row["invented"] for row in known} == {"true"}


def test_no_cell_of_a_download_is_run_by_a_spreadsheet(client: Client) -> None:
    claim("GM0344", source_name="=1+1")

    [row] = rows(client, "/monitor/map.csv?route=business_app")

    assert row["source_name"] == "'=1+1"
