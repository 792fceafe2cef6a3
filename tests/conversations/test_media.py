"""Attachments are fetched at once and once only, if they are what they say; failures show why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Thread, current_thread
from typing import Any, ClassVar

import pytest
from asgiref.sync import async_to_sync
from django.core.files.storage import FileSystemStorage
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from pytest_django.fixtures import Settings
from tests import pdfs
from tests.conversations.street import PHONE, PROVIDER, Citizen
from tests.outbox.running import simulate
from tests.people import actor_of
from tests.simulator.running import TOKEN, World, eventually, serve

from bode.basics import now
from bode.conversations import files, jobs, recording
from bode.conversations.fetching import NotFetched
from bode.conversations.models import Media, Message
from bode.conversations.numbers import Numbers
from bode.licensing.models import PhoneNumber, ProviderConnection
from bode.licensing.notices import list_notices
from bode.licensing.numbers import connect_number, resume_number
from bode.organisations.models import Person
from bode.organisations.tenancy import scope
from bode.simulator.samples import sample
from bode.whatsapp import Gateway, parse_webhook
from bode.whatsapp.limits import MEGABYTE

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("in_scope", "no_jobs"),
]


@pytest.fixture
def platform(number: PhoneNumber, settings: Settings, tmp_path: Path) -> Iterator[World]:
    settings.MEDIA_ROOT = tmp_path
    with simulate(number) as world:
        settings.GRAPH_URL = world.address
        yield world


def receive(platform: World, number: PhoneNumber, kind: str = "image", **content: Any) -> Media:
    came = len(platform.receiver.bodies)
    wamid = platform.write(PHONE, to=number.platform_id, type=kind, **{kind: content})
    eventually(lambda: len(platform.receiver.bodies) > came)
    for event in parse_webhook(platform.receiver.bodies[came]):
        recording.record(event, Numbers(PROVIDER))
    return Media.objects.get(message__wamid=wamid)


def upload(platform: World, number: PhoneNumber, mime_type: str, data: bytes) -> str:
    """A citizen's phone gives a file to the platform."""
    answer = platform.graph.post(
        f"/{number.platform_id}/media",
        data={"messaging_product": "whatsapp", "type": mime_type},
        files={"file": ("bestand", data, mime_type)},
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def job_of(media: Media) -> ProcrastinateJob:
    return ProcrastinateJob.objects.get(
        task_name="conversations.fetch_media", args={"media_id": str(media.id)}
    )


def fetch(media: Media, attempts: int = 0) -> None:
    job = job_of(media)
    context = JobContext(
        app=jobs.app,
        job=Job(
            id=job.id,
            queue=jobs.QUEUE,
            lock=None,
            queueing_lock=None,
            task_name=job.task_name,
            attempts=attempts,
        ),
        start_timestamp=0.0,
        abort_reason=lambda: None,
    )
    async_to_sync(jobs.fetch_media.func)(context, str(media.id))
    media.refresh_from_db()


def become_due(media: Media, since: datetime | None = None) -> None:
    """As if its pause were over; `since` is when it began to wait."""
    waiting = Media.objects.filter(id=media.id)
    waiting.exclude(due_at=None).update(due_at=now())
    waiting.exclude(due_at=None).update(waits_since=since or now())


async def nothing_there(scope: Any, _receive: Any, send: Any) -> None:
    """Answers 404, in the words of whoever passes requests on to the platform."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b'{"meta": {"http_code": 404}}'})


def test_an_attachment_is_kept_under_its_municipality_by_its_content(
    platform: World, number: PhoneNumber, tmp_path: Path
) -> None:
    media = receive(platform, number)
    assert media.state == "pending"

    fetch(media)

    path = tmp_path / str(number.municipality_id) / media.sha256
    assert (media.state, media.mime_type, media.size) == (
        "stored",
        "image/png",
        len(sample("image/png")),
    )
    assert media.sha256 == sha256(path.read_bytes()).hexdigest()
    assert {each.name for each in path.parent.iterdir()} == {path.name, f"{path.name}.thumbnail"}
    assert path.stat().st_mode & 0o077 == 0


def test_what_the_platform_no_longer_keeps_has_expired(
    platform: World, number: PhoneNumber, tmp_path: Path
) -> None:
    media = receive(platform, number)
    Media.objects.update(platform_id="123456789")

    fetch(media)

    assert (media.state, media.failure) == ("failed", "expired")
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_expired_is_asked_for_anew(
    platform: World, number: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = receive(platform, number)
    monkeypatch.setattr("bode.simulator.media.URL_SECONDS", -1)

    with pytest.raises(NotFetched):
        fetch(media)
    assert media.state == "pending"

    monkeypatch.undo()
    fetch(media)
    assert media.state == "stored"


def test_an_address_that_expires_each_time_shows_as_expired(
    platform: World, number: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = receive(platform, number)
    monkeypatch.setattr("bode.simulator.media.URL_SECONDS", -1)

    fetch(media, attempts=7)

    assert (media.state, media.failure) == ("failed", "expired")


@pytest.mark.parametrize(
    ("trouble", "waits_for"),
    [
        ({"kind": "http_500"}, "131016"),
        ({"kind": "http_429"}, "130429"),
        ({"kind": "refuse", "code": 190}, "190"),
        ({"kind": "refuse", "code": 131031}, "131031"),
        ({"kind": "refuse", "code": 0}, "0"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_waits_while_the_platform_gives_nothing_and_then_comes(
    platform: World, number: PhoneNumber, trouble: dict[str, Any], waits_for: str
) -> None:
    media = receive(platform, number)
    platform.control.post("/faults", json=trouble | {"rate": 1.0})

    fetch(media)
    assert (media.state, media.waits_for) == ("pending", waits_for)
    fetch(media, attempts=7)  # too soon
    assert media.state == "pending"

    platform.control.delete("/faults")
    become_due(media)
    fetch(media)
    assert (media.state, media.waits_for, media.due_at) == ("stored", "", None)


def test_a_platform_that_never_answers_is_asked_again_for_a_week(
    platform: World, number: PhoneNumber, settings: Settings
) -> None:
    media = receive(platform, number)
    settings.GRAPH_URL = "http://127.0.0.1:9"

    fetch(media, attempts=7)
    assert (media.state, media.waits_for) == ("pending", "unreachable")

    Message.objects.update(at=now() - timedelta(days=7))
    become_due(media)
    fetch(media)
    assert (media.state, media.failure, media.due_at) == ("failed", "expired", None)


def test_the_pauses_grow_to_an_hour(
    platform: World, number: PhoneNumber, settings: Settings
) -> None:
    media = receive(platform, number)
    settings.GRAPH_URL = "http://127.0.0.1:9"

    pauses = []
    for waited in (timedelta(0), timedelta(minutes=20), timedelta(hours=20)):
        become_due(media, since=now() - waited if waited else None)
        fetch(media)
        assert media.due_at
        pauses.append(round((media.due_at - now()).total_seconds() / 60))

    assert pauses == [1, 20, 60]


def test_what_waited_long_enough_is_tried_again(platform: World, number: PhoneNumber) -> None:
    media = receive(platform, number)
    platform.control.post("/faults", json={"kind": "refuse", "code": 190, "rate": 1.0})
    fetch(media)
    ProcrastinateJob.objects.all().delete()

    jobs.fetch_due.func(0)
    assert not ProcrastinateJob.objects.exists()

    become_due(media)
    jobs.fetch_due.func(0)
    jobs.fetch_due.func(0)
    assert job_of(media)


def test_a_key_that_no_longer_works_stops_the_number(platform: World, number: PhoneNumber) -> None:
    media = receive(platform, number)
    PhoneNumber.objects.update(access_token="an old key")

    fetch(media)

    number.refresh_from_db()
    assert (media.state, number.stopped_code) == ("pending", 190)
    assert [notice.event for notice in list_notices()] == ["190"]


def test_what_waits_for_a_number_comes_at_once_when_that_runs_again(
    platform: World, number: PhoneNumber
) -> None:
    media = receive(platform, number)
    platform.control.post("/faults", json={"kind": "refuse", "code": 190, "rate": 1.0})
    fetch(media)
    platform.control.delete("/faults")
    ProcrastinateJob.objects.all().delete()

    resume_number(number)
    jobs.fetch_waiting.func(str(number.id))

    fetch(media)
    assert media.state == "stored"


def test_what_waits_for_a_number_comes_at_once_with_a_new_key(
    platform: World, number: PhoneNumber, dora: Person
) -> None:
    media = receive(platform, number)
    PhoneNumber.objects.update(access_token="an old key")
    fetch(media)
    ProcrastinateJob.objects.all().delete()

    with scope(number.provider_id):
        connect_number(
            actor_of(dora),
            number.licence_id,
            platform_id=number.platform_id,
            account_id=number.account_id,
            display_number=number.display_number,
            access_token=TOKEN,
        )
    waiting = ProcrastinateJob.objects.get(task_name="conversations.fetch_waiting")
    jobs.fetch_waiting.func(**waiting.args)

    fetch(media)
    assert media.state == "stored"


def test_an_id_that_a_stopped_number_can_not_see_may_still_be_there(
    platform: World, number: PhoneNumber
) -> None:
    """To the key of another account every id is unknown."""
    media = receive(platform, number)
    Media.objects.update(platform_id="123456789")
    PhoneNumber.objects.update(stopped_code=33)

    fetch(media)

    assert (media.state, media.waits_for) == ("pending", "33")


@pytest.mark.parametrize("gateway", list(Gateway))
def test_an_id_that_is_not_found_without_a_word_of_the_platform_is_gone(
    number: PhoneNumber, citizen: Citizen, settings: Settings, gateway: Gateway
) -> None:
    citizen.write("image", {"id": "4711", "mime_type": "image/png"})
    ProviderConnection.objects.create(
        provider_id=number.provider_id, gateway=gateway, app_secret="a", verify_token="b"
    )
    media = Media.objects.get()

    with serve(nothing_there) as address:
        settings.GRAPH_URL = settings.DIALOG360_URL = address
        fetch(media)

    assert (media.state, media.failure) == ("failed", "expired")


def test_a_file_for_which_there_is_no_place_waits_at_last(
    platform: World, number: PhoneNumber, settings: Settings, tmp_path: Path
) -> None:
    media = receive(platform, number)
    (tmp_path / "full").write_bytes(b"")
    settings.MEDIA_ROOT = tmp_path / "full"  # a file, so nothing can be kept in it

    with pytest.raises(OSError):
        fetch(media)
    with pytest.raises(OSError):
        fetch(media, attempts=7)
    media.refresh_from_db()
    assert (media.state, media.waits_for) == ("pending", "internal")

    settings.MEDIA_ROOT = tmp_path
    become_due(media)
    fetch(media)
    assert media.state == "stored"


class Watched(FileSystemStorage):
    """Remembers in which threads it kept files."""

    threads: ClassVar[set[Thread]] = set()

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        self.threads.add(current_thread())
        return super().save(name, content, max_length)


def test_keeping_a_file_leaves_the_one_thread_for_the_database_free(
    platform: World, number: PhoneNumber, settings: Settings
) -> None:
    backend = {"BACKEND": f"{Watched.__module__}.Watched"}
    settings.STORAGES = settings.STORAGES | {"attachments": backend}

    fetch(receive(platform, number))

    assert Watched.threads
    assert current_thread() not in Watched.threads  # in which a test's database work is done


def test_a_file_that_is_not_what_it_says_is_not_kept(
    platform: World, number: PhoneNumber, tmp_path: Path
) -> None:
    page = upload(platform, number, "image/png", b"<html><script>alert(1)</script></html>")
    media = receive(platform, number, id=page, mime_type="image/png")

    fetch(media)

    assert (media.state, media.failure) == ("failed", "wrong_type")
    assert list(tmp_path.iterdir()) == []


def test_a_file_above_the_limit_of_its_kind_is_not_kept(
    platform: World, number: PhoneNumber, tmp_path: Path
) -> None:
    document = upload(platform, number, "application/pdf", b"%PDF-1.4\n" + bytes(6 * MEGABYTE))
    media = receive(platform, number, "document", id=document, mime_type="application/pdf")
    Message.objects.update(type="image")  # of which the limit is 5 MB

    fetch(media)

    assert (media.state, media.failure) == ("failed", "too_large")
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_would_unpack_without_end_is_not_kept(
    platform: World, number: PhoneNumber, tmp_path: Path
) -> None:
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    picture = upload(platform, number, "image/png", bomb.getvalue())
    media = receive(platform, number, id=picture, mime_type="image/png")

    fetch(media)

    assert (media.state, media.failure) == ("failed", "too_large")
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_is_kept_with_a_small_picture_of_its_first_page(
    platform: World, number: PhoneNumber
) -> None:
    plan = upload(platform, number, "application/pdf", pdfs.pdf(3))
    media = receive(platform, number, "document", id=plan, mime_type="application/pdf")
    again = receive(platform, number, "document", id=plan, mime_type="application/pdf")

    fetch(media)
    fetch(again)

    assert (media.state, media.pages, again.pages) == ("stored", 3, 3)
    with Image.open(files.open_thumbnail(again.key)) as small:
        assert (small.format, small.size) == ("WEBP", (320, 480))


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n broken", pdfs.locked(), pdfs.swelling()],
    ids=["broken", "locked", "swelling"],
)
def test_a_pdf_that_can_not_be_drawn_is_kept_without_a_picture(
    platform: World, number: PhoneNumber, data: bytes
) -> None:
    plan = upload(platform, number, "application/pdf", data)
    media = receive(platform, number, "document", id=plan, mime_type="application/pdf")

    fetch(media)

    assert (media.state, media.failure) == ("stored", "")
    assert (media.has_thumbnail, media.pages) == (False, None)


def test_a_file_that_was_fetched_for_one_message_is_there_for_another(
    platform: World, number: PhoneNumber, settings: Settings
) -> None:
    first = receive(platform, number)
    fetch(first)
    second = receive(platform, number, id=first.platform_id, mime_type="image/png")
    settings.GRAPH_URL = "http://127.0.0.1:9"  # so nothing can be fetched

    fetch(second)

    assert second.id != first.id
    assert (second.state, second.key, second.size) == ("stored", first.key, first.size)
    assert second.has_thumbnail


def test_the_same_content_under_another_id_is_not_fetched_again(
    platform: World, number: PhoneNumber, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = receive(platform, number)
    fetch(first)
    [kept] = [each for each in tmp_path.rglob("*") if each.name == first.sha256]
    again = upload(platform, number, "image/png", kept.read_bytes())
    second = receive(platform, number, id=again, mime_type="image/png")
    monkeypatch.setattr("bode.simulator.media.URL_SECONDS", -1)  # so nothing can be fetched

    fetch(second)

    assert (second.state, second.key) == ("stored", first.key)


def test_two_messages_with_one_file_wait_for_each_other(
    platform: World, number: PhoneNumber
) -> None:
    first = receive(platform, number)
    second = receive(platform, number, id=first.platform_id, mime_type="image/png")
    other = receive(platform, number)

    assert job_of(first).lock == job_of(second).lock
    assert job_of(first).lock != job_of(other).lock


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("unsupported", None),
        ("image", {"id": "4711", "mime_type": "image/jpeg", "caption": "De kapotte lamp"}),
        ("image", {}),
    ],
    ids=["of no kind", "named", "not named"],
)
def test_a_file_that_the_platform_itself_lost_shows_as_lost(
    citizen: Citizen, kind: str, content: dict[str, str] | None
) -> None:
    citizen.write(kind, content, errors=[{"code": 131052, "title": "Media download error"}])

    media = Media.objects.get()

    assert (media.state, media.failure) == ("failed", "lost")
    assert not ProcrastinateJob.objects.filter(args={"media_id": str(media.id)}).exists()
