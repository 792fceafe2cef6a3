"""Files that are given to be sent: taken in if WhatsApp takes them, brought there once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.forms.models import model_to_dict
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from pytest_django.fixtures import Settings
from tests.conversations.street import PHONE, Citizen
from tests.outbox.running import simulate
from tests.pdfs import pdf
from tests.people import actor_of
from tests.simulator.running import World

from bode.basics import new_id, now
from bode.conversations import jobs
from bode.conversations.deciding import send_again
from bode.conversations.errors import ContentMalformed, FileRefused
from bode.conversations.forgetting import forget_unsent
from bode.conversations.models import Media, Message, PlatformCopy, Upload
from bode.conversations.sending import Outgoing, send
from bode.conversations.uploading import NotUploaded
from bode.conversations.uploads import keep_upload
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person
from bode.organisations.tenancy import scope
from bode.outbox.models import Sending
from bode.simulator.samples import sample
from bode.whatsapp.limits import MEGABYTE

PLAN = sample("application/pdf")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("in_scope")]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def platform(number: PhoneNumber, settings: Settings) -> Iterator[World]:
    with simulate(number) as world:
        settings.GRAPH_URL = world.address
        yield world


def keep(agent: Actor, filename: str = "plan.pdf", data: bytes = PLAN) -> Upload:
    return keep_upload(agent, filename, "", BytesIO(data))


def send_file(agent: Actor, upload: Upload, kind: str = "document", **content: Any) -> Message:
    return send(
        agent,
        Outgoing(type=kind, content={"id": str(upload.id)} | content, purpose="permits", to=PHONE),
    )


def bring(message: Message, attempts: int = 0) -> None:
    """Do the job that brings the files of a message to the platform."""
    job = ProcrastinateJob.objects.get(
        task_name="conversations.upload_files", args={"message_id": str(message.id)}
    )
    context = JobContext(
        app=jobs.app,
        job=Job(
            id=job.id,
            queue=jobs.QUEUE,
            lock=job.lock,
            queueing_lock=None,
            task_name=job.task_name,
            attempts=attempts,
        ),
        start_timestamp=0.0,
        abort_reason=lambda: None,
    )
    async_to_sync(jobs.upload_files.func)(context, str(message.id))
    message.refresh_from_db()


def leaving(message: Message) -> tuple[str, dict[str, Any]]:
    row = Sending.objects.get(message_id=message.id)
    return row.state, json.loads(bytes(row.payload))


def test_a_file_is_kept_by_its_content(agent: Actor, folder: Path) -> None:
    first, second = keep(agent), keep(agent, "kopie.pdf")

    assert first.key == second.key
    assert (folder / first.key).read_bytes() == PLAN
    assert (first.mime_type, first.size) == ("application/pdf", len(PLAN))


def test_the_name_says_more_than_the_browser(agent: Actor) -> None:
    table = keep_upload(agent, "lijst.CSV", "application/vnd.ms-excel", BytesIO(b"naam;aantal\n"))
    photo = keep_upload(agent, "foto", "image/png", BytesIO(sample("image/png")))

    assert (table.mime_type, photo.mime_type) == ("text/csv", "image/png")
    assert photo.has_thumbnail


def test_a_sticker_that_moves_may_be_larger(agent: Actor) -> None:
    frames = [Image.effect_noise((240, 240), each) for each in (80, 90, 100)]
    moving = BytesIO()
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert 100 * 1024 < moving.tell() < 500 * 1024

    assert keep_upload(agent, "beweegt.webp", "", moving).mime_type == "image/webp"


@pytest.mark.parametrize(
    ("filename", "data", "reason"),
    [
        ("plan.pdf", b"", "empty"),
        ("foto.jpg", b"\xff\xd8\xff" + bytes(5 * MEGABYTE), "too_large"),
        ("stil.webp", sample("image/webp") + bytes(100 * 1024), "too_large"),
        ("programma.exe", b"MZ", "type_not_taken"),
        ("tekening.svg", b"<svg/>", "type_not_taken"),
        ("plan.pdf", b"MZ\x90\0", "wrong_type"),
    ],
)
def test_what_whatsapp_would_not_take_is_refused(
    agent: Actor, filename: str, data: bytes, reason: str, folder: Path
) -> None:
    with pytest.raises(FileRefused) as refused:
        keep(agent, filename, data)

    assert refused.value.reason == reason
    assert not Upload.objects.exists()
    assert list(folder.iterdir()) == []


def test_a_file_is_given_by_who_may_send(bob: Person) -> None:
    with pytest.raises(NotAllowed):
        keep(actor_of(bob))


def test_a_long_name_keeps_its_ending(agent: Actor) -> None:
    upload = keep(agent, "x" * 300 + ".pdf")

    assert len(upload.filename) == 240
    assert upload.filename.endswith("x.pdf")


def test_a_message_waits_until_its_file_is_with_the_platform(
    platform: World, citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    message = send_file(agent, keep(agent), caption="Het plan")
    assert leaving(message)[0] == "unready"

    bring(message)

    state, payload = leaving(message)
    assert state == "queued"
    assert payload["document"]["caption"] == "Het plan"
    known = platform.graph.get(f"/{payload['document']['id']}").json()
    assert known["mime_type"] == "application/pdf"


def test_the_desk_has_the_file_at_once(citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    upload = keep(agent, "foto.png", sample("image/png"))

    message = send_file(agent, upload, "image")

    media = Media.objects.get(message=message)
    assert (media.state, media.key, media.has_thumbnail) == ("stored", upload.key, True)


def test_the_desk_has_the_pages_of_a_document_at_once(citizen: Citizen, agent: Actor) -> None:
    citizen.write()

    message = send_file(agent, keep(agent, data=pdf(3)))

    media = Media.objects.get(message=message)
    assert (media.has_thumbnail, media.pages) == (True, 3)


def test_the_same_file_is_uploaded_once_and_anew_when_its_time_is_over(
    platform: World, citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    first, second, third = (send_file(agent, keep(agent)) for _ in range(3))
    bring(first)
    bring(second)
    PlatformCopy.objects.update(uploaded_at=now() - timedelta(days=30))
    bring(third)

    ids = [leaving(each)[1]["document"]["id"] for each in (first, second, third)]
    assert ids[0] == ids[1] != ids[2]


def test_a_header_may_name_a_file_too(platform: World, citizen: Citizen, agent: Actor) -> None:
    citizen.write()
    upload = keep(agent, "foto.png", sample("image/png"))
    message = send(
        agent,
        Outgoing(
            type="interactive",
            content={
                "type": "button",
                "header": {"type": "image", "image": {"id": str(upload.id)}},
                "body": {"text": "Is dit het?"},
                "action": {"buttons": [{"type": "reply", "reply": {"id": "ja", "title": "Ja"}}]},
            },
            purpose="permits",
            to=PHONE,
        ),
    )

    bring(message)

    state, payload = leaving(message)
    assert state == "queued"
    assert payload["interactive"]["header"]["image"]["id"].isdecimal()
    assert Media.objects.get(message=message).key == upload.key  # to be opened on the desk


def test_a_platform_in_trouble_is_asked_again_and_given_up_at_last(
    platform: World, citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    message = send_file(agent, keep(agent))
    platform.control.post("/faults", json={"kind": "http_500", "rate": 1.0})

    with pytest.raises(NotUploaded):
        bring(message)
    assert message.status == "queued"

    bring(message, attempts=7)
    assert message.status == "failed"
    assert not Sending.objects.exists()


def test_a_file_that_is_gone_fails_the_message_and_it_can_be_sent_again(
    platform: World, citizen: Citizen, agent: Actor, folder: Path
) -> None:
    citizen.write()
    upload = keep(agent)
    (folder / upload.key).unlink()
    message = send_file(agent, upload)
    bring(message)
    assert (message.status, message.error_code) == ("failed", "upload_failed")

    keep(agent)  # someone gives the same file once more
    again = send_again(agent, message.id)
    bring(again)

    assert leaving(again)[0] == "queued"


def test_what_failed_is_uploaded_anew_before_it_is_sent_again(
    platform: World, citizen: Citizen, agent: Actor
) -> None:
    citizen.write()
    message = send_file(agent, keep(agent))
    bring(message)
    Sending.objects.all().delete()
    Message.objects.filter(id=message.id).update(status="failed", error_code="131053")

    send_again(agent, message.id)

    assert not PlatformCopy.objects.exists()


@pytest.mark.usefixtures("number")
def test_a_file_that_nobody_gave_is_named(citizen: Citizen, agent: Actor) -> None:
    citizen.write()

    with pytest.raises(ContentMalformed) as malformed:
        send(
            agent,
            Outgoing(type="image", content={"id": str(new_id())}, purpose="permits", to=PHONE),
        )

    assert [(each.name, each.reason) for each in malformed.value.problems] == [
        ("image.id", "unknown")
    ]


def test_a_document_is_no_picture(citizen: Citizen, agent: Actor) -> None:
    citizen.write()

    with pytest.raises(ContentMalformed) as malformed:
        send_file(agent, keep(agent), "image")

    assert [each.reason for each in malformed.value.problems] == ["invalid"]


def test_a_file_of_another_municipality_is_unknown(
    citizen: Citizen, agent: Actor, charlie: Person
) -> None:
    citizen.write()
    stranger = actor_of(charlie)
    with scope(stranger.organisation_id):
        theirs = keep(stranger)

    with pytest.raises(ContentMalformed):
        send_file(agent, theirs)


def forget(folder: Path) -> set[str]:
    """Forget what was not sent until now; return the files that are left, thumbnails aside."""
    forget_unsent(before=now())
    return {path.stem for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("number", "citizen")
class TestWhatWasNeverSent:
    def test_is_forgotten_with_its_file_and_thumbnail(self, agent: Actor, folder: Path) -> None:
        upload = keep(agent, "foto.jpg", sample("image/jpeg"))
        assert upload.has_thumbnail

        assert forget_unsent(before=upload.created_at) == 0
        assert forget(folder) == set()
        assert not Upload.objects.exists()

    def test_is_forgotten_however_much_it_is(self, agent: Actor, folder: Path) -> None:
        upload = keep(agent)
        given = model_to_dict(upload, exclude=["id", "municipality"])
        Upload.objects.bulk_create(
            Upload(**given, municipality_id=upload.municipality_id) for _ in range(600)
        )

        assert forget_unsent(before=now()) == 601
        assert forget(folder) == set()

    def test_goes_without_a_file_that_a_message_shows(
        self, agent: Actor, citizen: Citizen, folder: Path
    ) -> None:
        citizen.write()
        sent, unsent = keep(agent), keep(agent, "nog-eens.pdf")
        send_file(agent, sent)

        assert forget(folder) == {sent.sha256}
        assert list(Upload.objects.all()) == [sent]
        assert unsent.key == sent.key

    def test_keeps_its_file_while_an_attachment_is_being_fetched(
        self, agent: Actor, citizen: Citizen, folder: Path
    ) -> None:
        upload = keep(agent)
        citizen.write("document", {"id": "4711", "mime_type": "application/pdf"})

        assert forget(folder) == {upload.sha256}
