"""The people's pages: inviting, accepting, roles, leaving, and keys for programs."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.organisations.letterbox import link_to
from tests.people import join
from tests.web.conftest import SignedIn

from bode.basics import new_id
from bode.licensing.models import Licence
from bode.organisations.actors import find_actor, find_token_actor
from bode.organisations.inviting import list_open
from bode.organisations.models import ApiToken, Membership, Organisation, Person
from bode.organisations.tenancy import every_tenant

NINA = "nina@proefstad.example"
PASSWORD = "een-lang-wachtwoord"
ACCOUNT = {"name": "Nina", "password": PASSWORD, "again": PASSWORD}


def invite(browser: Client, email: str = NINA, *roles: str) -> str:
    """The address of the page that someone was invited to."""
    answer = browser.post(reverse("invite"), {"email": email, "roles": roles or ["agent"]})
    assert answer.status_code == 302, answer.content.decode()
    return reverse("accept_invitation", args=[link_to(email)])


def roles_of(person: Person, where: Organisation) -> set[str]:
    actor = find_actor(person, where.id)
    return set(actor.roles) if actor is not None else set()


class TestTheWayIn:
    def test_goes_by_link_to_an_account_and_the_sign_in(
        self, browser: Client, municipality: Organisation
    ) -> None:
        page = invite(browser, NINA, "agent", "signatory")
        ninas = Client()

        assert "medewerker klantcontact, tekenbevoegde" in ninas.get(page).content.decode()
        assert ninas.post(page, ACCOUNT)["Location"] == reverse("account_login")
        ninas.post(reverse("account_login"), {"login": NINA, "password": PASSWORD})
        assert ninas.get("/")["Location"] == "/desk/"
        assert roles_of(Person.objects.get(email=NINA), municipality) == {"agent", "signatory"}

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"name": " "}, "Vul uw naam in."),
            ({"password": "kort", "again": "kort"}, "Gebruik minstens 12 tekens"),
            ({"again": "iets-anders-dan-dat"}, "De twee wachtwoorden zijn niet gelijk."),
        ],
    )
    def test_tells_what_is_wrong_and_makes_no_account(
        self, browser: Client, changed: dict[str, str], told: str
    ) -> None:
        answer = Client().post(invite(browser), ACCOUNT | changed)

        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert not Person.objects.filter(email=NINA).exists()

    def test_asks_who_has_an_account_to_sign_in_first(
        self, browser: Client, charlie: Person, signed_in: SignedIn, municipality: Organisation
    ) -> None:
        page = invite(browser, charlie.email)

        assert f"/account/login/?next={page}" in Client().get(page).content.decode()
        Client().post(page, ACCOUNT)
        assert roles_of(charlie, municipality) == set()
        charlies = signed_in(charlie)
        charlies.post(page)
        assert roles_of(charlie, municipality) == {"agent"}
        assert charlies.session["organisation"] == str(municipality.id)

    def test_is_for_the_one_who_was_invited(
        self, browser: Client, bob: Person, charlie: Person, signed_in: SignedIn
    ) -> None:
        page = invite(browser, charlie.email)
        bobs = signed_in(bob)
        bobs.post(page)

        assert "Deze uitnodiging is voor een ander account" in bobs.get(page).content.decode()
        assert list_open(bob.memberships.get().organisation_id)

    @pytest.mark.parametrize("deed", ["revoke_invitation", "resend_invitation"])
    def test_ends_when_the_link_is_taken_back_or_replaced(
        self, browser: Client, municipality: Organisation, deed: str
    ) -> None:
        page = invite(browser)
        browser.post(reverse(deed, args=[list_open(municipality.id)[0].id]))

        assert Client().get(page).status_code == 410
        assert Client().post(page, ACCOUNT).status_code == 410

    def test_is_no_secret_of_the_page_of_mail(self, browser: Client) -> None:
        page = invite(browser)

        assert page not in browser.get(reverse("mail")).content.decode()


class TestRolesAndLeaving:
    def test_change_on_the_page(
        self, browser: Client, bob: Person, municipality: Organisation
    ) -> None:
        browser.post(reverse("person_roles", args=[bob.id]), {f"{bob.id}-roles": ["approver"]})

        assert roles_of(bob, municipality) == {"approver"}

    def test_the_last_administrator_is_told_why_not(
        self, browser: Client, alice: Person, municipality: Organisation
    ) -> None:
        refused = browser.post(
            reverse("person_roles", args=[alice.id]), {f"{alice.id}-roles": ["agent"]}
        )
        stays = browser.post(reverse("remove_person", args=[alice.id]), follow=True)

        assert refused.status_code == 422
        for answer in (refused, stays):
            assert "kan niemand de mensen van uw organisatie meer" in answer.content.decode()
        assert roles_of(alice, municipality) == {"agent", "administrator"}

    def test_ends_open_sessions_at_once(
        self, browser: Client, municipality: Organisation, signed_in: SignedIn
    ) -> None:
        agent = join(municipality, "Anouk", "agent")
        open_session = signed_in(agent)
        assert open_session.get("/desk/").status_code == 200

        browser.post(reverse("remove_person", args=[agent.id]))

        assert open_session.get("/desk/").status_code == 302  # to the sign-in
        assert open_session.get("/live/").status_code == 403

    def test_leaves_an_open_session_for_another_organisation(
        self,
        browser: Client,
        municipality: Organisation,
        other_municipality: Organisation,
        signed_in: SignedIn,
    ) -> None:
        agent = join(municipality, "Anouk", "agent")
        Membership.objects.create(person=agent, organisation=other_municipality, role="approver")
        open_session = signed_in(agent)
        open_session.post(reverse("act_for"), {"organisation": municipality.id})

        browser.post(reverse("remove_person", args=[agent.id]))

        assert open_session.get("/desk/").status_code == 403
        assert "Elders" in open_session.get("/", follow=True).content.decode()


class TestWhoMay:
    DEEDS = ("person_roles", "remove_person", "resend_invitation", "revoke_invitation")

    def test_manage_people_is_the_administrator_not_a_colleague_or_stranger(
        self, alice: Person, bob: Person, charlie: Person, signed_in: SignedIn
    ) -> None:
        form = {"email": NINA, "roles": ["agent"], f"{alice.id}-roles": ["agent"]}
        for deed in self.DEEDS:
            address = reverse(deed, args=[alice.id])
            assert signed_in(bob).post(address, form).status_code == 403
            assert signed_in(charlie).post(address, form).status_code == 404
        assert signed_in(bob).post(reverse("invite"), form).status_code == 403

    def test_see_their_colleagues_is_everyone_there(
        self, alice: Person, bob: Person, charlie: Person, signed_in: SignedIn
    ) -> None:
        page = signed_in(bob).get(reverse("people")).content.decode()

        assert "Alice" in page
        assert "Iemand uitnodigen" not in page
        assert "Alice" not in signed_in(charlie).get(reverse("people")).content.decode()

    def test_a_bsp_has_one_role_and_nothing_to_choose(
        self, dora: Person, provider: Organisation, signed_in: SignedIn
    ) -> None:
        doras = signed_in(dora)
        page = invite(doras, "piet@proefbode.example")

        Client().post(page, ACCOUNT)

        piet = Person.objects.get(email="piet@proefbode.example")
        assert roles_of(piet, provider) == {"account_manager"}


KEY = {"name": "Zaaksysteem", "scopes": ["messages"], "every_purpose_because": "Eén koppeling"}


class TestKeysForPrograms:
    def test_are_for_one_purpose_or_say_why_they_are_for_all(self, browser: Client) -> None:
        bare = {"name": "Zaaksysteem", "scopes": ["messages"]}
        for wrong in (bare, KEY | {"purpose": "permits"}):
            assert browser.post(reverse("api_keys"), wrong).status_code == 422
        assert not ApiToken.objects.exists()

        browser.post(reverse("api_keys"), KEY)
        assert "Voor elk doel: Eén koppeling" in browser.get(reverse("api_keys")).content.decode()

    def test_are_for_a_purpose_of_the_licence_and_say_what_to_do_without_one(
        self, browser: Client, licence: Licence
    ) -> None:
        offered = dict(browser.get(reverse("api_keys")).context["form"]["purpose"].field.choices)
        assert set(offered) == {"", *licence.purposes}
        with every_tenant("a test's world"):
            Licence.objects.update(status="ended")

        page = browser.get(reverse("api_keys")).content.decode()

        assert "uw gemeente heeft nog geen vergunning" in page
        assert reverse("new_application") in page
        bare = {"name": "Zaaksysteem", "scopes": ["messages"], "purpose": "permits"}
        assert browser.post(reverse("api_keys"), bare).status_code == 422

    def test_are_shown_once(self, browser: Client, licence: Licence) -> None:
        form = {"name": "Zaaksysteem", "scopes": ["messages"], "purpose": "permits"}
        made = browser.post(reverse("api_keys"), form).content.decode()
        key = re.search(r'<code class="digest">([^<]+)</code>', made)

        assert key is not None
        program = find_token_actor(key[1])
        assert program is not None
        assert (program.scopes, program.bound_to) == ({"messages"}, "permits")
        again = browser.get(reverse("api_keys")).content.decode()
        assert "Zaaksysteem" in again
        assert "door Alice" in again
        assert key[1] not in again

    def test_stop_when_they_are_revoked(self, browser: Client) -> None:
        browser.post(reverse("api_keys"), KEY)
        browser.post(reverse("revoke_api_key", args=[ApiToken.objects.get().id]))

        assert ApiToken.objects.get().revoked_at is not None

    def test_are_the_administrators(
        self, alice: Person, bob: Person, charlie: Person, signed_in: SignedIn
    ) -> None:
        signed_in(alice).post(reverse("api_keys"), KEY)
        address = reverse("revoke_api_key", args=[ApiToken.objects.get().id])

        assert signed_in(bob).get(reverse("api_keys")).status_code == 403
        assert signed_in(bob).post(address).status_code == 403
        assert signed_in(charlie).post(address).status_code == 404
        assert signed_in(alice).post(reverse("revoke_api_key", args=[new_id()])).status_code == 404

    def test_need_a_name_and_something_to_do(self, browser: Client) -> None:
        answer = browser.post(reverse("api_keys"), {"name": ""})

        assert answer.status_code == 422
        assert "Kies er minstens één." in answer.content.decode()
