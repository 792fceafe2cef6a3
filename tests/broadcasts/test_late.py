"""Who asks for messages after a broadcast was made gets it too, while it goes already."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.broadcasting import TEMPLATE, feed_all, let_ask
from tests.people import actor_of, join

from bode.broadcasts import actions
from bode.broadcasts.audiences import Audience
from bode.broadcasts.late import close_audience
from bode.broadcasts.models import Broadcast, Recipient
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.outbox.models import Sending

EARLY, LATE = "31612000701", "31612000702"


@pytest.fixture
def frank(municipality: Organisation, number: PhoneNumber) -> Person:
    person = join(municipality, "Frank", "broadcaster")
    let_ask(person, [f"+{EARLY}"])
    return person


@pytest.fixture
def started(frank: Person, municipality: Organisation) -> Broadcast:
    """To all who asked; one more asked between making and starting."""
    gerda = join(municipality, "Gerda", "approver")
    new = actions.NewBroadcast(
        name="Herinnering",
        purpose="appointments",
        template=TEMPLATE,
        audience=Audience(subscribed_to="appointments"),
    )
    with scope(municipality.id):
        made = actions.make(actor_of(frank), new)
        actions.request_approval(actor_of(frank), made.id)
        actions.approve(actor_of(gerda), made.id)
        let_ask(frank, [f"+{LATE}"])
        actions.start(actor_of(frank), made.id)
    return made


def state_of(broadcast: Broadcast) -> dict[str, str]:
    with every_tenant("a test looks at everything"):
        found = Recipient.objects.filter(broadcast=broadcast)
        return dict(found.values_list("address", "state"))


def status_of(broadcast: Broadcast) -> str:
    with every_tenant("a test looks at everything"):
        return str(Broadcast.objects.get(id=broadcast.id).status)


def close(broadcast: Broadcast) -> None:
    """The job is done."""
    close_audience(str(broadcast.municipality_id), str(broadcast.id))


def arrive() -> None:
    """The platform has all that waits."""
    with every_tenant("a test looks at everything"):
        Sending.objects.all().delete()


def test_it_waits_for_nobody(started: Broadcast) -> None:
    feed_all()

    assert state_of(started) == {EARLY: "handed"}


def test_who_asked_meanwhile_gets_it(started: Broadcast) -> None:
    feed_all()
    close(started)
    feed_all()

    assert state_of(started) == {EARLY: "handed", LATE: "handed"}


def test_it_is_not_done_before_they_are_in(started: Broadcast) -> None:
    feed_all()
    arrive()
    feed_all()
    assert status_of(started) == "running"

    close(started)
    feed_all()
    arrive()
    feed_all()

    assert status_of(started) == "done"


def jobs() -> QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.filter(task_name="broadcasts.close_audience")


def test_when_that_failed_it_is_tried_again(started: Broadcast) -> None:
    with every_tenant("a test looks at everything"):
        ProcrastinateJob.objects.filter(task_name="broadcasts.close_audience").update(
            status="failed", queueing_lock=None
        )
    feed_all()
    arrive()
    feed_all()

    assert jobs().filter(status="todo").count() == 1


def test_nobody_is_added_to_one_that_was_stopped(started: Broadcast, frank: Person) -> None:
    feed_all()
    with scope(frank.memberships.get().organisation_id):
        actions.stop(actor_of(frank), started.id)

    close(started)

    assert set(state_of(started)) == {EARLY}
