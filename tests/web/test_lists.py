"""The lists of open pages after a change: made once for all who look at the same one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from uuid import UUID

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conversations.street import Citizen
from tests.people import actor_of, join

from bode.conversations import assigning
from bode.conversations.models import Conversation
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.web import pushing
from bode.web.desk.lists import Made, Rows, Wanted, make_lists
from bode.web.live import Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_their_scope(municipality: Organisation, number: PhoneNumber) -> Iterator[None]:
    with scope(municipality.id):
        yield


@pytest.fixture
def eva(municipality: Organisation) -> Person:
    return join(municipality, "Eva", "agent")


def wants(person: Person, query: str = "", language: str = "nl") -> Wanted:
    return Wanted(person_id=person.id, query=query, language=language)


def asked_by(phone: str) -> UUID:
    Citizen(phone).write()
    return Conversation.objects.latest("id").id


def queries_for(wanted: list[Wanted]) -> int:
    with CaptureQueriesContext(connection) as asked:
        make_lists(wanted, [], {})
    return len(asked)


def test_a_list_is_made_once_for_all_who_look_at_it(
    municipality: Organisation, alice: Person
) -> None:
    asked_by("31612340001")
    colleagues = [join(municipality, f"Agent {n}", "agent") for n in range(5)]

    assert queries_for([wants(alice)]) == queries_for([wants(each) for each in colleagues])


def test_each_reads_it_in_their_own_language(alice: Person, eva: Person) -> None:
    asked_by("31612340001")
    dutch, english = wants(alice), wants(eva, language="en")

    made = make_lists([dutch, english], [], {})

    assert "ongelezen" in made[dutch].rows.html
    assert "unread" in made[english].rows.html
    assert b"Van mij" in made[dutch].queues
    assert b"Van mij" not in made[english].queues


def test_each_sees_how_much_waits_for_them(alice: Person, eva: Person) -> None:
    assigning.take(actor_of(eva), asked_by("31612340001"), seen=None)

    made = make_lists([wants(alice), wants(eva)], [], {})

    mine = b'Van mij <span class="queues__count">1</span>'
    assert mine in made[wants(eva)].queues
    assert mine not in made[wants(alice)].queues


def test_the_list_of_one_person_is_made_anew_for_what_concerns_them_alone(
    alice: Person, eva: Person
) -> None:
    first = asked_by("31612340001")
    assigning.take(actor_of(alice), first, seen=None)
    mine = wants(alice, "queue=mine")
    before = make_lists([mine], [], {})
    other = asked_by("31612340002")

    after = make_lists([mine], [str(other)], before)
    assert after[mine].rows is before[mine].rows

    assigning.take(actor_of(alice), other, seen=None)
    after = make_lists([mine], [str(other)], before)
    assert str(other) in after[mine].rows.versions

    assigning.assign(actor_of(alice), first, eva.id)
    after = make_lists([mine], [str(first)], after)
    assert str(first) not in after[mine].rows.versions


def test_a_page_gets_what_differs_from_what_it_has() -> None:
    page = Subscription(organisation_id="x")
    page.take()

    page.show(Made(rows=Rows(html="1"), queues=b"queues 1\n\n"))
    assert page.take() == b"queues 1\n\nevent: rows\ndata: 1\n\n"

    page.show(Made(rows=Rows(html="1"), queues=b"queues 2\n\n"))
    assert page.take() == b"queues 2\n\n"


def test_what_was_not_sent_yet_gives_way_to_what_is_newer() -> None:
    page = Subscription(organisation_id="x")
    page.take()

    page.show(Made(rows=Rows(html="1"), queues=b"queues 1\n\n"))
    page.show(Made(rows=Rows(html="2"), queues=b"queues 1\n\n"))

    assert page.take() == b"queues 1\n\nevent: rows\ndata: 2\n\n"


def test_a_row_that_a_page_has_already_is_not_brought_again(alice: Person) -> None:
    first, second = asked_by("31612340001"), asked_by("31612340002")
    before = make_lists([wants(alice)], [], {})[wants(alice)].rows
    assigning.take(actor_of(alice), first, seen=None)
    after = make_lists([wants(alice)], [str(first)], {})[wants(alice)].rows

    brought = after.beside(before).decode()

    same = f'<li id="row-{second}" data-version="{after.versions[str(second)]}" data-same></li>'
    assert same in brought
    assert f'id="open-{first}"' in brought
    assert f'id="open-{second}"' not in brought
    assert f'id="open-{second}"' in after.beside(None).decode()


@pytest.mark.django_db(transaction=True)
def test_when_it_is_not_known_what_changed_no_list_stays_as_it_was(
    municipality: Organisation, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = asked_by("31612340001")
    assigning.take(actor_of(alice), first, seen=None)
    monkeypatch.setattr(pushing, "GATHER", 0.0)
    monkeypatch.setattr(pushing, "PAUSE", 0.0)
    mine = wants(alice, "queue=mine")
    page = Subscription(organisation_id=str(municipality.id), wanted=mine)
    lists = pushing.Lists(lambda _of: [page])

    async def shown(*ids: UUID) -> None:
        async with asyncio.timeout(10):
            while page.listed is None or set(page.listed.rows.versions) != set(map(str, ids)):
                await page.woken.wait()
                page.woken.clear()

    async def follow() -> None:
        lists.open(page.organisation_id)
        await shown(first)
        await sync_to_async(end_silently)(first)
        lists.open(page.organisation_id)
        await asyncio.sleep(0)  # while this one is under way …
        lists.forget(page.organisation_id)
        await shown()

    asyncio.run(follow())


def end_silently(conversation_id: UUID) -> None:
    """It is nobody's any more, and nobody was told."""
    with every_tenant("a test arranges what was not announced"):
        Conversation.objects.filter(id=conversation_id).update(assignee=None)
