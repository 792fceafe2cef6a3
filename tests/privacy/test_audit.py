"""The audit trail: who did what, added to and never changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from bode.organisations.models import Organisation
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy import audit
from bode.privacy.models import AuditEntry

DEED = "test.deed"


@pytest.fixture(autouse=True)
def deed() -> Iterator[None]:
    audit.register({DEED: "Iets gedaan"})
    yield
    audit._names.pop(DEED)


def record(organisation: Organisation, actor: str = "Alice", **facts: object) -> None:
    audit.record(
        organisation_id=organisation.id,
        actor=actor,
        what=DEED,
        subject="licensing.Licence",
        subject_id="7",
        purpose="permits",
        facts=facts,
    )


def tamper(sql: str) -> None:
    """What someone could do who owns the database, past the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE privacy_auditentry DISABLE TRIGGER keep")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE privacy_auditentry ENABLE TRIGGER keep")


@pytest.mark.django_db
class TestAnEntry:
    def test_tells_who_did_what_when_to_which_record_and_for_which_purpose(
        self, municipality: Organisation
    ) -> None:
        record(municipality, reason="kwaliteit")

        with scope(municipality.id):
            (entry,) = audit.list_entries()
        assert (entry.actor, entry.what, entry.subject, entry.subject_id, entry.purpose) == (
            "Alice",
            DEED,
            "licensing.Licence",
            "7",
            "permits",
        )
        assert entry.facts == {"reason": "kwaliteit"}
        assert entry.position == 1

    def test_of_a_deed_that_no_room_registered_is_refused(self, municipality: Organisation) -> None:
        with pytest.raises(audit.DeedUnknown):
            audit.record(organisation_id=municipality.id, actor="Alice", what="x.y", subject="z")

    @pytest.mark.parametrize(
        "change",
        ["UPDATE privacy_auditentry SET actor = 'Bob'", "DELETE FROM privacy_auditentry"],
    )
    def test_is_never_changed(self, municipality: Organisation, change: str) -> None:
        record(municipality)

        with (
            scope(municipality.id),
            pytest.raises(IntegrityError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)

    def test_is_seen_by_its_own_organisation_alone(
        self, municipality: Organisation, other_municipality: Organisation
    ) -> None:
        record(municipality)

        with scope(other_municipality.id):
            assert not audit.list_entries().exists()

    def test_can_be_added_by_another_organisation(
        self, municipality: Organisation, provider: Organisation
    ) -> None:
        record(municipality)
        with scope(provider.id):
            record(municipality, actor="Dora")

        with scope(municipality.id):
            assert [entry.actor for entry in audit.list_entries()] == ["Dora", "Alice"]
            assert audit.first_broken(municipality.id) is None

    def test_is_not_there_when_its_transaction_fails(self, municipality: Organisation) -> None:
        with suppress(DatabaseError), transaction.atomic():
            record(municipality)
            raise DatabaseError

        with scope(municipality.id):
            assert audit.head(municipality.id) == (0, "")


@pytest.mark.django_db
class TestTheChain:
    @pytest.fixture(autouse=True)
    def five(self, municipality: Organisation) -> None:
        for number in range(5):
            record(municipality, number=number, text="naïef “citaat”")

    def broken(self, municipality: Organisation) -> int | None:
        with scope(municipality.id):
            return audit.first_broken(municipality.id)

    def test_is_whole_as_long_as_nobody_touches_it(self, municipality: Organisation) -> None:
        assert self.broken(municipality) is None

    @pytest.mark.parametrize(
        ("change", "where"),
        [
            ("UPDATE privacy_auditentry SET actor = 'Bob' WHERE position = 3", 3),
            ("UPDATE privacy_auditentry SET at = at + interval '1 s' WHERE position = 2", 2),
            ("UPDATE privacy_auditentry SET facts = '{}' WHERE position = 5", 5),
            ("DELETE FROM privacy_auditentry WHERE position = 4", 5),
            ("DELETE FROM privacy_auditentry WHERE position = 1", 2),
        ],
    )
    def test_shows_where_it_was_changed_past_the_trigger(
        self, municipality: Organisation, change: str, where: int
    ) -> None:
        with every_tenant("a test plays the owner of the database"):
            tamper(change)

        assert self.broken(municipality) == where

    @pytest.mark.parametrize(
        ("places", "where"), [((1, 2), None), ((3, 5), 3), ((2, 3), 3), ((4, 5), None)]
    )
    def test_can_be_looked_at_in_part(
        self, municipality: Organisation, places: tuple[int, int], where: int | None
    ) -> None:
        with every_tenant("a test plays the owner of the database"):
            tamper("UPDATE privacy_auditentry SET actor = 'Bob' WHERE position = 3")

        with scope(municipality.id):
            assert audit.first_broken(municipality.id, places) == where

    def test_shows_what_was_cut_off_at_its_end_beside_a_head_that_was_kept(
        self, municipality: Organisation
    ) -> None:
        with scope(municipality.id):
            kept = audit.head(municipality.id)
        with every_tenant("a test plays the owner of the database"):
            tamper("DELETE FROM privacy_auditentry WHERE position = 5")

        with scope(municipality.id):
            assert audit.head(municipality.id) != kept


@pytest.mark.django_db(transaction=True)
def test_those_who_record_at_once_make_one_chain(municipality: Organisation) -> None:
    def work() -> None:
        try:
            for _ in range(10):
                with transaction.atomic():
                    record(municipality)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with scope(municipality.id):
        positions = list(AuditEntry.objects.values_list("position", flat=True))
        assert sorted(positions) == list(range(1, 41))
        assert audit.first_broken(municipality.id) is None


@pytest.mark.django_db(transaction=True)
def test_who_holds_trails_crosswise_does_not_wait_for_ever(
    municipality: Organisation, provider: Organisation
) -> None:
    def work(first: Organisation, then: Organisation) -> None:
        try:
            for _ in range(20):
                with transaction.atomic():
                    audit.hold((first.id, then.id))
                    record(first)
                    record(then)
        finally:
            connections.close_all()

    sides = [(municipality, provider), (provider, municipality)]
    threads = [threading.Thread(target=work, args=side) for side in sides]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for organisation in (municipality, provider):
        with scope(organisation.id):
            assert audit.head(organisation.id)[0] == 40
