"""A month after a drill its invented people are gone; its report stays, and so does all that is
real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg.sql import SQL, Identifier
from structlog.testing import capture_logs
from tests.broadcasting import feed_all, run_broadcast
from tests.broadcasts.reaching import FILLED, PHONES, switch
from tests.drills import PURPOSE, exercise, prepare, process_of, send
from tests.people import actor_of

from bode.basics import now
from bode.broadcasts.drills import cleaning, telling
from bode.broadcasts.drills.cleaning import KEPT, clean_old
from bode.broadcasts.drills.ending import end
from bode.broadcasts.drills.faults import Chosen, Fault
from bode.broadcasts.drills.lessons import learn
from bode.broadcasts.drills.running import see
from bode.broadcasts.drills.telling import keep_the_last, tell
from bode.broadcasts.errors import NotTold
from bode.broadcasts.models import Broadcast, Drill
from bode.conversations.files import ATTACHMENTS
from bode.conversations.models import Consent, ConsentArea, ConsentEmail, Message
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import ORDINARY_ROLE, every_tenant, scope

KEEPS = {"organisations_organisation", "broadcasts_drill", "privacy_auditentry"}
"""Whose rows about a drill stay."""


@pytest.fixture(autouse=True)
def a_crisis_of_before(
    erik: Person, fatima: Person, alice: Person, municipality: Organisation
) -> None:
    """What is real, in as many tables as a drill fills."""
    switch(alice)
    with scope(municipality.id):
        consent = Consent.objects.get(address=PHONES[0], purpose=PURPOSE)
        ConsentArea.objects.create(
            municipality=municipality, consent=consent, area="1234", wording="Ja.", given_at=now()
        )
        ConsentEmail.objects.create(
            municipality=municipality,
            address=PHONES[0],
            purpose=PURPOSE,
            email="anna@voorbeeld.example",
            given_at=now(),
        )
    sent = run_broadcast(erik, fatima, PHONES, purpose=PURPOSE, template=FILLED)
    with scope(municipality.id):
        Broadcast.objects.filter(id=sent.id).update(
            status="done", audience_closed=True, ended_at=now()
        )


@pytest.fixture
def over(
    a_crisis_of_before: None, erik: Person, fatima: Person, monkeypatch: pytest.MonkeyPatch
) -> Drill:
    """A drill that ended, in which a warning arrived with two of three."""
    drill = exercise(erik, Chosen(fault=Fault.LINE, lasts=60), source=prepare(erik))
    send(erik, fatima, drill)
    with process_of(drill, monkeypatch):
        feed_all()
    with scope(drill.world_id):
        some = list(Message.objects.values_list("id", flat=True)[:2])
        Message.objects.filter(id__in=some).update(
            status="delivered", accepted_at=now(), delivered_at=now()
        )
        first, other = Message.objects.order_by("id")[:2]
        Message.objects.filter(id=other.id).update(reply_to=first)
    with scope(drill.municipality_id):
        end(actor_of(erik), drill.id)
    return again(drill)


def again(drill: Drill) -> Drill:
    with scope(drill.municipality_id):
        return Drill.objects.get(id=drill.id)


def clean(drill: Drill, after: timedelta = KEPT) -> int:
    """What the nightly job does, so long after the end."""
    with every_tenant("as a job"):
        Drill.objects.filter(id=drill.id).update(ended_at=now() - after)
        return clean_old()


@contextmanager
def crashing() -> Iterator[None]:
    """Deleting stops halfway."""

    def crash(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.startswith("DELETE FROM broadcasts_broadcast "):
            raise RuntimeError("halfway")
        return execute(sql, *more)

    with connection.execute_wrapper(crash):
        yield


@contextmanager
def everything() -> Iterator[Any]:
    """A cursor that row security hides nothing from."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield cursor
        cursor.execute(f"SET ROLE {ORDINARY_ROLE}")


def owners(cursor: Any) -> dict[str, list[str]]:
    """By table, the columns that may name an organisation."""
    cursor.execute(
        "SELECT c.table_name, c.column_name FROM information_schema.columns AS c"
        " JOIN information_schema.tables AS t USING (table_schema, table_name)"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type = 'uuid'"
    )
    found: dict[str, list[str]] = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, []).append(column)
    return found


def of(world_id: UUID, columns: list[str]) -> SQL:
    return SQL(" OR ").join(
        SQL("{} IS NOT DISTINCT FROM {}").format(Identifier(each), world_id) for each in columns
    )


def left_of(world_id: UUID) -> dict[str, int]:
    """How many rows of each table name the organisation of a drill."""
    counted = {}
    with everything() as cursor:
        for table, columns in owners(cursor).items():
            where = of(world_id, columns)
            cursor.execute(SQL("SELECT count(*) FROM {} WHERE {}").format(Identifier(table), where))
            counted[table] = cursor.fetchone()[0]
    return {table: count for table, count in counted.items() if count and table not in KEEPS}


def rest_of(world_id: UUID) -> dict[str, str]:
    """Every other row of each table, to the letter."""
    found = {}
    with everything() as cursor:
        for table, columns in owners(cursor).items():
            cursor.execute(
                SQL(
                    "SELECT md5(string_agg(it::text, '|' ORDER BY it::text)) FROM {} AS it"
                    " WHERE NOT ({})"
                ).format(Identifier(table), of(world_id, columns))
            )
            found[table] = cursor.fetchone()[0]
    return found


def test_everything_of_its_world_goes(over: Drill) -> None:
    assert {"conversations_consent", "conversations_message", "licensing_phonenumber"} <= set(
        left_of(over.world_id)
    )

    assert clean(over) == 1

    assert left_of(over.world_id) == {}


def test_nothing_that_is_real_is_touched(over: Drill) -> None:
    before = rest_of(over.world_id)
    assert before["conversations_consent"]

    clean(over)

    after = rest_of(over.world_id)
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= {"privacy_auditentry", "procrastinate_jobs", "broadcasts_drill"}


def test_its_report_tells_the_same_afterwards(over: Drill) -> None:
    told, learnt, seen = tell(over), learn(over, tell(over)), see(over)
    assert (told.sent[0].reached, told.sent[0].had_it) == (3, 2)
    assert told.struck[0].begin is not None

    clean(over)

    cleaned = again(over)
    assert cleaned.cleaned_at is not None
    assert (tell(cleaned), see(cleaned)) == (told, seen)
    assert learn(cleaned, tell(cleaned)) == learnt


def test_what_the_platform_told_before_the_end_may_be_read_after_it(
    over: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope(over.world_id):
        Message.objects.update(status="delivered", delivered_at=now())
    with process_of(over, monkeypatch):
        keep_the_last(over.id)

    assert tell(again(over)).sent[0].had_it == 3


@pytest.fixture
def untold(over: Drill) -> Drill:
    """One of which no report could be made at the end."""
    with every_tenant("a test's world"):
        Drill.objects.update(told=None)
    return again(over)


def test_a_report_that_could_not_be_made_at_the_end_is_made_first(untold: Drill) -> None:
    told = tell(untold)

    clean(untold)

    assert tell(again(untold)).sent[0].counts == told.sent[0].counts


def test_its_world_goes_also_where_no_report_can_be_made(
    untold: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "ARRIVED", "SELECT 'Piet, 06-12345678'::int")
    with pytest.raises(NotTold):
        tell(untold)
    with capture_logs() as logs:
        assert clean(untold) == 1

    assert left_of(untold.world_id) == {}
    cleaned = again(untold)
    assert (cleaned.is_untold, see(cleaned)) == (True, [])
    monkeypatch.undo()
    with pytest.raises(NotTold):
        tell(cleaned)
    [told] = logs
    assert (told["event"], told["error"]) == ("drills.not_told", "DataError")
    assert "Piet" not in str(told)


def test_no_report_is_made_of_a_world_that_is_half_gone(
    untold: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    with crashing(), monkeypatch.context() as wrong:
        wrong.setattr(telling, "ARRIVED", "SELECT 1 / 0")
        assert clean(untold) == 0
    half = again(untold)
    assert left_of(half.world_id)

    with pytest.raises(NotTold):
        tell(half)
    assert see(half) == []
    keep_the_last(half.id)
    assert clean(half) == 1

    assert (again(half).told, again(half).is_untold) == (None, True)


def test_what_was_kept_is_not_kept_anew_from_a_world_that_is_half_gone(over: Drill) -> None:
    told = tell(over)
    with crashing():
        assert clean(over) == 0

    keep_the_last(over.id)

    assert tell(again(over)).sent == told.sent


def test_while_the_database_is_away_nothing_goes_for_want_of_a_report(
    untold: Drill,
) -> None:
    def lose(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql == telling.ARRIVED:
            raise OperationalError("server closed the connection")
        return execute(sql, *more)

    with connection.execute_wrapper(lose), pytest.raises(OperationalError):
        clean(untold)

    assert left_of(untold.world_id)


def test_not_before_its_time(over: Drill) -> None:
    assert clean(over, after=KEPT - timedelta(hours=1)) == 0

    assert left_of(over.world_id)


def test_not_while_it_goes_on(erik: Person) -> None:
    drill = exercise(erik)
    with every_tenant("as a job"):
        Drill.objects.update(began_at=now() - 2 * KEPT)
        assert clean_old() == 0

    assert left_of(drill.world_id)


def test_what_a_crash_left_half_goes_the_next_time(over: Drill) -> None:
    before = left_of(over.world_id)

    with crashing(), capture_logs() as logs:
        assert clean(over) == 0
    [told] = logs
    assert told["error"] == "RuntimeError"
    assert {"exc_info", "exception"}.isdisjoint(told)
    half = left_of(over.world_id)
    assert half.keys() < before.keys()
    assert again(over).cleaned_at is None

    assert clean(over) == 1
    assert left_of(over.world_id) == {}


def test_what_changes_while_it_is_deleted_goes_too(over: Drill) -> None:
    changed: list[str] = []

    def change(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if sql.startswith("DELETE FROM conversations_contact ") and not changed:
            changed.append(sql)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE conversations_contact SET language = language")
        return execute(sql, *more)

    with connection.execute_wrapper(change):
        assert clean(over) == 1

    assert changed
    assert left_of(over.world_id) == {}


def test_what_can_not_be_deleted_is_tried_again_the_next_night(over: Drill) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE RULE kept AS ON DELETE TO broadcasts_broadcastevent DO INSTEAD NOTHING"
        )
    assert clean(over) == 0
    assert again(over).cleaned_at is None

    with connection.cursor() as cursor:
        cursor.execute("DROP RULE kept ON broadcasts_broadcastevent")
    assert clean(over) == 1


@pytest.mark.django_db(transaction=True)
def test_no_more_rows_change_at_once_than_others_can_bear(
    over: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope(over.world_id):
        first = Message.objects.order_by("id")[0]
        Message.objects.exclude(id=first.id).update(reply_to=first)
    changed: list[int] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if "= ANY(" in sql and sql.lstrip().startswith(("DELETE", "UPDATE")):
            changed.append(context["cursor"].rowcount)
        return result

    monkeypatch.setattr(cleaning, "_AT_ONCE", 1)
    with connection.execute_wrapper(watch):
        clean(over)

    assert max(changed) == 1
    assert left_of(over.world_id) == {}


def test_a_large_one_takes_no_more_looks_at_tables_that_all_share(
    over: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if "conversations_consent " in sql and "::tid" not in sql:
            looks.append(sql)
        return execute(sql, *more)

    monkeypatch.setattr(cleaning, "_AT_ONCE", 1)
    with connection.execute_wrapper(watch):
        clean(over)

    assert len(looks) == 2  # all there is, and whether that was all


def test_its_files_go_and_those_of_others_stay(over: Drill, tmp_path: object) -> None:
    store = storages[ATTACHMENTS]
    for owner in (over.world_id, over.municipality_id):
        store.save(f"{owner}/abc", ContentFile(b"kaart"))

    clean(over)

    assert not store.exists(f"{over.world_id}/abc")
    assert store.exists(f"{over.municipality_id}/abc")


def test_the_proof_of_a_real_consent_is_still_never_deleted(municipality: Organisation) -> None:
    with scope(municipality.id):
        for proof in (ConsentArea.objects.all(), Consent.objects.all()):
            with pytest.raises(IntegrityError), transaction.atomic():
                proof._raw_delete(proof.db)
