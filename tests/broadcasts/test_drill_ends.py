"""The end of a drill: nobody acts in it any more, and nothing of it waits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from django.db import connections, transaction
from tests.broadcasting import feed_all
from tests.drills import counts, exercise, inside, process_of, send
from tests.people import actor_of

from bode.basics import now
from bode.broadcasts.actions import stop
from bode.broadcasts.drills import telling
from bode.broadcasts.drills.ending import LONGEST, end, end_forgotten
from bode.broadcasts.models import Drill
from bode.intake.actions import prune
from bode.intake.models import Webhook
from bode.intake.queries import count_by_state
from bode.licensing.models import Licence, ProviderConnection
from bode.organisations import people
from bode.organisations.actors import find_actor
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending


def test_nobody_acts_and_nothing_waits_in_it_any_more(
    drill: Drill, erik: Person, fatima: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(erik, fatima, drill)
    with process_of(drill, monkeypatch):
        feed_all()
    with scope(drill.municipality_id):
        end(actor_of(erik), drill.id)

    assert find_actor(erik, drill.world_id) is None
    assert counts(drill)["cancelled"] == 3
    with scope(drill.world_id):
        drill.refresh_from_db()
        assert drill.ended_by == "Erik"
        assert not Sending.objects.exists()
        assert Licence.objects.get().status == "ended"


def test_it_can_be_ended_from_within_and_another_begun(
    drill: Drill, erik: Person, fatima: Person
) -> None:
    with scope(drill.world_id):
        end(inside(fatima, drill), drill.id)

    assert exercise(erik).world_id != drill.world_id


def test_it_ends_also_where_its_report_can_not_be_made(
    drill: Drill, erik: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, scope(drill.municipality_id):
        broken.setattr(telling, "ARRIVED", "SELECT 1 / 0")
        end(actor_of(erik), drill.id)
        drill.refresh_from_db()

    assert (drill.ended_at is not None, drill.told) == (True, None)
    assert telling.tell(drill).sent[0].name == "Rook"


def test_its_keys_are_gone(drill: Drill, erik: Person) -> None:
    assert ProviderConnection.objects.filter(provider=drill.world).exists()
    with scope(drill.municipality_id):
        end(actor_of(erik), drill.id)

    assert not ProviderConnection.objects.filter(provider=drill.world).exists()


def test_what_was_never_read_of_it_counts_nowhere_and_goes_after_a_month(drill: Drill) -> None:
    Webhook.objects.create(provider=drill.world.code, body=b"{}", received_at=now())
    assert count_by_state() == []
    assert prune(before=now() - timedelta(days=1)) == 0

    assert prune(before=now() + timedelta(days=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_it_ends_also_where_someone_stops_its_message_at_that_moment(
    drill: Drill, erik: Person, fatima: Person
) -> None:
    sent = send(erik, fatima, drill)

    def end_it() -> None:
        try:
            with scope(drill.municipality_id):
                end(actor_of(erik), drill.id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool:
        with scope(drill.world_id), transaction.atomic():
            stop(inside(fatima, drill), sent.id)
            ending = pool.submit(end_it)
            wait([ending], timeout=0.5)
        ending.result(10)

    with scope(drill.world_id):
        drill.refresh_from_db()
    assert drill.ended_at is not None


def test_one_that_was_forgotten_ends_by_itself(drill: Drill) -> None:
    with every_tenant("a test's world"):
        end_forgotten()
        Drill.objects.filter(ended_at=None).update(began_at=now() - LONGEST - timedelta(minutes=1))
        end_forgotten()
        drill.refresh_from_db()

    assert (drill.ended_at is not None, drill.ended_by) == (True, "")


def test_whoever_leaves_the_municipality_leaves_the_drill(
    drill: Drill, erik: Person, alice: Person
) -> None:
    with scope(drill.municipality_id):
        people.remove(actor_of(alice), erik.id)

    erik.refresh_from_db()
    assert find_actor(erik, drill.world_id) is None
    assert not erik.is_active
