"""What open pages hear: ids of their own organisation, at once, however many pages there are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse
from django.test import AsyncClient, Client
from django.urls import reverse
from tests.people import actor_of, join
from tests.web.conftest import SignedIn
from tests.workers import work

from bode.background import beating
from bode.basics import now
from bode.conversations.live import CHANNEL, NOTIFY, announcement
from bode.organisations.connecting import connect_for_everyone
from bode.organisations.models import Organisation, Person
from bode.organisations.people import remove
from bode.web import live
from bode.web import workers as workers_seen
from bode.web.live import Hub, Subscription

MINE, OTHERS = uuid4(), uuid4()
CONVERSATION = UUID(int=7)


@pytest.fixture
def workers(transactional_db: None) -> None:
    work()


async def announce(organisation: UUID, *conversations: UUID) -> None:
    async with await connect_for_everyone("a test") as connection:
        await connection.execute(NOTIFY, [CHANNEL, announcement(organisation, conversations)])


async def heard(page: Subscription) -> str:
    await asyncio.wait_for(page.woken.wait(), 5)
    return page.take().decode()


async def listen(person: Person) -> AsyncIterator[bytes]:
    """The stream, as their browser asks for it."""
    browser = AsyncClient()
    await browser.aforce_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    answer = await browser.get(reverse("live"))
    assert isinstance(answer, StreamingHttpResponse)
    return aiter(answer)


@pytest.mark.usefixtures("workers")
async def test_a_hundred_pages_hear_of_a_change_through_one_connection() -> None:
    hub = Hub()
    with hub.subscribe(MINE) as first:
        assert "event: everything" in await heard(first)  # now it listens
        pages = [hub.subscribe(MINE) for _ in range(100)]
        opened = [page.__enter__() for page in pages]
        for page in opened:
            page.take()

        await announce(MINE, CONVERSATION)

        for page in [first, *opened]:
            assert await heard(page) == f"event: list\ndata:\n\nevent: {CONVERSATION}\ndata:\n\n"
        async with await connect_for_everyone("a test") as connection:
            listeners = await connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'bode web live'"
            )
            assert await listeners.fetchone() == (1,)


@pytest.mark.usefixtures("workers")
async def test_a_page_hears_nothing_of_other_organisations() -> None:
    hub = Hub()
    with hub.subscribe(MINE) as page:
        await heard(page)

        await announce(OTHERS, CONVERSATION)
        await announce(MINE, UUID(int=8))

        assert await heard(page) == f"event: list\ndata:\n\nevent: {UUID(int=8)}\ndata:\n\n"


async def test_open_pages_hear_when_no_worker_works_and_when_one_does(
    workers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beating, "STILL_SECONDS", 0.5)
    monkeypatch.setattr(workers_seen, "LOOK_SECONDS", 0.1)
    hub = Hub()
    with hub.subscribe(MINE) as page:
        assert "event: everything" in await heard(page)

        assert await heard(page) == "event: attention\ndata:\n\n"
        await sync_to_async(work)()
        assert await heard(page) == "event: attention\ndata:\n\n"


def test_a_page_that_just_opened_fetches_what_it_may_have_missed() -> None:
    assert Subscription(organisation_id="x").take() == b"event: everything\ndata:\n\n"


def test_when_too_much_changed_to_name_it_everything_is_fetched() -> None:
    page = Subscription(organisation_id="x")
    page.take()

    page.tell([])

    assert page.take() == b"event: everything\ndata:\n\n"


@pytest.mark.django_db(transaction=True)
async def test_a_stream_ends_when_its_reader_was_removed(
    alice: Person, municipality: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT", 0.05)
    anouk = await sync_to_async(join)(municipality, "Anouk", "agent")
    stream = await listen(anouk)
    assert await anext(stream) == b"event: everything\ndata:\n\n"

    await sync_to_async(lambda: remove(actor_of(alice), anouk.id))()

    async with asyncio.timeout(5):
        async for _ in stream:
            pass


@pytest.mark.django_db(transaction=True)
async def test_where_there_is_always_news_the_server_beats_as_well(
    alice: Person, municipality: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT", 0.3)
    anouk = await sync_to_async(join)(municipality, "Anouk", "agent")
    stream = await listen(anouk)
    pieces = []

    async with asyncio.timeout(5):
        for _ in range(4):
            pieces.append((await anext(stream)).decode())
            await announce(municipality.id, CONVERSATION)

    [beat, *_] = [each for each in pieces if each.startswith("event: beat\n")]
    told = float(beat.partition("data: ")[2])
    assert abs(told - now().timestamp()) < 5


def test_the_stream_is_for_agents(bob: Person, client: Client, signed_in: SignedIn) -> None:
    assert client.get(reverse("live")).status_code == 403
    assert signed_in(bob).get(reverse("live")).status_code == 403
