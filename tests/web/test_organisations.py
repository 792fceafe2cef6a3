"""VNG's pages: municipalities and their mergers, and BSPs; and a BSP's page about itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.organisations.letterbox import link_to
from tests.people import join
from tests.web.conftest import SignedIn

from bode.licensing.models import Licence
from bode.organisations.models import Organisation, Person, Provider
from bode.organisations.municipalities import access_municipality
from bode.organisations.providers import access_provider

WIJDEMEREN = reverse("municipality", args=["GM1696"])
BSP = {
    "name": "Nieuwbode",
    "code": "nieuwbode",
    "contact_role": "Servicepunt",
    "contact_email": "info@nieuwbode.example",
    "contact_phone": "+31 85 000 0000",
    "website": "https://nieuwbode.example",
    "api_address": "https://api.nieuwbode.example",
    "meta_status": "partner",
    "meta_source": "https://partners.example/nieuwbode",
    "meta_checked_on": "2026-11-01",
    "served_from": "2026-01-01",
}


@pytest.fixture
def vngs(vng: Organisation, signed_in: SignedIn) -> Client:
    return signed_in(join(vng, "Mona", "monitor"))


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("municipalities")
class TestMunicipalities:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("", "342 gemeenten gevonden"),
            ("words=haag", "Den Haag"),
            ("words=gravenhage", "Den Haag"),
            ("words=GM0457", "0 gemeenten gevonden"),
            ("words=GM0457&state=ended", "Weesp"),
            ("state=merging", "Wijdemeren"),
            ("state=all", "360 gemeenten gevonden"),
            ("province=Flevoland", "6 gemeenten gevonden"),
            ("province=Atlantis", "342 gemeenten gevonden"),
        ],
    )
    def test_are_found(self, vngs: Client, asked: str, found: str) -> None:
        assert found in read(vngs, f"/organisations/?{asked}")

    def test_what_was_announced_is_confirmed(self, vngs: Client) -> None:
        assert "Aangekondigd: vanaf 1 januari 2027" in read(vngs, WIJDEMEREN)

        confirm = reverse("confirm_merger", args=["GM1696"])
        assert "verdwijnt van de kaart" in read(vngs, confirm)
        wrong = vngs.post(confirm, {"again": "2027-01-02"})
        assert "U koos eerst 1 januari 2027." in wrong.content.decode()
        assert access_municipality("GM1696").valid_to is None
        vngs.post(confirm, {"again": "2027-01-01"})

        assert access_municipality("GM1696").valid_to == date(2026, 12, 31)
        assert "31 december 2026" in read(vngs, WIJDEMEREN)

    def test_a_merger_is_called_off_and_announced_anew(self, vngs: Client) -> None:
        vngs.post(WIJDEMEREN, {"deed": "cancel"})
        form = {"deed": "announce", "on": "2028-01-01", "successor": "GM0402", "second": "GM0363"}
        vngs.post(WIJDEMEREN, form)

        page = read(vngs, WIJDEMEREN)
        assert "Aangekondigd: vanaf 1 januari 2028" in page
        assert "Hilversum</a></li>" in page
        assert "Amsterdam</a></li>" in page

    def test_what_cannot_be_is_told_and_nothing_lost(self, vngs: Client) -> None:
        vngs.post(WIJDEMEREN, {"deed": "cancel"})
        form = {"deed": "announce", "on": "2022-01-01", "successor": "GM1992"}
        answer = vngs.post(WIJDEMEREN, form)

        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Niet elk van deze gemeenten bestaat op die dag." in page
        assert 'value="2022-01-01"' in page
        assert '<option value="GM1992" selected>' in page

    def test_an_odd_day_is_warned_of_and_nobody_is_invited_to_what_is_gone(
        self, vngs: Client
    ) -> None:
        vngs.post(WIJDEMEREN, {"deed": "cancel"})
        form = {"deed": "announce", "on": "2026-03-01", "successor": "GM0402"}
        page = vngs.post(WIJDEMEREN, form, follow=True).content.decode()
        assert "Deze dag is al voorbij." in page
        assert "bijna altijd in op 1 januari" in page

        vngs.post(reverse("confirm_merger", args=["GM1696"]), {"again": "2026-03-01"})
        assert 'value="invite"' not in read(vngs, WIJDEMEREN)
        refused = vngs.post(WIJDEMEREN, {"deed": "invite", "email": "te@laat.example"})
        assert "bestaat niet meer" in refused.content.decode()

    def test_a_new_one_is_added_once(self, vngs: Client) -> None:
        form = {"code": "GM1999", "name": "Gooi", "province": "Noord-Holland"}
        made = vngs.post("/organisations/new/", form | {"valid_from": "2027-01-01"})
        again = vngs.post("/organisations/new/", form | {"valid_from": "2027-01-01"})

        assert made["Location"] == reverse("municipality", args=["GM1999"])
        assert (again.status_code, "Er is al een gemeente" in again.content.decode()) == (422, True)

    def test_the_first_administrator_is_invited_and_then_no_other(self, vngs: Client) -> None:
        vngs.post(WIJDEMEREN, {"deed": "invite", "email": "eerste@wijdemeren.example"})
        account = {"name": "Eef", "password": "een-lang-wachtwoord"}
        page = reverse("accept_invitation", args=[link_to("eerste@wijdemeren.example")])
        Client().post(page, account | {"again": account["password"]})

        assert "1 persoon werkt hier" in read(vngs, WIJDEMEREN)
        refused = vngs.post(WIJDEMEREN, {"deed": "invite", "email": "tweede@wijdemeren.example"})
        assert refused.status_code == 422


def test_a_municipality_that_merged_reads_everything_and_begins_nothing(
    municipalities: None, licence: Licence, signed_in: SignedIn
) -> None:
    weesp = access_municipality("GM0457").organisation
    browser = signed_in(join(weesp, "Wil", "administrator"))
    other = signed_in(join(licence.municipality, "Otto", "administrator"))

    page = read(browser, "/licence/")

    assert "Deze gemeente bestond tot en met 23 maart 2022, en is nu deel van Amsterdam." in page
    assert "/licence/new/" not in page
    assert "/licence/new/" in read(other, "/licence/")


def test_who_signs_or_advises_sees_the_applications_and_begins_none(
    licence: Licence, signed_in: SignedIn
) -> None:
    for role in ("signatory", "privacy_officer"):
        page = read(signed_in(join(licence.municipality, role.title(), role)), "/licence/")
        assert "Proefbode" in page
        assert "/licence/new/" not in page


class TestBsps:
    def test_one_is_added_changed_and_ended_and_never_deleted(self, vngs: Client) -> None:
        vngs.post("/organisations/bsp/new/", BSP)
        address = reverse("provider", args=["nieuwbode"])
        vngs.post(address, BSP | {"name": "Nieuwe Bode", "meta_status": "former"})
        vngs.post(reverse("end_provider", args=["nieuwbode"]), {"last_day": "2026-06-30"})

        found = access_provider("nieuwbode")
        assert (found.organisation.name, found.meta_status) == ("Nieuwe Bode", "former")
        assert found.served_to == date(2026, 6, 30)
        assert "gestopt" in read(vngs, "/organisations/bsp/")
        vngs.post(reverse("end_provider", args=["nieuwbode"]), {"go_on": "yes"})
        assert access_provider("nieuwbode").served_to is None

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"code": "Met Spatie"}, "Gebruik kleine letters"),
            ({"name": ""}, "Vul een naam in."),
            ({"meta_source": ""}, "Vul in waar u dat heeft gezien."),
            ({"meta_checked_on": ""}, "Vul in wanneer u dat heeft gezien."),
            ({"website": "geen adres"}, "Vul een webadres in"),
            ({"contact_phone": "bel maar"}, "Vul een telefoonnummer in."),
        ],
    )
    def test_what_is_wrong_is_told_beside_its_field(
        self, vngs: Client, changed: dict[str, str], told: str
    ) -> None:
        answer = vngs.post("/organisations/bsp/new/", BSP | changed)

        assert (answer.status_code, told in answer.content.decode()) == (422, True)
        assert not Provider.objects.exists()

    def test_the_page_tells_which_municipalities_it_served(
        self, vngs: Client, licence: Licence
    ) -> None:
        Provider.objects.create(organisation=licence.provider)

        page = read(vngs, reverse("provider", args=["proefbode"]))

        assert "Proefstad" in page
        assert "sinds" in page

    def test_a_bsp_keeps_up_its_own_contact(
        self, dora: Person, provider: Organisation, signed_in: SignedIn
    ) -> None:
        Provider.objects.create(organisation=provider)
        signed_in(dora).post(
            reverse("own_contact"), {"contact_email": "nieuw@proefbode.example", "website": ""}
        )

        assert access_provider("proefbode").contact_email == "nieuw@proefbode.example"


@pytest.mark.parametrize(
    "address",
    [
        "/organisations/",
        "/organisations/new/",
        WIJDEMEREN,
        "/organisations/bsp/",
        "/organisations/bsp/new/",
        "/organisations/bsp/proefbode/",
    ],
)
def test_these_pages_are_vngs_alone(
    alice: Person, dora: Person, charlie: Person, signed_in: SignedIn, address: str
) -> None:
    for person in (alice, dora, charlie):
        assert signed_in(person).get(address).status_code == 403
        assert signed_in(person).post(address, BSP).status_code in (403, 405)
    assert Client().get(address).status_code == 302
