"""Evidence for an audit: in numbers, whole, and without a word of any citizen."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.utils.timezone import localdate
from tests.conversations.street import PHONE, Citizen
from tests.conversations.test_sending import consent, reminder, text

from bode.basics import now
from bode.conversations.consents import record_consents
from bode.conversations.evidence import Evidence, Period, collect
from bode.conversations.evidence_pack import as_csv, pack
from bode.conversations.models import Message
from bode.conversations.sending import send
from bode.licensing.models import Licence
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.privacy import audit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]


@pytest.fixture
def found(municipality: Organisation, citizen: Citizen, agent: Actor) -> Evidence:
    """A day with a question, two answers and a reminder that failed."""
    citizen.write(content={"body": "Geheime vraag"})
    consent(agent, "appointments")
    send(agent, text("Geheim antwoord"))
    send(agent, text("Nog een"))
    failed = send(agent, reminder(purpose_reason="De inwoner wil nu een afspraak."))
    Message.objects.filter(id=failed.id).update(status="failed", error_code="no_licence")
    return evidence(municipality)


def evidence(municipality: Organisation, days_ago: int = 0) -> Evidence:
    day = localdate() - timedelta(days=days_ago)
    return collect(municipality, Period(first=day, last=day))


def rows(evidence: Evidence, name: str) -> list[tuple[object, ...]]:
    [table] = [table for table in evidence.tables if table.name == name]
    return [tuple(row) for row in table.rows]


def test_it_counts_by_month_purpose_and_kind(found: Evidence) -> None:
    month = f"{localdate():%Y-%m}"

    assert rows(found, "messages") == [
        (month, "appointments", "template", 1, 0, 0, 0, 1),
        (month, "permits", "free_form", 2, 0, 0, 0, 0),
    ]
    assert rows(found, "templates_used") == [("afspraak_herinnering", "appointments", 1)]
    assert rows(found, "received") == [(month, 1, 1)]
    assert rows(found, "not_sent") == [(month, "no_licence", 1)]
    assert rows(found, "consents") == [(month, "appointments", 1, 0)]


def test_a_no_of_who_never_said_yes_is_no_consent_given(
    citizen: Citizen, municipality: Organisation
) -> None:
    citizen.write(content={"body": "STOP"})

    counted = rows(evidence(municipality), "consents")

    assert {(given, withdrawn) for _month, _purpose, given, withdrawn in counted} == {(0, 1)}


def test_a_citizen_with_a_number_and_a_name_says_yes_and_no_once(
    municipality: Organisation, agent: Actor
) -> None:
    citizen = Citizen(user_id="NL.31612345678")
    citizen.write()
    record_consents(
        agent,
        phones=[PHONE],
        user_ids=["NL.31612345678"],
        purpose="appointments",
        wording="Ja",
        given_at=now(),
        source="Balie",
    )
    citizen.write(content={"body": "STOP AFSPRAKEN"})

    told = rows(evidence(municipality), "consents")

    assert told == [(f"{localdate():%Y-%m}", "appointments", 1, 1)]


def test_another_period_has_nothing(found: Evidence, municipality: Organisation) -> None:
    assert rows(evidence(municipality, days_ago=1), "messages") == []


def test_another_municipality_has_nothing(
    found: Evidence, other_municipality: Organisation
) -> None:
    assert rows(evidence(other_municipality), "messages") == []


def test_its_files_are_those_of_the_manifest_and_tell_nothing_of_a_citizen(
    found: Evidence, agent: Actor
) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(agent, found, found.tables))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        files = {name: archive.read(name) for name in archive.namelist()}

    assert {name: sha256(files[name]).hexdigest() for name in manifest["files"]} == manifest[
        "files"
    ]
    assert manifest["audit_trail"]["whole"] is True
    table = list(csv.DictReader(io.StringIO(files["messages.csv"].decode())))
    assert [each["queued"] for each in table] == ["1", "2"]
    everything = b"".join(files.values())
    assert PHONE.encode() not in everything
    assert b"Sanne" not in everything
    assert b"Geheim" not in everything
    assert audit.list_entries()[0].what == "licence.evidence"


def test_the_history_of_a_licence_begins_with_its_granting_in_dutch_time(
    municipality: Organisation, licence: Licence
) -> None:
    Licence.objects.update(valid_from=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    july = Period(first=date(2026, 7, 2), last=date(2026, 7, 2))  # in the Netherlands it is the 2nd

    found = collect(municipality, july)

    [history] = [table for table in found.tables if table.name == "licence_history"]
    [told] = csv.DictReader(io.StringIO(as_csv(history).decode()))
    assert (told["at"], told["what"]) == ("2026-07-02T00:30:00+02:00", "begin")
    assert (told["provider"], told["provider_name"]) == ("proefbode", "Proefbode")
    assert rows(evidence(municipality), "licence_history") == []


def test_a_name_that_is_a_formula_stays_a_text(found: Evidence, municipality: Organisation) -> None:
    Message.objects.filter(type="template").update(content={"name": '=HYPERLINK("x")'})

    [table] = [each for each in evidence(municipality).tables if each.name == "templates_used"]

    assert b"'=HYPERLINK" in as_csv(table)


def test_it_says_when_it_was_made(found: Evidence) -> None:
    assert now() - found.made_at < timedelta(minutes=1)
