"""Attachments are fetched at once, kept under their municipality, and failures show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from pytest_django.fixtures import Settings
from tests.conversations.street import PHONE, PROVIDER, Citizen
from tests.outbox.running import simulate
from tests.simulator.running import World, eventually

from bode.conversations import jobs, queries, recording
from bode.conversations.models import Media
from bode.conversations.numbers import Numbers
from bode.licensing.models import PhoneNumber
from bode.whatsapp import parse_webhook

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("in_scope")]


@pytest.fixture
def platform(number: PhoneNumber, settings: Settings, tmp_path: Path) -> Iterator[World]:
    settings.MEDIA_ROOT = tmp_path
    with simulate(number) as world:
        settings.GRAPH_URL = world.address
        yield world


def receive_picture(platform: World, number: PhoneNumber) -> Media:
    platform.write(PHONE, to=number.platform_id, type="image", image={"caption": "Dit zag ik"})
    eventually(lambda: platform.receiver.bodies)
    for event in parse_webhook(platform.receiver.bodies[0]):
        recording.record(event, Numbers(PROVIDER))
    return Media.objects.get()


def fetch(media: Media, attempts: int = 0) -> None:
    job = ProcrastinateJob.objects.get(
        task_name="conversations.fetch_media", args={"media_id": str(media.id)}
    )
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


def test_an_attachment_is_kept_under_its_municipality(
    platform: World, number: PhoneNumber, tmp_path: Path
) -> None:
    media = receive_picture(platform, number)
    assert media.state == "pending"

    fetch(media)

    path = queries.media_path(media)
    assert path == tmp_path / str(number.municipality_id) / str(media.id)
    assert (media.state, media.mime_type, media.size) == (
        "stored",
        "image/png",
        path.stat().st_size,
    )
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_an_attachment_that_is_gone_shows_as_failed(
    platform: World, number: PhoneNumber, tmp_path: Path
) -> None:
    media = receive_picture(platform, number)
    Media.objects.update(platform_id="123456789")

    fetch(media)

    assert media.state == "failed"
    assert list((tmp_path / str(number.municipality_id)).iterdir()) == []


def test_a_platform_in_trouble_is_asked_again_and_given_up_at_last(
    platform: World, number: PhoneNumber
) -> None:
    media = receive_picture(platform, number)
    platform.control.post("/faults", json={"kind": "http_500", "rate": 1.0})

    with pytest.raises(jobs.Refused):
        fetch(media)
    assert media.state == "pending"

    fetch(media, attempts=7)
    assert media.state == "failed"


def test_the_citizen_sees_that_their_message_was_read(
    platform: World, number: PhoneNumber, citizen: Citizen
) -> None:
    wamid = platform.write(PHONE, to=number.platform_id, type="text", text={"body": "Hallo"})
    citizen.write(wamid=wamid)
    [message] = queries.list_messages(queries.list_conversations()[0].id)

    async_to_sync(jobs.mark_read.func)(str(message.id))

    [shown] = platform.shown(PHONE)
    assert shown["status"] == "read"
