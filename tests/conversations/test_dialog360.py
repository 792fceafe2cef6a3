"""The story of a number that is reached through 360dialog, over real HTTP both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from pytest_django.fixtures import Settings
from tests.conversations.street import PHONE
from tests.intake.street import Entrance
from tests.outbox.running import dispatching, simulate
from tests.people import actor_of
from tests.serving import serve
from tests.simulator.running import SECRET, TOKEN, World, eventually

from bode.conversations import fetching, jobs, uploading
from bode.conversations.models import Media, Message
from bode.conversations.sending import Outgoing, send
from bode.conversations.uploads import keep_upload
from bode.intake.door import PREFIX
from bode.intake.processing import process_waiting
from bode.licensing import jobs as licensing_jobs
from bode.licensing.connecting import set_connection
from bode.licensing.library import find_ready_template
from bode.licensing.models import PhoneNumber, Template
from bode.licensing.reaching import access_of, open_client
from bode.licensing.template_editing import submit_texts
from bode.licensing.template_purposes import declare_purpose
from bode.organisations.actors import Actor
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope
from bode.simulator.samples import sample
from bode.whatsapp import Gateway

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("in_scope", "no_jobs"),
]

WORD = "een-eigen-woord"


@dataclass
class Town:
    """A municipality whose number is at 360dialog, and a citizen."""

    world: World
    number: PhoneNumber
    agent: Actor

    def hear(self, kind: str = "text", **content: Any) -> Message:
        """The citizen says something, and it comes in by the door."""
        said = {"type": kind, kind: content or {"body": "Goedemiddag"}}
        wamid = self.world.write(PHONE, to=self.number.platform_id, **said)
        return eventually(lambda: _processed() or Message.objects.filter(wamid=wamid).first())

    def say(self, kind: str = "text", **content: Any) -> Message:
        said = content or {"body": "Welkom"}
        return send(self.agent, Outgoing(type=kind, content=said, purpose="permits", to=PHONE))

    def arrives(self, message: Message) -> None:
        """The message goes out, and the citizen reads it."""
        with dispatching(self.world.address):
            eventually(lambda: _processed() or _status(message) == "read")

    def shown(self) -> dict[str, Any]:
        """What the citizen's phone shows last."""
        return self.world.shown(PHONE)[-1]


def _processed() -> None:
    with every_tenant("as in a worker"):
        process_waiting()


def _status(message: Message) -> str:
    message.refresh_from_db()
    return message.status


@pytest.fixture
def town(
    number: PhoneNumber, alice: Person, dora: Person, settings: Settings, tmp_path: Path
) -> Iterator[Town]:
    settings.MEDIA_ROOT = tmp_path
    manager = actor_of(dora)
    with scope(manager.organisation_id):
        set_connection(
            manager, gateway=Gateway.DIALOG360, app_secret=SECRET, verify_token="een-woord"
        )
    number.refresh_from_db()
    number.access_token, number.stopped_code = f"{TOKEN}-{number.platform_id}", None
    number.save()
    with serve(Entrance()) as bode, simulate(number) as world:
        settings.DIALOG360_URL = world.address
        settings.GRAPH_URL = "http://127.0.0.1:9"  # nothing may go there
        async_to_sync(subscribe)(number, bode + PREFIX + "proefbode")
        yield Town(world, number, actor_of(alice))


async def subscribe(number: PhoneNumber, callback: str) -> None:
    access = await sync_to_async(access_of)(number)
    async with open_client() as client:
        await client.subscribe(access, callback, WORD)


def test_a_citizen_writes_is_read_and_gets_an_answer(town: Town) -> None:
    message = town.hear()

    async_to_sync(jobs.mark_read.func)(str(message.id))
    assert town.shown()["status"] == "read"

    answer = town.say()
    town.arrives(answer)

    assert town.shown()["id"] == answer.wamid
    assert town.world.stats()["duplicates"] == 0


def test_files_come_in_and_go_out(town: Town) -> None:
    message = town.hear("image", mime_type="image/jpeg")
    came = Media.objects.select_related("message__conversation__number").get(message=message)
    async_to_sync(fetching.fetch)(came)
    assert came.size
    assert came.has_thumbnail

    plan = keep_upload(town.agent, "plan.pdf", "", BytesIO(sample("application/pdf")))
    answer = town.say("document", id=str(plan.id))
    answer = Message.objects.select_related("conversation__number").get(id=answer.id)
    uploading.let_leave(answer.id, async_to_sync(uploading.upload)(answer))
    town.arrives(answer)

    assert town.shown()["document"]["id"]


def test_a_template_is_submitted_and_once_approved_sent(town: Town) -> None:
    town.hear()
    ready = find_ready_template("parkeervergunning_klaar")
    assert ready is not None

    [change] = submit_texts(town.agent, town.number.municipality_id, [ready.texts["nl"]], "permits")
    async_to_sync(licensing_jobs.carry_out.func)(change_id=str(change.id))
    eventually(lambda: _approved(town, ready.texts["nl"].name))

    declare_purpose(town.agent, "afspraak_herinnering", "permits")
    values = {"naam": "Sanne", "datum": "maandag", "tijd": "10:30"}
    named = [{"type": "text", "parameter_name": k, "text": v} for k, v in values.items()]
    body = {"type": "body", "parameters": named}
    reminder = {"name": "afspraak_herinnering", "language": {"code": "nl"}, "components": [body]}
    town.arrives(town.say("template", **reminder))


def _approved(town: Town, name: str) -> bool:
    async_to_sync(licensing_jobs.sync_templates.func)(number_id=str(town.number.id))
    return Template.objects.filter(name=name, status="APPROVED").exists()


def test_a_wrong_key_stops_the_number(town: Town) -> None:
    town.hear()
    PhoneNumber.objects.update(access_token="een andere sleutel")
    town.say()

    with dispatching(town.world.address):
        eventually(lambda: PhoneNumber.objects.filter(stopped_code=190).exists())

    assert town.world.stats()["accepted"] == 0
