"""Who may see which page: alice may, bob may not, charlie finds nothing, a stranger signs in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.people import join
from tests.web.conftest import SignedIn

from bode.conversations.models import Conversation
from bode.organisations.models import Membership, Organisation, Person
from bode.web import urls

SOME_ID = UUID(int=1)
DESK = ["desk", "conversation_list"]
OF_ONE_CONVERSATION = ["conversation", "thread", "template_fields"]
WRITING = [
    "seen",
    "reply",
    "reply_with_template",
    "reply_with_extra",
    "typing",
    "set_purpose",
    "assign",
    "hand_over",
    "snooze",
    "wake",
    "set_urgent",
    "reopen_conversation",
    "close_conversation",
]


def routes(among: Sequence[URLPattern | URLResolver] = urls.urlpatterns) -> list[URLPattern]:
    """Our own routes; those of the sign-in library guard themselves."""
    ours = [each for each in among if not str(each.pattern).lstrip("^").startswith("account/")]
    return [
        route
        for each in ours
        for route in (routes(each.url_patterns) if isinstance(each, URLResolver) else [each])
    ]


@pytest.mark.parametrize("route", routes(), ids=lambda route: route.name)
def test_every_route_says_who_may_see_it(route: URLPattern) -> None:
    assert hasattr(route.callback, "rights") or getattr(route.callback, "public", False)


def test_the_pages_are_where_the_world_looks_for_them() -> None:
    resolver = get_resolver()
    assert isinstance(resolver, URLResolver)
    for path in ("/", "/desk/", "/licence/", "/templates/", "/privacy/", "/monitor/", "/settings/"):
        assert resolver.resolve(path)


@pytest.mark.parametrize("page", ["home", *DESK, "licence", "privacy", "settings"])
def test_a_stranger_signs_in_first(db: None, client: Client, page: str) -> None:
    answer = client.get(reverse(page))

    assert answer.status_code == 302
    assert answer["Location"] == f"/account/login/?next={reverse(page)}"


def test_a_fragment_sends_its_whole_page_to_the_sign_in(db: None, client: Client) -> None:
    answer = client.get(
        reverse("conversation_list"),
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/"},
    )

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/account/login/?next=/desk/"


@pytest.mark.parametrize("page", DESK)
def test_an_agent_sees_the_desk_and_a_colleague_in_another_role_does_not(
    alice: Person, bob: Person, signed_in: SignedIn, page: str
) -> None:
    assert signed_in(alice).get(reverse(page)).status_code == 200
    assert signed_in(bob).get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", OF_ONE_CONVERSATION)
def test_a_conversation_is_for_agents_of_that_municipality(
    alice: Person,
    bob: Person,
    charlie: Person,
    signed_in: SignedIn,
    conversation: Conversation,
    page: str,
) -> None:
    address = reverse(page, args=[conversation.id])

    assert signed_in(alice).get(address).status_code == 200
    assert signed_in(bob).get(address).status_code == 403
    assert signed_in(charlie).get(address).status_code == 404


@pytest.mark.parametrize("action", WRITING)
def test_writing_is_for_agents_of_that_municipality(
    bob: Person, charlie: Person, signed_in: SignedIn, conversation: Conversation, action: str
) -> None:
    address = reverse(action, args=[conversation.id])
    form = {"body": "Hallo", "purpose": "permits", "to": "me"}

    assert signed_in(bob).post(address, form).status_code == 403
    assert signed_in(charlie).post(address, form).status_code == 404


def test_another_municipalitys_list_is_empty(
    charlie: Person, signed_in: SignedIn, conversation: Conversation
) -> None:
    page = signed_in(charlie).get(reverse("desk"))

    assert "Wanneer komt mijn vergunning?" not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("conversation", [SOME_ID]),
        ("media", [SOME_ID]),
        ("application", [SOME_ID]),
        ("licence_detail", [SOME_ID]),
    ],
)
def test_what_is_not_there_is_not_found(
    alice: Person, signed_in: SignedIn, name: str, args: list[UUID]
) -> None:
    page = signed_in(alice).get(reverse(name, args=args))

    assert page.status_code == 404
    assert "Deze pagina is er niet" in page.content.decode()


def test_everyone_comes_home_to_their_own_work(
    alice: Person, bob: Person, dora: Person, signed_in: SignedIn
) -> None:
    assert signed_in(alice).get("/")["Location"] == "/desk/"
    assert signed_in(dora).get("/")["Location"] == "/licence/"
    mayor = join(alice.memberships.all()[0].organisation, "Marie", "signatory")
    assert signed_in(mayor).get("/")["Location"] == "/licence/"
    assert "Welkom, Bob" in signed_in(bob).get("/").content.decode()


def test_vng_comes_home_to_the_figures_and_is_offered_no_desk_and_no_licence(
    db: None, signed_in: SignedIn
) -> None:
    vng = Organisation.objects.create(kind="vng", code="vng-proef", name="VNG")
    browser = signed_in(join(vng, "Mona", "monitor"))

    assert browser.get("/")["Location"] == "/monitor/"
    menu = browser.get("/monitor/").content.decode().partition("<nav")[2].partition("</nav>")[0]
    offered = re.findall('href="([^"]+)"', menu)
    assert "/monitor/" in offered
    assert not {"/desk/", "/licence/", "/templates/", "/numbers/"} & set(offered)


@pytest.mark.parametrize("role", ["broadcaster", "approver"])
def test_whose_work_are_broadcasts_starts_there(
    municipality: Organisation, signed_in: SignedIn, role: str
) -> None:
    assert signed_in(join(municipality, "Wim", role)).get("/")["Location"] == "/broadcasts/"


def test_someone_without_an_organisation_is_told_so(db: None, signed_in: SignedIn) -> None:
    nobody = Person.objects.create_user("niemand@nergens.example", name="Niemand")

    assert signed_in(nobody).get("/").status_code == 403


def test_someone_of_two_organisations_can_change_over(
    alice: Person, other_municipality: Organisation, signed_in: SignedIn
) -> None:
    Membership.objects.create(person=alice, organisation=other_municipality, role="administrator")
    browser = signed_in(alice)
    browser.post(reverse("act_for"), {"organisation": alice.memberships.first().organisation_id})
    assert browser.get("/")["Location"] == "/desk/"

    browser.post(reverse("act_for"), {"organisation": other_municipality.id})

    assert browser.get("/")["Location"] == "/licence/"


@pytest.mark.parametrize("organisation", [uuid4(), "geen id", ""])
def test_one_acts_only_for_ones_own_organisation(
    alice: Person, signed_in: SignedIn, organisation: object
) -> None:
    answer = signed_in(alice).post(reverse("act_for"), {"organisation": organisation})

    assert answer.status_code == 403
