"""A new password for who forgot theirs: by a link in the mail, once, and only to who is known."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.organisations.letterbox import newest_letter

from bode.organisations.models import Mail, Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy import audit

NEW = "een-heel-nieuw-wachtwoord"


def ask(email: str) -> None:
    answer = Client().post(reverse("account_reset_password"), {"email": email})
    assert answer["Location"] == reverse("account_reset_password_done")


def link_for(person: Person) -> str:
    letter = newest_letter(person.email)
    assert letter.is_secret
    found = re.search(r"/account/forgotten/\S+", letter.text)
    assert found is not None
    return found[0]


def choose(link: str, *passwords: str) -> str:
    browser = Client()
    form = browser.get(link, follow=True)
    page = form.redirect_chain[-1][0] if form.redirect_chain else link
    given = dict(zip(("password1", "password2"), passwords, strict=True))
    return browser.post(page, given, follow=True).content.decode()


def test_is_chosen_behind_the_link_and_works(alice: Person, municipality: Organisation) -> None:
    ask(alice.email.upper())
    assert "Uw nieuwe wachtwoord is bewaard" in choose(link_for(alice), NEW, NEW)

    alice.refresh_from_db()
    assert alice.check_password(NEW)
    with scope(municipality.id):
        assert audit.list_entries()[0].what == "person.password"


def test_link_works_once(alice: Person) -> None:
    ask(alice.email)
    link = link_for(alice)
    choose(link, NEW, NEW)

    assert "Deze link werkt niet meer" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize(
    ("passwords", "told"),
    [
        (("kort", "kort"), "Gebruik minstens 12 tekens"),
        ((NEW, NEW + "!"), "De twee nieuwe wachtwoorden zijn niet gelijk."),
    ],
)
def test_that_is_wrong_is_told(alice: Person, passwords: tuple[str, str], told: str) -> None:
    ask(alice.email)

    assert told in choose(link_for(alice), *passwords)
    alice.refresh_from_db()
    assert alice.check_password("een-lang-wachtwoord")


def test_is_mailed_to_nobody_who_is_unknown_or_gone(alice: Person) -> None:
    Person.objects.filter(id=alice.id).update(is_active=False)
    ask(alice.email)
    ask("vreemde@elders.example")

    with every_tenant("a test looks at everything"):
        assert not Mail.objects.exists()
