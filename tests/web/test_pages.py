"""Sign-in, language, errors and the small pages."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django.fixtures import Settings
from tests.web.conftest import SignedIn

from bode.licensing.models import PhoneNumber
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant
from bode.privacy.register import list_personal_data


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> None:
    """Attempts to sign in are counted; those of other tests don't count here."""
    cache.clear()


def sign_in(client: Client, password: str) -> str:
    form = {"login": "alice@proefstad.example", "password": password}
    answer = client.post(reverse("account_login"), form, follow=True)
    return answer.content.decode()


def test_one_signs_in_with_address_and_password(alice: Person, client: Client) -> None:
    assert "Gesprekken" in sign_in(client, "een-lang-wachtwoord")


def test_a_wrong_password_is_told_in_dutch_and_keeps_the_address(
    alice: Person, client: Client
) -> None:
    page = sign_in(client, "fout")

    assert "Er is iets niet goed ingevuld" in page
    assert 'value="alice@proefstad.example"' in page


def test_signing_in_and_out_says_u_and_no_je(alice: Person, client: Client) -> None:
    """Every page and message that the library for it can show, the mistakes too."""
    password = "een-lang-wachtwoord"
    change, confirm = reverse("account_change_password"), reverse("account_reauthenticate")
    totp_form, codes = reverse("mfa_activate_totp"), reverse("mfa_generate_recovery_codes")
    wrong = {"oldpassword": "fout", "password1": "kort", "password2": "anders"}
    right = {"oldpassword": password, "password1": password + "2", "password2": password + "2"}
    pages = [sign_in(client, "fout"), sign_in(client, password)]
    for address, form in [
        (confirm, {"password": "fout"}),
        (confirm, {"password": password}),
        (change, wrong),
        (change, {**right, "password2": "anders-dan-die-andere"}),
        (change, right),
        (totp_form, {"code": "000000"}),
        (codes, {}),
        (reverse("account_logout"), {}),
    ]:
        pages.append(client.get(address, follow=True).content.decode())
        pages.append(client.post(address, form, follow=True).content.decode())
    read = "\n".join(pages)

    assert "Het e-mailadres of het wachtwoord klopt niet." in read
    assert "De twee nieuwe wachtwoorden zijn niet gelijk." in read
    assert "Dit wachtwoord is te kort. Gebruik minstens 12 tekens." in read
    assert "Uw wachtwoord is gewijzigd." in read
    assert "Deze code klopt niet." in read
    assert "Zet eerst de tweede stap aan." in read
    assert re.findall(r"(?i)\b(?:je|jij|jou|jouw)\b", read) == []
    assert [page for page in pages if "placeholder" in page and "inbox" not in page] == []


def test_a_password_that_is_wrong_too_often_is_told_in_dutch(alice: Person, client: Client) -> None:
    pages = [sign_in(client, "fout") for _ in range(6)]

    assert "U heeft te vaak een verkeerd wachtwoord ingevuld." in pages[-1]


def test_an_address_that_tries_too_often_is_told_in_dutch(
    alice: Person, client: Client, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}

    pages = [sign_in(client, "fout") for _ in range(2)]

    assert "Wacht een paar minuten" in pages[-1]


def test_wrong_passwords_of_one_account_stop_no_other(
    alice: Person, bob: Person, client: Client
) -> None:
    """An office or a proxy has one address for everyone behind it."""
    pages = [sign_in(client, "fout") for _ in range(12)]

    assert "U heeft te vaak een verkeerd wachtwoord ingevuld." in pages[-1]
    assert "te vaak" in sign_in(client, "een-lang-wachtwoord")
    form = {"login": bob.email, "password": "een-lang-wachtwoord"}
    assert client.post(reverse("account_login"), form).status_code == 302


def test_behind_a_proxy_an_address_is_the_one_that_the_proxy_saw(
    alice: Person, client: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}

    def knock(seen: str) -> int:
        form = {"login": "alice@proefstad.example", "password": "fout"}
        headers = {"X-Forwarded-For": seen}
        return client.post(reverse("account_login"), form, headers=headers).status_code

    assert knock("192.0.2.1") == 200
    assert knock("192.0.2.2") == 200
    assert knock("203.0.113.9, 192.0.2.1") == 429


def test_nobody_can_sign_up(db: None, client: Client) -> None:
    assert client.get("/account/signup/").status_code == 404


def test_where_it_is_demanded_one_sets_up_a_second_factor_first(
    alice: Person, signed_in: SignedIn, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True

    answer = signed_in(alice).get(reverse("desk"))

    assert answer["Location"] == reverse("mfa_activate_totp")


def test_a_second_factor_is_set_up_and_then_asked_for(alice: Person, client: Client) -> None:
    sign_in(client, "een-lang-wachtwoord")
    asked = client.get(reverse("mfa_activate_totp"))
    page = client.post(asked["Location"], {"password": "een-lang-wachtwoord"}, follow=True)
    assert "<svg" in page.content.decode()
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": totp(secret)})
    assert "De tweede stap staat aan." in client.get(reverse("mfa_index")).content.decode()
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    client.post(reverse("account_logout"))

    assert "De tweede stap" in sign_in(client, "een-lang-wachtwoord")

    recovery = re.findall(r"<code>(\w+)</code>", codes)[0]
    client.post(reverse("mfa_authenticate"), {"code": recovery})
    assert client.get(reverse("desk")).status_code == 200


def totp(secret: str) -> str:
    """The six digits that an authenticator app shows now (RFC 6238)."""
    moment = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), moment, "sha1")
    (value,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(value & 0x7FFFFFFF) % 1_000_000:06}"


def test_a_browser_set_to_english_still_reads_dutch(db: None, client: Client) -> None:
    page = client.get(reverse("account_login"), headers={"Accept-Language": "en"})

    assert '<html lang="nl"' in page.content.decode()


def test_who_chooses_english_reads_english(db: None, client: Client) -> None:
    client.post(reverse("set_language"), {"language": "en", "next": "/monitor/"})

    page = client.get(reverse("monitor")).content.decode()

    assert '<html lang="en"' in page
    assert "Crisis response" in page


def test_the_privacy_officer_reads_the_register_in_words_of_people(
    bob: Person, signed_in: SignedIn
) -> None:
    page = signed_in(bob).get(reverse("privacy")).content.decode()

    assert "De vraag van de inwoner beantwoorden." in page
    for entry in list_personal_data():
        assert escape(entry.what) in page
        assert entry.model not in page


def test_templates_are_shown_as_the_citizen_reads_them(
    alice: Person, signed_in: SignedIn, number: PhoneNumber
) -> None:
    page = signed_in(alice).get(reverse("message_templates")).content.decode()

    assert "afspraak_herinnering" in page
    assert "Beste <mark" in page
    assert "Afspraak herinnering" in page
    assert "Nederlands · Dienstverlening" in page
    assert "</strong> Naam, Datum, Tijd</p>" in page


def test_settings_show_ones_own_account_and_the_numbers(
    alice: Person, signed_in: SignedIn, number: PhoneNumber
) -> None:
    page = signed_in(alice).get(reverse("settings")).content.decode()

    assert "alice@proefstad.example" in page
    assert "beheerder, medewerker klantcontact" in page
    assert "+31 85 000 0091" in page


def test_a_number_that_stands_still_is_told_on_every_page_and_resumed_by_an_administrator(
    alice: Person, signed_in: SignedIn, number: PhoneNumber
) -> None:
    with every_tenant("a test arranges an outcome"):
        PhoneNumber.objects.update(stopped_code=190)
    browser = signed_in(alice)
    page = reverse("number", args=[number.id])
    assert "+31 85 000 0091 verstuurt niets meer" in browser.get(page).content.decode()

    address = reverse("resume_number", args=[number.id])
    assert browser.post(address, {"next": page})["Location"] == page
    assert browser.post(address, {"next": "https://elsewhere.example/"})["Location"] == "/"

    assert "verstuurt niets meer" not in browser.get(reverse("settings")).content.decode()


def test_an_address_for_buttons_alone_is_explained(alice: Person, signed_in: SignedIn) -> None:
    answer = signed_in(alice).get(reverse("act_for"))

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Dit adres heeft geen eigen pagina" in answer.content.decode()


@pytest.mark.parametrize("address", ["/monitor/municipalities/%00/", "/rules/?date=%00"])
def test_an_address_with_a_null_character_is_explained(
    db: None, client: Client, address: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == 400
    assert "Dit verzoek klopt niet" in answer.content.decode()


def test_a_form_with_a_null_character_changes_nothing(alice: Person, client: Client) -> None:
    answer = client.post(reverse("account_login"), {"login": "alice\0", "password": "x"})

    assert answer.status_code == 400


def test_a_form_without_its_token_is_explained(alice: Person) -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(reverse("account_login"), {"login": "x"})

    assert answer.status_code == 403
    assert "Dit formulier is verlopen" in answer.content.decode()


def test_no_page_holds_script_or_style_of_its_own(
    alice: Person, signed_in: SignedIn, number: PhoneNumber
) -> None:
    browser = signed_in(alice)
    for page in ("desk", "licence", "new_application", "settings", "monitor"):
        text = browser.get(reverse(page)).content.decode()
        assert "<style" not in text
        assert " style=" not in text
        assert "<script>" not in text
        assert " onclick=" not in text
