"""In which order a list shows conversations, page by page, and what of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from tests.conversations.street import Citizen, report

from bode.conversations.models import Conversation
from bode.conversations.queues import Asked, Queue, list_queue
from bode.conversations.sending import Outgoing, send
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
EVERYTHING, NOBODYS = Asked(queue=Queue.ALL), Asked(queue=Queue.UNASSIGNED)
FAILED = {"errors": [{"code": 131026}]}


def after(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.fixture(autouse=True)
def street(number: PhoneNumber, in_scope: None) -> None:
    """Each writes a minute after the one before."""
    for minutes, name in enumerate(("Anne", "Bas", "Cato", "Dirk", "Els"), 1):
        Citizen(f"3161234560{minutes}", name=name).write(at=after(minutes))


def let(name: str, **stands: object) -> None:
    Conversation.objects.filter(contact__name=name).update(**stands)


def pages(asked: Asked, limit: int) -> Iterator[list[str]]:
    """Who stands on each page of a list, from the first on."""
    before = None
    for _ in range(5):  # a page that led to itself would go on for ever
        page = list_queue(asked, before=before, limit=limit)
        yield [each.citizen for each in page.rows]
        before = page.older
        if before is None:
            return


def test_the_latest_message_stands_first_and_each_conversation_once() -> None:
    assert list(pages(EVERYTHING, 2)) == [["Els", "Dirk"], ["Cato", "Bas"], ["Anne"]]


def test_before_all_others_comes_what_is_urgent_and_then_what_asks_for_attention() -> None:
    let("Anne", attention="handed_over", attention_since=after(6))
    let("Bas", attention="woken", attention_since=after(7))
    let("Cato", urgent_since=after(8))

    assert list(pages(NOBODYS, 5)) == [["Cato", "Anne", "Bas", "Els", "Dirk"]]


def test_what_comes_before_all_others_stands_on_the_first_page_alone() -> None:
    let("Cato", urgent_since=after(8))

    assert list(pages(EVERYTHING, 2)) == [["Cato", "Els", "Dirk"], ["Bas", "Anne"], []]


def test_what_is_put_off_stands_in_the_order_in_which_it_comes_back() -> None:
    for minutes, name in enumerate(("Cato", "Els", "Anne"), 60):
        let(name, snoozed_until=after(minutes), urgent_since=after(9))

    assert list(pages(Asked(queue=Queue.SNOOZED), 2)) == [["Cato", "Els"], ["Anne"]]


def test_a_row_says_that_our_last_message_failed_until_one_arrives(agent: Actor) -> None:
    def say(wamid: str, status: str, **more: object) -> bool:
        """Answer, hear what became of it, and look at the row."""
        answer = {"type": "text", "content": {"body": "Dank u"}, "purpose": "permits"}
        message = send(agent, Outgoing(**answer, conversation_id=here.id))  # type: ignore[arg-type]
        report(wamid, status, after(10), message.id, **more)
        [row] = list_queue(EVERYTHING, limit=1).rows
        assert row.id == here.id
        return row.has_failed

    Citizen("31612345609", name="Fien").write()
    here = Conversation.objects.get(contact__name="Fien")

    assert say("wamid.Q1", "failed", **FAILED)
    assert not say("wamid.Q2", "delivered")


def test_what_is_urgent_and_has_no_room_on_the_first_page_stands_by_its_time() -> None:
    for minutes, name in enumerate(("Els", "Dirk", "Cato", "Bas"), 6):
        let(name, urgent_since=after(minutes))

    assert list(pages(NOBODYS, 2)) == [["Els", "Dirk", "Cato", "Bas"], ["Anne"]]
