"""The page of numbers: how they stand, what asks for attention, profile and PIN."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django.fixtures import Settings
from tests.licensing.test_accounts import ban, fail, read, restrict, tell
from tests.serving import serve
from tests.web.conftest import SignedIn

from bode.basics import now
from bode.licensing.models import Account, PhoneNumber, ProviderConnection
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant
from bode.simulator import create_app, demo_config
from bode.whatsapp import Gateway

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("number", "no_jobs")]

NUMBERS = "/numbers/"
PROFILE = {
    "about": "Gemeente Proefstad",
    "description": "Vragen over vergunningen. Niet voor spoed: bel 112.",
    "email": "info@proefstad.example",
    "website": "https://proefstad.example",
}


@pytest.fixture
def platform(settings: Settings, tmp_path: Path, number: PhoneNumber) -> Iterator[None]:
    """The platform, on which the municipality's number is there, and not registered."""
    with serve(create_app(demo_config("http://127.0.0.1:9", tmp_path))) as settings.GRAPH_URL:
        with every_tenant("a test's world"):
            number.platform_id = "100000000000001"
            number.save(update_fields=["platform_id"])
        yield


def shown(browser: Client, path: str = NUMBERS) -> str:
    return browser.get(path).content.decode()


def post(browser: Client, name: str, number: PhoneNumber, **form: Any) -> str:
    answer = browser.post(reverse(name, args=[number.id]), form, follow=True)
    return answer.content.decode()


class TestThePage:
    def test_says_what_happened_who_must_act_and_by_when(self, browser: Client) -> None:
        ban("SCHEDULE_FOR_DISABLE", day="April 17, 2027")
        page = shown(browser)

        assert "WhatsApp gaat uw account uitzetten" in page
        assert "De beheerder van de gemeente" in page
        assert "Vóór 17 april 2027" in page

    def test_says_that_a_number_has_a_key_that_cannot_be_read(
        self, browser: Client, number: PhoneNumber, settings: Settings
    ) -> None:
        settings.ENCRYPTION_KEYS = (Fernet.generate_key().decode(),)
        page = shown(browser, reverse("number", args=[number.id]))

        assert "Koppel het nummer opnieuw" in page
        assert "Pincode" in page

    def test_shows_the_provider_its_own_numbers(self, dora: Person, signed_in: SignedIn) -> None:
        restrict("RESTRICTED_BIZ_INITIATED_MESSAGING", until=now() + timedelta(days=3))
        page = shown(signed_in(dora))

        assert "+31 85 000 0091" in page
        assert "Zelf een gesprek beginnen mag niet tot" in page

    @pytest.mark.parametrize(
        ("told", "shown_as"),
        [
            ("TIER_2K", "2.000"),
            ("TIER_250", "250"),
            (100_000, "100.000"),
            ("TIER_UNLIMITED", "onbe"),
        ],
    )
    def test_says_to_how_many_one_may_write_first(
        self, browser: Client, told: str | int, shown_as: str
    ) -> None:
        tell("business_capability_update", {"max_daily_conversations_per_business": told})

        assert f"<dd>{shown_as}" in shown(browser)

    def test_says_how_many_free_answers_are_used(self, browser: Client) -> None:
        assert "<dd>0 van 1.000 gebruikt</dd>" in shown(browser)

    def test_says_why_a_number_stands_still(self, browser: Client, number: PhoneNumber) -> None:
        tell("account_review_update", {"decision": "REJECTED"})
        read(number, "BANNED")
        page = shown(browser)

        assert "WhatsApp heeft het account afgekeurd." in page
        assert "WhatsApp heeft dit nummer uitgezet." in page

    def test_shows_nothing_of_another_municipality(
        self, charlie: Person, signed_in: SignedIn, number: PhoneNumber
    ) -> None:
        fail(131042)
        stranger = signed_in(charlie)

        assert "betaling" not in shown(stranger)
        assert stranger.get(reverse("number", args=[number.id])).status_code == 404

    def test_is_for_those_who_manage_numbers(self, bob: Person, signed_in: SignedIn) -> None:
        assert signed_in(bob).get(NUMBERS).status_code == 403

    def test_stands_in_english_too(self, browser: Client) -> None:
        tell("security", {"display_phone_number": "31850000091", "event": "PIN_CHANGED"})
        browser.cookies["django_language"] = "en"
        page = shown(browser)

        assert "The number&#x27;s PIN was changed" in page
        assert "The administrator of the municipality" in page


def test_an_error_that_is_new_to_us_tells_its_code_and_whom_to_tell(browser: Client) -> None:
    fail(999999)

    assert "Bode kent fout 999999 nog niet. Meld dit bij uw WhatsApp-leverancier" in shown(browser)


def test_what_was_done_is_handled(browser: Client) -> None:
    tell("account_update", {"event": "ACCOUNT_VIOLATION"})
    [line] = browser.get(NUMBERS).context["open"]
    page = browser.post(reverse("handle_notice", args=[line.notice.id]), follow=True)

    assert "Er is niets dat aandacht vraagt" in page.content.decode()
    assert "afgehandeld door Alice" in page.content.decode()


def test_a_missing_payment_is_told_everywhere_until_it_is_settled(browser: Client) -> None:
    fail(131042)
    assert "Sjablonen wachten tot de betaling in orde is" in shown(browser, "/settings/")
    assert "De betaling ontbreekt" in shown(browser)

    with every_tenant("a test looks at everything"):
        account = Account.objects.get()
    browser.post(reverse("resume_account", args=[account.id]))

    assert "Sjablonen wachten tot de betaling in orde is" not in shown(browser, "/settings/")


def test_what_may_not_be_sent_for_a_while_is_told_everywhere(browser: Client) -> None:
    fail(131048)

    assert "WhatsApp laat sommige berichten nu niet toe" in shown(browser, "/settings/")


@pytest.mark.usefixtures("platform")
class TestTheProfile:
    def test_is_kept_by_the_platform(self, browser: Client, number: PhoneNumber) -> None:
        page = post(browser, "change_profile", number, **PROFILE)

        assert "Het profiel is bewaard" in page
        assert "Vragen over vergunningen" in page

    def test_must_say_that_it_is_not_for_emergencies_and_where_else_to_ask(
        self, browser: Client, number: PhoneNumber
    ) -> None:
        bare = {"about": "Gemeente Proefstad", "description": "Bel 14 0112"}
        page = post(browser, "change_profile", number, **bare)

        assert "dat men dan 112 belt" in page
        assert "Vul een e-mailadres of een website in" in page


def picture(width: int, height: int) -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (width, height), "navy").save(drawn, "PNG")
    return SimpleUploadedFile("wapen.txt", drawn.getvalue())


@pytest.mark.usefixtures("platform")
class TestThePicture:
    def test_is_replaced_by_another_whatever_its_name(
        self, browser: Client, number: PhoneNumber
    ) -> None:
        assert "nog geen profielfoto" in shown(browser, reverse("number", args=[number.id]))
        page = post(browser, "change_picture", number, picture=picture(192, 192))

        assert "De profielfoto is vervangen" in page
        assert "Dit nummer heeft een profielfoto" in page

    @pytest.mark.parametrize(
        ("file", "told"),
        [
            (picture(192, 300), "niet vierkant"),
            (picture(100, 100), "moet 192 pixels breed en hoog zijn"),
            (SimpleUploadedFile("wapen.png", b"%PDF-1.7"), "Dit soort bestand past hier niet"),
            (SimpleUploadedFile("wapen.png", b"\x89PNG\r\n\x1a\n"), "niet lezen"),
        ],
    )
    def test_that_does_not_fit_is_told_beside_the_field(
        self, browser: Client, number: PhoneNumber, file: SimpleUploadedFile, told: str
    ) -> None:
        page = post(browser, "change_picture", number, picture=file)

        assert told in page.partition('id="id_picture_error"')[2]

    def test_is_for_the_pages_of_360dialog_for_its_numbers(
        self, browser: Client, number: PhoneNumber
    ) -> None:
        with every_tenant("a test's world"):
            ProviderConnection.objects.create(
                provider_id=number.provider_id,
                gateway=Gateway.DIALOG360,
                app_secret="secret",
                verify_token="word",
            )
        page = shown(browser, reverse("number", args=[number.id]))

        assert "De profielfoto regelt de BSP" in page
        assert "id_picture" not in page


def test_without_the_platform_the_page_says_so(
    browser: Client, number: PhoneNumber, settings: Settings
) -> None:
    settings.GRAPH_URL = "http://127.0.0.1:9"

    assert "WhatsApp gaf geen antwoord" in shown(browser, reverse("number", args=[number.id]))


@pytest.mark.usefixtures("platform")
class TestThePin:
    def test_registers_a_number_which_then_runs_again(
        self, browser: Client, number: PhoneNumber
    ) -> None:
        with every_tenant("a test's world"):
            PhoneNumber.objects.update(stopped_code=133010)
        page = post(browser, "register_number", number, pin="123456")

        assert "Het nummer is aangemeld bij WhatsApp" in page
        with every_tenant("a test looks at everything"):
            number.refresh_from_db()
        assert number.stopped_code is None

    def test_that_is_wrong_is_told_beside_the_field_and_not_shown_again(
        self, browser: Client, number: PhoneNumber
    ) -> None:
        post(browser, "change_pin", number, pin="654321")
        page = post(browser, "register_number", number, pin="111111")

        assert "De pincode van het nummer klopt niet" in page
        assert "111111" not in page

    def test_has_six_digits(self, browser: Client, number: PhoneNumber) -> None:
        assert "Een pincode heeft 6 cijfers" in post(browser, "change_pin", number, pin="12345")


class TestTheKey:
    def test_is_given_anew_by_the_provider_and_the_number_runs_again(
        self, dora: Person, signed_in: SignedIn, number: PhoneNumber
    ) -> None:
        with every_tenant("a test's world"):
            PhoneNumber.objects.update(stopped_code=190)

        page = post(signed_in(dora), "change_key", number, access_token="another-key")

        assert "De sleutel is bewaard" in page
        assert "another-key" not in page
        with every_tenant("a test looks at everything"):
            number.refresh_from_db()
        assert (number.access_token, number.stopped_code) == ("another-key", None)

    def test_is_not_for_the_municipality(self, browser: Client, number: PhoneNumber) -> None:
        address = reverse("change_key", args=[number.id])

        assert address not in shown(browser, reverse("number", args=[number.id]))
        assert browser.post(address, {"access_token": "another-key"}).status_code == 403

    def test_must_be_filled_in(
        self, dora: Person, signed_in: SignedIn, number: PhoneNumber
    ) -> None:
        assert "Vul de sleutel in." in post(signed_in(dora), "change_key", number)


class TestTheMenu:
    def test_is_switched_on_and_worded_by_the_municipality(
        self, browser: Client, number: PhoneNumber
    ) -> None:
        page = shown(browser, reverse("number", args=[number.id]))
        assert "Waar gaat uw vraag over?" in page
        assert 'aria-label="Hoofdmenu"' in page
        text = "Waarmee helpen wij u?"
        page = post(browser, "change_menu", number, is_on="on", text_nl=text)

        assert "Het keuzemenu staat aan" in page
        assert text in page
        assert "Hulp bij een crisis, Vergunningen, Afspraken" in page

    def test_goes_back_to_the_usual_text(self, browser: Client, number: PhoneNumber) -> None:
        usual = (
            browser.get(reverse("number", args=[number.id]))
            .context["welcome_menu"]["text_nl"]
            .value()
        )
        post(browser, "change_menu", number, is_on="on", text_nl="Waarmee helpen wij u?")
        post(browser, "change_menu", number, text_nl=usual)

        with every_tenant("a test looks at everything"):
            number.refresh_from_db()
        assert (number.menu_on, number.menu_text_nl) == (False, "")

    @pytest.mark.parametrize(
        ("text", "told"),
        [("x" * 1025, "1024 tekens"), ("Stem op lijst 3!", "Het gaat om “Stem op lijst 3”")],
    )
    def test_that_cannot_be_sent_is_told_beside_the_field(
        self, browser: Client, number: PhoneNumber, text: str, told: str
    ) -> None:
        page = post(browser, "change_menu", number, is_on="on", text_nl=text)

        assert told in page.partition('id="id_text_nl_error"')[2]
        assert text in page

    def test_is_not_for_the_provider(
        self, dora: Person, signed_in: SignedIn, number: PhoneNumber
    ) -> None:
        address = reverse("change_menu", args=[number.id])

        assert address not in shown(signed_in(dora), reverse("number", args=[number.id]))
        assert signed_in(dora).post(address, {"is_on": "on"}).status_code == 403
