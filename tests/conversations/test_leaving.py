"""Everything to take along reads back as what there was; only who answers for it gets it."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from tests.conversations.street import PHONE, Citizen
from tests.conversations.test_sending import consent, text
from tests.people import actor_of
from tests.web.conftest import streamed

from bode.basics import new_id, now
from bode.conversations import files
from bode.conversations.consents import record_consents
from bode.conversations.errors import ExportNotReady, ExportRunning
from bode.conversations.keywords import add_keyword
from bode.conversations.leaving import exports
from bode.conversations.models import (
    Consent,
    Conversation,
    Export,
    Media,
    Message,
    PurposeChange,
    Upload,
)
from bode.conversations.sending import send
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Mail, Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number", "no_jobs")]


@pytest.fixture(autouse=True)
def _store(settings: Settings, tmp_path: Path) -> None:
    """Attachments and exports in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world(citizen: Citizen, agent: Actor, municipality: Organisation) -> Message:
    """A conversation with a photo, an answer and a consent."""
    citizen.write()
    consent(agent)
    answer = send(agent, text("Tot ziens, =1+1"))
    photo = Message.objects.get(direction="in")
    picture = b"a picture"
    digest = sha256(picture).hexdigest()
    key = files.keep(municipality.id, digest, io.BytesIO(picture))
    Media.objects.create(
        municipality=municipality,
        message=photo,
        state="stored",
        key=key,
        sha256=digest,
        size=len(picture),
        mime_type="image/jpeg",
    )
    return answer


def packed(actor: Actor) -> Export:
    export = exports.ask_for_export(actor)
    with every_tenant("as the job does"):
        exports.make(export.id)
    export.refresh_from_db()
    return export


def unpack(actor: Actor, export: Export) -> dict[str, bytes]:
    _, opened = exports.open_export(actor, export.id)
    with opened, zipfile.ZipFile(io.BytesIO(opened.read())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def test_it_reads_back_as_what_there_was(world: Message, agent: Actor, number: PhoneNumber) -> None:
    found = unpack(agent, packed(agent))
    manifest = json.loads(found["manifest.json"])

    messages = lines(found["berichten.jsonl"])
    assert len(messages) == Message.objects.count() == manifest["counts"]["berichten.jsonl"] == 2
    assert {each["id"] for each in messages} == {
        str(each) for each in Message.objects.values_list("id", flat=True)
    }
    conversations = {each["id"] for each in lines(found["gesprekken.jsonl"])}
    assert {each["conversation"] for each in messages} == conversations
    assert lines(found["inwoners.jsonl"])[0]["identities"] == [{"kind": "phone", "value": PHONE}]
    consents = list(csv.DictReader(io.StringIO(found["toestemmingen.csv"].decode())))
    assert [each["wording"] for each in consents] == ["Ja"]
    assert len(consents) == Consent.objects.count()
    [template] = lines(found["sjablonen.jsonl"])
    assert template["name"] == "afspraak_herinnering"
    assert template["components"][0]["type"] == "BODY"
    assert lines(found["vergunningen.jsonl"])[0]["status"] == "active"
    assert number.display_number in found["nummers.csv"].decode()
    [photo] = [each["file"] for each in messages if each["file"]]
    assert sha256(found[photo["path"]]).hexdigest() == photo["sha256"]
    for name, digest in manifest["sha256"].items():
        assert sha256(found[name]).hexdigest() == digest
    assert "simulator-token" not in str(found)
    assert "berichten.jsonl" in found["LEESMIJ.md"].decode()


def test_every_consent_tells_who_recorded_it(world: Message, agent: Actor) -> None:
    Consent.objects.update(withdrawn_at=now(), withdrawn_by="Alice", withdrawn_in=world)

    found = unpack(agent, packed(agent))

    [row] = csv.DictReader(io.StringIO(found["toestemmingen.csv"].decode()))
    assert row["recorded_by"] == Consent.objects.get().recorded_by
    assert (row["withdrawn_by"], row["withdrawn_in"]) == ("Alice", str(world.id))


def test_the_e_mail_address_that_came_with_a_yes_is_in_it(world: Message, agent: Actor) -> None:
    record_consents(
        agent,
        phones=[PHONE],
        purpose="permits",
        wording="Ja",
        given_at=now(),
        source="balie",
        emails={PHONE: "sanne@mail.example"},
    )

    found = unpack(agent, packed(agent))

    rows = list(csv.DictReader(io.StringIO(found["toestemmingen.csv"].decode())))
    assert [each["email"] for each in rows if each["purpose"] == "permits"] == [
        "sanne@mail.example"
    ]


def test_words_to_subscribe_by_and_the_areas_they_brought_are_in_it(
    citizen: Citizen, agent: Actor
) -> None:
    add_keyword(agent, "haven", "permits", area="Havenkwartier", language="")
    record_consents(
        agent,
        phones=[PHONE],
        purpose="permits",
        wording="Ja",
        given_at=now(),
        source="balie",
        area="Havenkwartier",
    )

    found = unpack(agent, packed(agent))

    [word] = lines(found["aanmeldwoorden.jsonl"])
    assert (word["word"], word["area"]) == ("haven", "Havenkwartier")
    [row] = csv.DictReader(io.StringIO(found["toestemmingen.csv"].decode()))
    assert row["areas"] == "Havenkwartier"


def test_who_only_said_no_gave_nothing(citizen: Citizen, agent: Actor) -> None:
    citizen.write(content={"body": "Stop afspraken"})

    found = unpack(agent, packed(agent))

    [row] = csv.DictReader(io.StringIO(found["toestemmingen.csv"].decode()))
    assert (row["given_at"], bool(row["withdrawn_at"])) == ("", True)


def test_why_a_conversation_got_another_purpose_is_in_it(world: Message, agent: Actor) -> None:
    PurposeChange.objects.create(
        municipality_id=world.municipality_id,
        conversation=world.conversation,
        purpose_before="permits",
        purpose="appointments",
        reason="Het ging over een afspraak",
        actor=agent.name,
        at=now(),
    )

    found = unpack(agent, packed(agent))

    rows = lines(found["doelwijzigingen.jsonl"])
    assert [each["reason"] for each in rows] == ["Het ging over een afspraak"]
    counts = json.loads(found["manifest.json"])["counts"]
    assert counts["doelwijzigingen.jsonl"] == PurposeChange.objects.count() == 1


def test_all_files_of_a_carousel_are_in_it(world: Message, agent: Actor) -> None:
    pictures = [b"a first card", b"a second card"]
    cards = []
    for picture in pictures:
        digest = sha256(picture).hexdigest()
        upload = Upload.objects.create(
            municipality_id=world.municipality_id,
            filename="kaart.png",
            mime_type="image/png",
            key=files.keep(world.municipality_id, digest, io.BytesIO(picture)),
            size=len(picture),
            sha256=digest,
            has_thumbnail=False,
            named_at=now(),
        )
        cards.append({"image": {"id": str(upload.id)}})
    Message.objects.filter(id=world.id).update(type="template", content={"cards": cards})

    found = unpack(agent, packed(agent))

    [row] = [each for each in lines(found["berichten.jsonl"]) if each["files"]]
    assert [found[each["path"]] for each in row["files"]] == pictures


def test_what_was_cut_off_leaves_no_file(world: Message, agent: Actor, tmp_path: Path) -> None:
    export = packed(agent)
    before = export.key
    # The job was cut off before it could say that the file is there.
    Export.objects.filter(id=export.id).update(state="waiting", key="")
    with every_tenant("as the job does"):
        exports.make(export.id)
    export.refresh_from_db()
    assert export.key == before
    assert sha256((tmp_path / export.key).read_bytes()).hexdigest() == export.sha256

    Export.objects.filter(id=export.id).update(
        state="waiting", key="", asked_at=now() - timedelta(days=8)
    )
    with every_tenant("as the job does"):
        exports.forget_exports()

    assert not (tmp_path / before).exists()
    export.refresh_from_db()
    assert export.state == "failed"


@pytest.mark.django_db(transaction=True)
def test_all_of_it_is_as_it_was_at_one_moment(agent: Actor) -> None:
    def ask_elsewhere() -> None:
        with scope(agent.organisation_id):
            Export.objects.create(municipality_id=agent.organisation_id, actor="Iemand")
        connection.close()

    with exports.one_moment():
        assert Export.objects.count() == 0
        with ThreadPoolExecutor() as other:
            other.submit(ask_elsewhere).result()
        assert Export.objects.count() == 0
    assert Export.objects.count() == 1
    Export.objects.all().delete()  # what is read for an export alone is read only


def test_nothing_of_another_municipality_is_in_it(
    world: Message, charlie: Person, other_municipality: Organisation
) -> None:
    with scope(other_municipality.id):
        found = unpack(actor_of(charlie), packed(actor_of(charlie)))

    assert lines(found["berichten.jsonl"]) == []
    assert PHONE not in str(found)


def test_one_is_made_at_a_time_and_people_hear_when_it_is_ready(
    world: Message, agent: Actor, bob: Person
) -> None:
    export = exports.ask_for_export(agent)
    with pytest.raises(ExportRunning):
        exports.ask_for_export(actor_of(bob))
    with pytest.raises(ExportNotReady):
        exports.open_export(agent, export.id)

    with every_tenant("as the job does"):
        exports.make(export.id)
        exports.make(export.id)  # a job that ran twice
        assert Mail.objects.filter(subject__contains="staat klaar").count() == 2


def test_it_is_gone_after_a_week(world: Message, agent: Actor) -> None:
    export = packed(agent)
    Export.objects.filter(id=export.id).update(expires_at=now() - timedelta(seconds=1))
    with pytest.raises(ExportNotReady):
        exports.open_export(agent, export.id)

    with every_tenant("as the job does"):
        exports.forget_exports()

    with pytest.raises(FileNotFoundError):
        files.open_file(export.key)
    export.refresh_from_db()
    assert export.state == "gone"


def test_who_took_it_stands_in_the_audit_trail(
    world: Message, agent: Actor, client: Client, alice: Person
) -> None:
    export = packed(agent)
    client.force_login(alice, "allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get(reverse("take_along", args=[export.id]))

    assert len(streamed(answer)) == export.size
    deeds = list(AuditEntry.objects.order_by("position").values_list("what", flat=True))
    assert deeds[-2:] == ["licence.export", "licence.export_taken"]


def test_it_is_for_who_answers_for_the_data_alone(
    world: Message, agent: Actor, dora: Person, charlie: Person, number: PhoneNumber
) -> None:
    export = packed(agent)

    with scope(number.provider_id), pytest.raises(NotAllowed):
        exports.open_export(actor_of(dora), export.id)
    with scope(actor_of(charlie).organisation_id), pytest.raises(Export.DoesNotExist):
        exports.open_export(actor_of(charlie), export.id)


def test_memory_does_not_grow_with_the_number_of_messages(
    world: Message, agent: Actor, municipality: Organisation
) -> None:
    def peak() -> int:
        Export.objects.all().delete()
        tracemalloc.start()
        try:
            packed(agent)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    conversation = Conversation.objects.get()
    make_messages(conversation, 1_500)
    small = peak()
    make_messages(conversation, 6_000)

    assert peak() < small * 1.3


def make_messages(conversation: Conversation, count: int) -> None:
    Message.objects.bulk_create(
        Message(
            id=new_id(),
            municipality_id=conversation.municipality_id,
            conversation=conversation,
            direction="in",
            type="text",
            text="Hallo " * 20,
            content={"body": "Hallo " * 20},
            status="received",
            at=now(),
        )
        for _ in range(count)
    )
