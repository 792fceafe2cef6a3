"""The public pages of crisis messages: what they say, and what they keep silent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from asgiref.sync import async_to_sync
from django.conf import LazySettings
from tests.broadcasting import let_ask, run_broadcast
from tests.people import actor_of, join

from bode.basics import now
from bode.broadcasts import actions
from bode.broadcasts.crisis_pages.publishing import publish, publish_all
from bode.broadcasts.models import Broadcast
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.processes.crisis import CrisisPages

PHONES = ["31612348001", "31612348002"]
ATOM = "{http://www.w3.org/2005/Atom}"

Ask = Callable[..., tuple[int, dict[bytes, bytes], str]]


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    person = join(municipality, "Erik", "broadcaster")
    let_ask(person, PHONES)
    return person


@pytest.fixture
def crisis(erik: Person, municipality: Organisation) -> Broadcast:
    """A message about a crisis that is being sent."""
    made = run_broadcast(erik, join(municipality, "Fatima", "approver"), PHONES, name="Intern")
    with every_tenant("a test arranges what it is about"):
        text = "Rook in de <haven>.\nRamen dicht."
        audience = {"subscribed": {"purpose": "crisis_response", "areas": []}}
        Broadcast.objects.update(purpose="crisis_response", text=text, audience=audience)
    return made


@pytest.fixture
def ask(settings: LazySettings, tmp_path: Path) -> Ask:
    """Ask the web process for a page that was written into a folder of its own."""
    settings.CRISIS_PAGES = tmp_path
    pages = CrisisPages(tmp_path)

    def get(path: str, method: str = "GET") -> tuple[int, dict[bytes, bytes], str]:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> dict[str, Any]:
            return {}

        async_to_sync(pages)({"method": method, "path": path}, receive, send)
        return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"].decode()

    return get


def page(ask: Ask, path: str = "/crisis/GM9911/") -> str:
    publish_all()
    status, _headers, text = ask(path)
    assert status == 200
    return text


def become(**facts: Any) -> None:
    with every_tenant("a test arranges the outcome"):
        Broadcast.objects.update(**facts)


def test_anyone_reads_what_was_sent_and_never_who_or_to_whom(ask: Ask, crisis: Broadcast) -> None:
    text = page(ask)

    assert "Rook in de &lt;haven&gt;.<br>Ramen dicht." in text
    assert "Wordt nu verstuurd." in text
    assert not [each for each in (*PHONES, "Erik", "Fatima", "Intern") if each in text]


def test_it_is_there_in_english_too(ask: Ask, crisis: Broadcast) -> None:
    text = page(ask, "/crisis/GM9911/en/")

    assert '<html lang="en">' in text
    assert "Being sent now." in text
    assert '<p lang="nl" dir="auto">Rook' in text


def test_each_page_begins_with_its_own_language(ask: Ask, crisis: Broadcast) -> None:
    english = {"template": {"language": {"code": "en_GB"}}, "text": "Smoke at the harbour."}
    become(translations=[english])

    dutch = page(ask)
    assert dutch.index('<p lang="nl" dir="auto">Rook') < dutch.index(
        '<p lang="en" dir="auto">Smoke'
    )
    other = page(ask, "/crisis/GM9911/en/")
    assert other.index("Smoke at the harbour.") < other.index("Rook in de")
    assert "Smoke at the harbour." in page(ask, "/crisis/GM9911/en/feed.xml")


def test_a_message_is_of_now_until_a_day_after_it_was_sent(ask: Ask, crisis: Broadcast) -> None:
    become(status="done", ended_at=now() - timedelta(hours=23))
    assert "Eerder" not in page(ask)

    become(ended_at=now() - timedelta(hours=25))
    text = page(ask)

    assert text.index("Er is nu geen crisismelding.") < text.index("Eerder") < text.index("Rook")


def test_one_that_was_stopped_is_not_told(ask: Ask, crisis: Broadcast) -> None:
    become(status="stopped", ended_at=now())

    text = page(ask)

    assert "Rook" not in text
    assert "Er is nu geen crisismelding." in text


def test_what_went_to_given_numbers_is_for_them_alone(ask: Ask, crisis: Broadcast) -> None:
    become(audience={"phones": 3})

    assert "Rook" not in page(ask)


def test_what_has_not_been_started_is_not_told(ask: Ask, crisis: Broadcast) -> None:
    become(status="approved", started_at=None)

    assert "Rook" not in page(ask)


def test_other_messages_are_no_crisis(ask: Ask, crisis: Broadcast) -> None:
    become(purpose="appointments")

    assert "Rook" not in page(ask)


def test_a_step_writes_the_page_at_once(
    ask: Ask,
    crisis: Broadcast,
    erik: Person,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), scope(crisis.municipality_id):
        actions.pause(actor_of(erik), crisis.id)

    assert "Het versturen is even stilgezet." in ask("/crisis/GM9911/")[2]


def test_a_page_that_is_the_same_is_not_written_again(
    ask: Ask, crisis: Broadcast, tmp_path: Path
) -> None:
    page(ask)
    files = [tmp_path / "GM9911" / name for name in ("index.html", "feed.xml", "en/index.html")]
    before = [each.stat().st_ino for each in files]

    publish(crisis.municipality_id)

    assert [each.stat().st_ino for each in files] == before


def test_the_feed_has_an_entry_for_each_message(ask: Ask, crisis: Broadcast) -> None:
    feed = ElementTree.fromstring(page(ask, "/crisis/GM9911/feed.xml"))

    assert feed.findtext(f"{ATOM}title") == "Crisismeldingen van Proefstad"
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{crisis.id}"
    assert "Rook in de &lt;haven&gt;." in (entry.findtext(f"{ATOM}summary") or "")


def test_without_messages_there_is_a_page_and_a_list_that_leads_to_it(
    ask: Ask, number: PhoneNumber
) -> None:
    assert "Er is nu geen crisismelding." in page(ask)
    assert '<a href="GM9911/">Proefstad</a>' in page(ask, "/crisis/")
    assert '<a href="../GM9911/en/">Proefstad</a>' in page(ask, "/crisis/en/")


def test_nothing_but_the_page_itself_is_let_in(ask: Ask, number: PhoneNumber) -> None:
    publish_all()

    _status, headers, _text = ask("/crisis/GM9911/")

    assert headers[b"content-security-policy"].startswith(b"default-src 'none'; style-src 'sha256-")
    assert headers[b"content-type"] == b"text/html; charset=utf-8"
    assert ask("/crisis/GM9911/", "HEAD")[2] == ""


@pytest.mark.parametrize("path", ["/crisis", "/crisis/GM9911", "/crisis/GM9911/en"])
def test_an_address_without_its_last_stroke_leads_on(ask: Ask, path: str) -> None:
    status, headers, _text = ask(path)

    assert (status, headers[b"location"]) == (308, f"{path}/".encode())


def test_what_is_amiss_with_one_municipality_keeps_nothing_else_from_the_public(
    ask: Ask, crisis: Broadcast
) -> None:
    become(template={})

    assert "Proefstad" in page(ask, "/crisis/")


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/crisis/GM0000/", "GET", 404),
        ("/crisis/../.lock", "GET", 404),
        ("/crisis/.lock", "GET", 404),
        ("/crisis/feed.xml", "GET", 404),
        ("/crisis/GM9911/", "POST", 405),
    ],
)
def test_there_is_nothing_else(
    ask: Ask, number: PhoneNumber, path: str, method: str, status: int
) -> None:
    publish_all()

    assert ask(path, method)[0] == status
