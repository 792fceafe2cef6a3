"""The pages by which VNG keeps the monitor true, and the one where a municipality answers."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.people import join
from tests.web.conftest import SignedIn

from bode.monitor.models import Invitation, Status, StatusImport, SurveyRound
from bode.organisations.models import Organisation, Person

pytestmark = pytest.mark.usefixtures("municipalities")

GOOD = "code;route;first_day\nGM0344;bsp;2025-01-01\n"


@pytest.fixture
def mona(signed_in: SignedIn) -> Client:
    """The browser of VNG's monitor."""
    vng = Organisation.objects.create(kind="vng", code="vng-proef", name="VNG")
    return signed_in(join(vng, "Mona", "monitor"))


def upload(browser: Client, text: str = GOOD, **more: str) -> HttpResponse:
    form = {
        "file": SimpleUploadedFile("gemeenten.csv", text.encode()),
        "source_name": "Onderzoek",
        "source_day": timezone.localdate().isoformat(),
        "certainty": "likely",
    } | more
    return browser.post(reverse("monitor_new_import"), form, follow=True)


def plan(browser: Client, **more: str) -> HttpResponse:
    form = {
        "title": "Voorjaar",
        "closes_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
        "addresses": "",
    } | more
    return browser.post(reverse("monitor_new_round"), form, follow=True)


def step(browser: Client, name: str) -> HttpResponse:
    address = reverse("monitor_round_step", args=[SurveyRound.objects.get().id, name])
    return browser.post(address, follow=True)


def links(browser: Client) -> dict[str, str]:
    """By code, the paths of the links that are handed out."""
    plan(browser)
    step(browser, "open")
    written = step(browser, "links").content.decode().removeprefix("\ufeff")
    rows = csv.DictReader(StringIO(written), delimiter=";")
    return {row["code"]: "/" + row["link"].split("/", 3)[3] for row in rows}


def test_vng_finds_its_work_from_the_pictures(mona: Client) -> None:
    assert reverse("monitor_keep") in mona.get("/monitor/").content.decode()
    page = mona.get(reverse("monitor_keep")).content.decode()
    assert reverse("monitor_new_import") in page
    assert reverse("monitor_new_round") in page


def test_for_others_it_is_not_there(alice: Person, signed_in: SignedIn, client: Client) -> None:
    assert reverse("monitor_keep") not in client.get("/monitor/").content.decode()
    assert client.get(reverse("monitor_keep")).status_code == 302
    for name in ("monitor_keep", "monitor_new_import", "monitor_new_round"):
        assert signed_in(alice).get(reverse(name)).status_code == 403


def test_a_file_is_looked_at_taken_over_and_taken_back(mona: Client) -> None:
    page = upload(mona).content.decode()
    assert "Bij 1 rij laat de monitor iets anders zien." in page
    assert "Alles overnemen" in page
    batch = StatusImport.objects.get()

    def move(name: str) -> str:
        address = reverse("monitor_import_step", args=[batch.id, name])
        return mona.post(address, follow=True).content.decode()

    assert "Het bestand is overgenomen." in move("apply")
    assert "iemand anders was u voor" in move("apply")
    assert "Terugdraaien" in mona.get(reverse("monitor_import", args=[batch.id])).content.decode()
    assert "Het bestand is teruggedraaid." in move("undo")
    assert mona.post(reverse("monitor_import_step", args=[batch.id, "eat"])).status_code == 404


def test_a_file_is_shown_with_all_that_its_rows_say_before_and_after(mona: Client) -> None:
    text = "code;route;first_day;provider;purposes\nGM0344;bsp;2025-01-01;Waterlijm;permits\n"

    before = upload(mona, text).content.decode()
    batch = StatusImport.objects.get()
    mona.post(reverse("monitor_import_step", args=[batch.id, "apply"]))
    after = mona.get(reverse("monitor_import", args=[batch.id])).content.decode()

    assert "“Waterlijm” kent Bode nog niet als BSP of ISV." in before
    assert "Vergunning via een BSP · Waterlijm · Vergunningen" in before
    for page in (before, after):
        assert '<td class="utrecht-table__cell">Waterlijm</td>' in page
        assert '<td class="utrecht-table__cell">Vergunningen</td>' in page


def test_mistakes_in_a_file_are_told_by_row_and_column(mona: Client) -> None:
    answer = upload(mona, GOOD + "GM9999;bsp;gisteren\n")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Er is niets overgenomen." in page
    assert "Er is geen gemeente met de code “GM9999”." in page
    assert "Dit is geen datum." in page
    assert 'value="Onderzoek"' in page


def test_a_file_needs_a_source_of_a_day_that_has_been(mona: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    page = upload(mona, source_name="", source_day=tomorrow.isoformat()).content.decode()

    assert "Vul dit in." in page
    assert "Kies een dag die voorbij is" in page


def test_the_empty_file_has_the_columns_that_are_read(mona: Client) -> None:
    text = mona.get(reverse("monitor_import_template")).content.decode()

    assert text.startswith("\ufeffcode;route;first_day;until;provider;purposes")


def test_a_round_is_prepared_with_the_addresses_that_are_known(mona: Client) -> None:
    page = plan(mona, addresses="GM0344;a@gemeente.example\nGM0363, b@gemeente.example\n")

    assert "2 met, 340 zonder" in page.content.decode()
    assert "Aan 2 gemeenten is een link gemaild." in step(mona, "open").content.decode()
    assert "De ronde is gesloten." in step(mona, "close").content.decode()
    assert "iemand anders was u voor" in step(mona, "remind").content.decode()


def test_before_a_round_is_closed_or_links_end_the_page_tells_what_follows(
    mona: Client, client: Client
) -> None:
    handed_out = links(mona)
    client.post(handed_out["GM0344"], {"use": "none", "may_publish": "yes"})

    page = mona.get(reverse("monitor_round", args=[SurveyRound.objects.get().id])).content.decode()

    assert "0 met, 341 zonder" in page
    assert "Voor 341 gemeenten zonder antwoord zijn al links gemaakt." in page
    assert "341 gemeenten antwoordden nog niet." in page
    assert "U kunt de ronde niet weer openen." in page


def test_who_answered_waits_for_no_reminder(mona: Client) -> None:
    plan(mona, addresses="GM0344;a@gemeente.example")
    step(mona, "open")
    Invitation.objects.exclude(email="").update(answered_at=timezone.now())

    page = mona.get(reverse("monitor_round", args=[SurveyRound.objects.get().id])).content.decode()

    assert "0 met, 341 zonder" in page
    assert "Herinnering mailen" not in page


def test_wrong_addresses_are_told_by_line_and_nothing_is_lost(mona: Client) -> None:
    text = "GM0344;geen adres\nGM9999;a@gemeente.example\nGM0344;a@gemeente.example\n"

    answer = plan(mona, addresses=text, closes_on="2020-01-01")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Regel 1: “geen adres” is geen e-mailadres." in page
    assert "Regel 2: er is nu geen gemeente met de code “GM9999”." in page
    assert "Regel 3: de gemeente GM0344 staat er twee keer." in page
    assert "Kies een dag vanaf vandaag" in page
    assert "GM0344;geen adres" in page


def test_a_municipality_answers_without_signing_in_and_corrects_itself(
    mona: Client, client: Client
) -> None:
    address = links(mona)["GM0344"]
    assert "WhatsApp in de gemeente Utrecht" in client.get(address).content.decode()
    given = {"use": "bsp", "provider": "Waterlijn", "purposes": ["permits"], "may_publish": "yes"}

    page = client.post(address, given, follow=True).content.decode()

    assert "Dank u wel." in page
    assert 'value="Waterlijn"' in page
    assert "Antwoord verbeteren" in page
    client.post(address, {"use": "none", "may_publish": "yes"})
    assert Status.objects.get(withdrawn_at=None).use == "none"
    assert Status.objects.get(withdrawn_at=None).provider == ""


def test_vng_alone_reads_an_answer_that_may_not_be_published(mona: Client, client: Client) -> None:
    address = links(mona)["GM0344"]
    given = {"use": "isv", "provider": "Softwarehuis", "may_publish": "no"}
    client.post(address, given)

    page = mona.get(reverse("monitor_round", args=[SurveyRound.objects.get().id]))

    assert "Softwarehuis" in page.content.decode()
    assert "alleen voor VNG" in page.content.decode()
    public = client.get(reverse("monitor_municipality", args=["GM0344"])).content.decode()
    assert "Softwarehuis" not in public


def test_an_incomplete_answer_is_told_and_kept(mona: Client, client: Client) -> None:
    answer = client.post(
        links(mona)["GM0344"], {"provider": "Waterlijn", "first_day": "2090-01-01"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kies een antwoord." in page
    assert "Kies een dag die voorbij is" in page
    assert 'value="Waterlijn"' in page
    assert not Status.objects.exists()


def test_a_link_that_does_not_work_says_what_to_do(mona: Client, client: Client) -> None:
    address = links(mona)["GM0344"]

    made_up = client.get("/monitor/answer/made-up/")
    assert made_up.status_code == 404
    assert "Zoek de laatste e-mail van VNG" in made_up.content.decode()
    step(mona, "close")
    assert "De vragenlijst is gesloten." in client.get(address).content.decode()


def test_the_page_of_a_link_is_kept_by_no_cache_and_no_search_engine(
    mona: Client, client: Client
) -> None:
    answer = client.get(links(mona)["GM0344"])

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
