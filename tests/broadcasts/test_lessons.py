"""What there is to learn from a drill, from what happened in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.broadcasting import feed_all
from tests.drills import exercise, inside, prepare, send
from tests.people import actor_of

from bode.basics import now
from bode.broadcasts import actions
from bode.broadcasts.drills.ending import end
from bode.broadcasts.drills.faults import Chosen, Fault
from bode.broadcasts.drills.lessons import Lesson, learn
from bode.broadcasts.drills.telling import tell
from bode.broadcasts.models import Broadcast, BroadcastEvent, Drill, Recipient
from bode.conversations.models import Contact, Message
from bode.organisations import tenancy
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope


@pytest.fixture
def drill(erik: Person, fatima: Person) -> Drill:
    return exercise(erik, Chosen(fault=Fault.LINE, begins=30, lasts=60), source=prepare(erik))


def lessons(drill: Drill) -> set[Lesson]:
    with scope(drill.municipality_id):
        drill.refresh_from_db()
        return {each.lesson for each in learn(drill, tell(drill))}


def hand_over(drill: Drill, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(tenancy, "_confined_to", drill.world_id)
        feed_all()


def arrive(drill: Drill, count: int, after: timedelta) -> None:
    """So many had it, so long after the start."""
    with scope(drill.world_id):
        sent = Broadcast.objects.get()
        assert sent.started_at is not None
        keys = Recipient.objects.values_list("message_id", flat=True)[:count]
        at = sent.started_at + after
        Message.objects.filter(id__in=list(keys)).update(
            status="delivered", accepted_at=at, delivered_at=at
        )


def ago(drill: Drill, step: str, time: timedelta) -> None:
    """This step was made so much earlier."""
    with scope(drill.world_id):
        event = BroadcastEvent.objects.get(step=step)
        BroadcastEvent.objects.filter(id=event.id).update(at=event.at - time)


def test_of_a_drill_in_which_nothing_is_sent(drill: Drill) -> None:
    assert Lesson.NOTHING_SENT in lessons(drill)


def test_of_approval(drill: Drill, erik: Person, fatima: Person) -> None:
    send(erik, fatima, drill)
    assert Lesson.APPROVED_SOON in lessons(drill)

    ago(drill, "request-approval", timedelta(minutes=6))
    assert Lesson.APPROVED_LATE in lessons(drill)


def test_of_a_start_that_took_long(drill: Drill, erik: Person, fatima: Person) -> None:
    send(erik, fatima, drill)
    with every_tenant("a test's world"):
        Drill.objects.update(began_at=now() - timedelta(minutes=20))

    assert Lesson.STARTED_LATE in lessons(drill)


def test_of_how_many_it_reached(
    drill: Drill, erik: Person, fatima: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(erik, fatima, drill)
    hand_over(drill, monkeypatch)
    arrive(drill, 2, timedelta(minutes=3))
    assert {Lesson.FEW_ARRIVED, Lesson.NO_SECOND_CHANNEL} <= lessons(drill)

    arrive(drill, 3, timedelta(minutes=3))
    learnt = lessons(drill)
    assert Lesson.MANY_ARRIVED in learnt
    assert Lesson.NO_SECOND_CHANNEL not in learnt


def test_it_is_told_how_many_had_it_after_some_minutes(
    drill: Drill, erik: Person, fatima: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(erik, fatima, drill)
    hand_over(drill, monkeypatch)
    arrive(drill, 3, timedelta(minutes=6))
    arrive(drill, 1, timedelta(seconds=20))

    with scope(drill.municipality_id):
        [sent] = tell(drill).sent
    assert sent.arrived == {1: 1, 5: 1, 15: 3}
    assert (sent.reached, sent.had_it) == (3, 3)


def test_of_a_pause_and_a_stop(
    drill: Drill, erik: Person, fatima: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = send(erik, fatima, drill)
    with scope(drill.world_id):
        actions.pause(inside(erik, drill), made.id)
        ago(drill, "pause", timedelta(minutes=7))
        actions.stop(inside(erik, drill), made.id)

    assert {Lesson.PAUSED_LONG, Lesson.STOPPED} <= lessons(drill)


def test_of_a_pause_that_nobody_ended(drill: Drill, erik: Person, fatima: Person) -> None:
    made = send(erik, fatima, drill)
    with scope(drill.world_id):
        actions.pause(inside(erik, drill), made.id)
    assert Lesson.PAUSED_LONG not in lessons(drill)

    ago(drill, "pause", timedelta(minutes=7))
    assert Lesson.PAUSED_LONG in lessons(drill)


def test_of_languages_that_nobody_filled_in(drill: Drill, erik: Person, fatima: Person) -> None:
    with scope(drill.world_id):
        Contact.objects.filter(id=Contact.objects.all()[0].id).update(language="en")
    send(erik, fatima, drill)

    assert Lesson.ONE_LANGUAGE in lessons(drill)


def test_what_people_did_stands_with_the_fault_during_which_they_did_it(
    drill: Drill, erik: Person, fatima: Person
) -> None:
    made = send(erik, fatima, drill)
    with scope(drill.world_id):
        Broadcast.objects.update(started_at=now() - timedelta(seconds=60))
        actions.pause(inside(erik, drill), made.id)
    with scope(drill.municipality_id):
        end(actor_of(erik), drill.id)
        drill.refresh_from_db()
        [struck] = tell(drill).struck

    did = [(each.step, each.actor) for each in struck.deeds]
    assert did[-2:] == [("pause", "Erik"), ("stop", "Erik")]


def test_a_fault_to_which_it_did_not_come(drill: Drill, erik: Person, fatima: Person) -> None:
    send(erik, fatima, drill)
    with scope(drill.municipality_id):
        end(actor_of(erik), drill.id)
        drill.refresh_from_db()
        [struck] = tell(drill).struck

    assert (struck.begin, struck.deeds) == (None, ())
