"""Each minute, what waits goes to who has room again, without a word of any citizen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.conversations.street import Citizen
from tests.people import actor_of

from bode.conversations.actions import close_conversation
from bode.conversations.models import Conversation
from bode.desk import jobs
from bode.desk.distributing import forget_teams
from bode.desk.presence import show_up
from bode.desk.teams import save_team
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


@pytest.fixture(autouse=True)
def a_process_of_its_own() -> Iterator[None]:
    """What a process remembers of teams is not of another test."""
    forget_teams()
    yield
    forget_teams()


@pytest.fixture
def two_wait(number: PhoneNumber, municipality: Organisation, alice: Person) -> None:
    """Two questions, of which the only agent of the team may have one at a time."""
    agent = actor_of(alice)
    with scope(municipality.id):
        members = [alice.id]
        save_team(agent, None, name="Balie", purposes=[], languages=[], members=members, most=1)
        show_up(agent)
        Citizen("31612345600").write()
        Citizen("31612345601").write()


def work() -> None:
    """Do the jobs that wait, each as a worker does: in no scope but its own."""
    waiting = list(ProcrastinateJob.objects.filter(task_name="desk.distribute", status="todo"))
    ProcrastinateJob.objects.filter(id__in=[each.id for each in waiting]).delete()
    for each in waiting:
        jobs.distribute(**each.args)


def waiting_for(person: Person) -> int:
    with every_tenant("a test looks"):
        return Conversation.objects.filter(assignee=person, status="open").count()


def nobodys() -> int:
    with every_tenant("a test looks"):
        return Conversation.objects.filter(assignee=None, status="open").count()


def test_who_closed_what_they_had_gets_the_next(
    two_wait: None, alice: Person, municipality: Organisation
) -> None:
    work()
    with scope(municipality.id):
        close_conversation(actor_of(alice), Conversation.objects.get(assignee=alice).id)
    assert (waiting_for(alice), nobodys()) == (0, 1)

    forget_teams()  # as seconds later
    jobs.distribute_all(0)
    work()

    assert (waiting_for(alice), nobodys()) == (1, 0)


def test_what_comes_right_after_the_minute_is_given_too(
    two_wait: None, alice: Person, municipality: Organisation
) -> None:
    forget_teams()
    jobs.distribute_all(0)
    work()
    with scope(municipality.id):
        close_conversation(actor_of(alice), Conversation.objects.get(assignee=alice).id)
        Citizen("31612345602").write()
    work()

    assert (waiting_for(alice), nobodys()) == (1, 1)
