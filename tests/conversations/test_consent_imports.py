"""Consents from elsewhere: every mistake is named, and all of a file is taken over or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.people import actor_of

from bode.basics import now
from bode.conversations import consent_imports
from bode.conversations.areas import areas_of
from bode.conversations.consent_imports import apply_import, prepare_import, preview
from bode.conversations.consents import record_consents
from bode.conversations.errors import ConsentFileRefused, ImportNotWaiting
from bode.conversations.models import Consent, ConsentEmail, ConsentImport
from bode.conversations.withdrawing import withdraw_consent
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope", "number")]
HEAD = "telefoonnummer;doel;tekst;bron;datum;gebied"
ROW = "06-12345678;permits;Ja, graag.;balie;2026-01-31 14:30;"


@pytest.fixture
def town(alice: Person) -> Actor:
    return actor_of(alice)


def file(*rows: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *rows, ""]).encode()


def prepare(town: Actor, *rows: str, head: str = HEAD) -> ConsentImport:
    return prepare_import(town, file(*rows, head=head), "lijst.csv")


def problems(town: Actor, *rows: str, head: str = HEAD) -> list[tuple[int, str]]:
    with pytest.raises(ConsentFileRefused) as refused:
        prepare(town, *rows, head=head)
    assert not ConsentImport.objects.exists()
    return [(each.row, each.column) for each in refused.value.problems]


def test_each_row_is_a_consent_with_its_own_proof(town: Actor) -> None:
    batch = prepare(
        town,
        ROW,
        "+31612345679;Afspraken;Herinner mij.;formulier;1-2-2026;3511 AB",
    )
    assert not Consent.objects.exists()
    apply_import(town, batch.id)

    first, second = Consent.objects.order_by("address")
    assert (first.address, first.purpose, first.wording) == (
        "31612345678",
        "permits",
        "Ja, graag.",
    )
    assert (first.source, first.how, first.recorded_by) == ("balie", "file", town.name)
    assert first.given_at.isoformat() == "2026-01-31T13:30:00+00:00"
    assert (second.purpose, second.given_at.isoformat(), areas_of(second)) == (
        "appointments",
        "2026-01-31T23:00:00+00:00",
        ["3511"],
    )


def test_english_columns_and_commas_are_read_too(town: Actor) -> None:
    batch = prepare(
        town,
        '+31612345678,permits,"Yes, please.",desk,2026-01-31',
        head="phone,purpose,wording,source,date",
    )
    apply_import(town, batch.id)

    assert Consent.objects.get().wording == "Yes, please."


def test_every_mistake_is_named_by_row_and_column_and_nothing_is_kept(town: Actor) -> None:
    assert problems(
        town,
        ROW,
        "14030;permits;Ja;balie;2026-01-31;",
        "0612345678;reclame;;balie;31 januari;<b>",
        "0612345678;permits;Ja;balie;2100-01-01;",
        "0612345678;permits",
    ) == [
        (3, "telefoonnummer"),
        (4, "doel"),
        (4, "tekst"),
        (4, "datum"),
        (4, "gebied"),
        (5, "datum"),
        (6, ""),
    ]


def test_columns_that_are_missing_strange_or_twice_are_named(town: Actor) -> None:
    head = "telefoonnummer;doel;tekst;bron;bron;naam"
    assert problems(town, ROW, head=head) == [(1, "datum"), (1, "naam"), (1, "bron")]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a\0b", file()])
def test_what_is_no_such_file_is_refused(town: Actor, content: bytes) -> None:
    with pytest.raises(ConsentFileRefused):
        prepare_import(town, content, "lijst.csv")


def test_the_preview_tells_doubles_who_is_known_and_who_said_no_since(town: Actor) -> None:
    phones = ["+31612345601", "+31612345602"]
    record_consents(
        town, phones=phones, purpose="permits", wording="Ja", given_at=now(), source="balie"
    )
    withdraw_consent(town, purpose="permits", phone=phones[1])
    batch = prepare(
        town,
        "+31612345601;permits;Ja;balie;2026-01-01;",
        "+31612345602;permits;Ja;balie;2026-01-01;",
        ROW,
        ROW,
    )

    found = preview(batch)

    assert (found.known, found.said_no, list(found.doubles)) == (1, 1, [(5, 4)])
    assert list(found.by_purpose) == [("permits", 4)]


def test_who_said_no_since_goes_on_to_get_nothing(town: Actor) -> None:
    withdraw_consent(town, purpose="permits", phone="+31612345678")
    applied = apply_import(town, prepare(town, ROW).id)

    assert applied.recorded == 0
    assert not Consent.objects.filter(withdrawn_at=None).exists()


def test_of_doubles_the_oldest_is_the_proof_and_areas_add_up(town: Actor) -> None:
    batch = prepare(
        town,
        "0612345678;permits;Nieuw;balie;2026-03-01;Haven",
        "0612345678;permits;Oud;balie;2026-01-01;3511",
    )
    assert apply_import(town, batch.id).recorded == 1

    proof = Consent.objects.get()
    assert (proof.wording, areas_of(proof)) == ("Oud", ["3511", "Haven"])
    assert proof.renewed_at is not None


def test_nothing_is_taken_over_twice_and_the_file_is_not_kept(town: Actor) -> None:
    batch = apply_import(town, prepare(town, ROW).id)

    assert batch.content == ""
    with pytest.raises(ImportNotWaiting):
        apply_import(town, batch.id)
    with pytest.raises(ImportNotWaiting):
        consent_imports.discard_import(town, batch.id)


def test_a_file_that_is_thrown_away_records_nothing(town: Actor) -> None:
    batch = consent_imports.discard_import(town, prepare(town, ROW).id)

    assert (batch.content, Consent.objects.count()) == ("", 0)
    assert consent_imports.list_imports(town.organisation_id) == []


def test_a_file_that_nobody_takes_over_is_gone_within_a_day(town: Actor) -> None:
    fresh, old = prepare(town, ROW), prepare(town, ROW)
    ConsentImport.objects.filter(id=old.id).update(created_at=now() - timedelta(hours=24))

    assert consent_imports.discard_old() == 1
    fresh.refresh_from_db()
    old.refresh_from_db()
    assert (fresh.content != "", old.content) == (True, "")


def test_agents_read_in_no_files(bob: Person) -> None:
    with pytest.raises(NotAllowed):
        prepare(actor_of(bob), ROW)


def test_one_number_does_not_fill_a_file(town: Actor) -> None:
    rows = [f"0612345678;permits;Ja;balie;2026-01-31;Wijk {n}" for n in range(51)]
    assert problems(town, *rows) == [(52, "telefoonnummer")]


class TestEmailAddresses:
    """Beside the proof of a yes: where else someone may be reached in a crisis."""

    HEAD = f"{HEAD};e-mail"

    def kept(self) -> list[tuple[str, str, str]]:
        found = ConsentEmail.objects.order_by("address")
        return list(found.values_list("address", "purpose", "email"))

    def take(self, town: Actor, *rows: str) -> None:
        apply_import(town, prepare(town, *rows, head=self.HEAD).id)

    def test_an_address_is_kept_with_its_yes(self, town: Actor) -> None:
        self.take(town, f"{ROW};een@mail.example", f"{ROW.replace('5678', '5679')};")

        assert self.kept() == [("31612345678", "permits", "een@mail.example")]

    def test_what_is_no_address_is_named(self, town: Actor) -> None:
        assert problems(town, f"{ROW};een@", head=self.HEAD) == [(2, "e-mail")]

    def test_the_last_that_was_given_counts(self, town: Actor) -> None:
        later = ROW.replace("2026-01-31", "2026-02-28")
        self.take(town, f"{later};nieuw@mail.example", f"{ROW};oud@mail.example")
        self.take(town, f"{ROW};oud@mail.example")

        assert self.kept() == [("31612345678", "permits", "nieuw@mail.example")]

    def test_it_goes_when_they_say_no_and_an_old_list_does_not_bring_it_back(
        self, town: Actor
    ) -> None:
        self.take(town, f"{ROW};een@mail.example")
        withdraw_consent(town, phone="+31612345678", purpose="permits")
        assert self.kept() == []

        self.take(town, f"{ROW};een@mail.example")
        assert self.kept() == []
