"""What is promised, what was kept of it, and the alarm before it is broken."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from tests.automation.conftest import ALWAYS
from tests.people import actor_of
from tests.reports.conftest import Answer, Ask, Close

from bode.automation import keeping
from bode.automation.hours import Hours
from bode.automation.kinds import RuleKind
from bode.basics import now
from bode.conversations.assigning import take
from bode.conversations.models import Conversation
from bode.conversations.queues import Asked, Queue, list_queue
from bode.desk.presence import set_away
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Person, Team, TeamMember
from bode.privacy.models import AuditEntry
from bode.reports import jobs, spoken
from bode.reports.alarm import watch
from bode.reports.attaining import attained
from bode.reports.board import look
from bode.reports.choosing import Choice
from bode.reports.errors import LevelWrong
from bode.reports.levels import Promised, remove_level, save_level
from bode.reports.models import AnswerDue, ClosingDue, ServiceLevel
from bode.reports.periods import Period
from bode.reports.queries import list_due, list_due_soon, list_levels, list_told
from bode.reports.speed import answers_in
from bode.reports.states import Promise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]
MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)


def ago(minutes: float) -> Any:
    return now() - minutes * MINUTE


def team_of(conversation: Conversation, name: str = "Balie") -> Team:
    team = Team.objects.create(organisation_id=conversation.municipality_id, name=name)
    Conversation.objects.filter(id=conversation.id).update(team=team)
    return team


def listed() -> list[UUID]:
    """The list of all, from the top."""
    return [each.id for each in list_queue(Asked(queue=Queue.ALL)).rows]


class TestPromising:
    def test_a_promise_is_kept_and_changed_and_taken_back(self, agent: Actor) -> None:
        save_level(agent, None, Promised(answer_minutes=30))
        save_level(agent, None, Promised(answer_minutes=20, close_hours=48))
        [level] = list_levels().values()
        assert (level.answer_minutes, level.close_hours) == (20, 48)

        remove_level(agent, None)
        assert not list_levels()
        told = AuditEntry.objects.filter(what__startswith="level.").order_by("id")
        assert [each.what for each in told] == ["level.save", "level.save", "level.remove"]

    @pytest.mark.parametrize(
        ("promised", "field", "reason"),
        [
            (Promised(), "answer_minutes", "nothing_promised"),
            (Promised(answer_minutes=0), "answer_minutes", "out_of_range"),
            (Promised(close_hours=99_999), "close_hours", "out_of_range"),
            (Promised(answer_minutes=30, answer_percent=101), "answer_percent", "out_of_range"),
            (Promised(answer_minutes=30, warn_minutes=30), "warn_minutes", "too_early"),
            (Promised(close_hours=8, warn_minutes=5), "warn_minutes", "too_early"),
        ],
    )
    def test_what_can_not_be_promised_is_refused(
        self, agent: Actor, promised: Promised, field: str, reason: str
    ) -> None:
        with pytest.raises(LevelWrong) as refused:
            save_level(agent, None, promised)

        assert (refused.value.field, refused.value.reason) == (field, reason)
        assert not ServiceLevel.objects.exists()

    def test_only_an_administrator_promises(self, bob: Person) -> None:
        with pytest.raises(NotAllowed):
            save_level(actor_of(bob), None, Promised(answer_minutes=30))

    def test_of_another_municipalitys_team_nothing_is_promised(
        self, agent: Actor, charlie: Person
    ) -> None:
        with pytest.raises(Team.DoesNotExist):
            save_level(agent, charlie.id, Promised(answer_minutes=30))

    def test_postgresql_itself_keeps_one_level_for_all_others(self, agent: Actor) -> None:
        level = save_level(agent, None, Promised(answer_minutes=30))

        with pytest.raises(IntegrityError), transaction.atomic():
            ServiceLevel.objects.create(municipality=level.municipality, answer_minutes=5)


class TestAttaining:
    def kept(self, agent: Actor) -> list[tuple[int, int, int | None]]:
        today = now().date()
        choice = Choice(period=Period(first=today - WEEK, last=today))
        found = attained(
            agent.organisation_id, list_levels(), Promise.ANSWER, answers_in(spoken.read(choice))
        )
        return [(each.kept, each.counted, each.reached) for each in found]

    def test_is_the_part_that_was_answered_in_time(
        self, agent: Actor, ask: Ask, answer: Answer
    ) -> None:
        save_level(agent, None, Promised(answer_minutes=30))
        answer(ask(ago(100), "31612345601"), ago(75))
        answer(ask(ago(100), "31612345602"), ago(65))
        ask(ago(100), "31612345603")
        ask(ago(10), "31612345604")

        assert self.kept(agent) == [(1, 3, 33)]

    def test_a_team_with_a_level_of_its_own_is_held_to_that(
        self, agent: Actor, ask: Ask, answer: Answer
    ) -> None:
        save_level(agent, None, Promised(answer_minutes=30))
        conversation = ask(ago(100))
        save_level(agent, team_of(conversation).id, Promised(answer_minutes=5))
        answer(conversation, ago(90))

        assert sorted(self.kept(agent), key=str) == [(0, 0, None), (0, 1, 0)]

    def test_closed_time_does_not_count(self, agent: Actor, ask: Ask, answer: Answer) -> None:
        save_level(agent, None, Promised(answer_minutes=5))
        answer(ask(ago(100)), ago(60))
        keeping.change_rule(agent, RuleKind.HOURS, Hours(), is_on=True)

        assert self.kept(agent) == [(1, 1, 100)]


class TestTheAlarm:
    def test_warns_in_the_last_quarter_once(self, agent: Actor, ask: Ask) -> None:
        save_level(agent, None, Promised(answer_minutes=40))
        conversation = ask(ago(29))
        assert watch(agent.organisation_id) == []
        assert list_due([conversation.id]) == {}

        late = ask(ago(31), "31612345602")
        assert watch(agent.organisation_id) == [late.id]
        assert watch(agent.organisation_id) == []
        assert list(list_due([conversation.id, late.id])) == [late.id]

    def test_warns_as_early_as_the_level_says(self, agent: Actor, ask: Ask) -> None:
        save_level(agent, None, Promised(answer_minutes=40, warn_minutes=20))
        conversation = ask(ago(21))

        assert watch(agent.organisation_id) == [conversation.id]

    def test_is_over_when_a_person_answered_and_not_before(
        self, agent: Actor, ask: Ask, answer: Answer
    ) -> None:
        save_level(agent, None, Promised(answer_minutes=40))
        conversation = ask(ago(35))
        answer(conversation, ago(34), author=None, automatic="welcome")
        Conversation.objects.update(status="open")
        watch(agent.organisation_id)
        assert len(list_due_soon()) == 1

        answer(conversation, ago(1))
        assert list_due_soon() == []
        watch(agent.organisation_id)
        assert not AnswerDue.objects.exists()

    def test_a_closed_conversation_is_due_no_more(
        self, agent: Actor, ask: Ask, close: Close
    ) -> None:
        save_level(agent, None, Promised(answer_minutes=40))
        close(ask(ago(35)), now())
        watch(agent.organisation_id)

        assert not AnswerDue.objects.exists()

    def test_what_sleeps_until_later_is_still_due(self, agent: Actor, ask: Ask) -> None:
        ask(ago(35))
        Conversation.objects.update(snoozed_until=now() + WEEK)
        save_level(agent, None, Promised(answer_minutes=40))

        assert len(list_due_soon()) == 1

    def test_follows_a_level_that_changes(self, agent: Actor, ask: Ask) -> None:
        ask(ago(35))
        save_level(agent, None, Promised(answer_minutes=40))
        assert AnswerDue.objects.get().told_at is not None

        save_level(agent, None, Promised(answer_minutes=400))
        assert list_due_soon() == []
        remove_level(agent, None)
        assert not AnswerDue.objects.exists()

    def test_counts_office_hours_alone(self, agent: Actor, ask: Ask) -> None:
        keeping.change_rule(agent, RuleKind.HOURS, Hours(), is_on=True)
        ask(ago(600))
        save_level(agent, None, Promised(answer_minutes=40))
        assert list_due_soon() == []

        keeping.change_rule(agent, RuleKind.HOURS, ALWAYS, is_on=True)
        watch(agent.organisation_id)
        assert len(list_due_soon()) == 1

    def test_tells_whoever_has_it_or_may_take_it(
        self, agent: Actor, ask: Ask, alice: Person, bob: Person
    ) -> None:
        save_level(agent, None, Promised(answer_minutes=40))
        conversation = ask(ago(35))
        watch(agent.organisation_id)
        assert list_told(bob.id, ago(1))
        assert not list_told(bob.id, now() + MINUTE)

        Conversation.objects.update(assignee=alice)
        assert list_told(alice.id, ago(1))
        assert not list_told(bob.id, ago(1))
        Conversation.objects.update(assignee=None, team=team_of(conversation))
        assert not list_told(bob.id, ago(1))

    def test_warns_before_a_closing_is_late_until_it_is_closed(
        self, agent: Actor, ask: Ask, answer: Answer, close: Close, alice: Person
    ) -> None:
        save_level(agent, None, Promised(close_hours=4))
        early, conversation = ask(ago(170), "31612345602"), ask(ago(190))
        answer(conversation, ago(180))
        assert watch(agent.organisation_id) == [conversation.id]
        assert watch(agent.organisation_id) == []

        [due] = list_due_soon()
        assert (due.conversation_id, due.promise) == (conversation.id, Promise.CLOSING)
        assert due.due_at - now() < 51 * MINUTE
        assert list_due([early.id, conversation.id]).keys() == {conversation.id}
        assert [each.promise for each in list_told(alice.id, ago(1))] == [Promise.CLOSING]
        board = look(agent.organisation_id)
        assert (board.soon, board.late) == (1, 0)
        close(conversation, now())
        assert list_due_soon() == []
        watch(agent.organisation_id)
        assert ClosingDue.objects.get().conversation_id == early.id

    def test_a_closing_is_due_while_one_waits_for_the_citizen_or_sleeps(
        self, agent: Actor, ask: Ask
    ) -> None:
        for status, until in (("waiting", None), ("open", now() + WEEK)):
            conversation = ask(ago(190), f"3161234560{len(status)}")
            Conversation.objects.filter(id=conversation.id).update(
                status=status, snoozed_until=until
            )
        save_level(agent, None, Promised(close_hours=4))

        assert len(list_due_soon()) == 2

    def test_of_two_promises_the_list_tells_the_first_to_be_due(
        self, agent: Actor, ask: Ask
    ) -> None:
        conversation = ask(ago(190))
        save_level(agent, None, Promised(answer_minutes=250, close_hours=4))
        assert len(list_due_soon()) == 2
        [due] = list_due([conversation.id]).values()

        assert due.promise == Promise.CLOSING

    def test_what_is_due_stands_first_until_it_is_answered(
        self, agent: Actor, ask: Ask, answer: Answer
    ) -> None:
        later, first = ask(ago(35), "31612345601"), ask(ago(38), "31612345602")
        newest = ask(ago(1), "31612345603")
        save_level(agent, None, Promised(answer_minutes=40))
        assert listed() == [first.id, later.id, newest.id]

        answer(first, now())
        assert listed() == [later.id, first.id, newest.id]

    def test_what_is_due_stays_first_when_it_is_taken_or_the_citizen_writes_again(
        self, agent: Actor, ask: Ask
    ) -> None:
        first, again = ask(ago(38), "31612345601"), ask(ago(35), "31612345602")
        save_level(agent, None, Promised(answer_minutes=40))

        take(agent, first.id)
        ask(ago(2), "31612345602")
        newest = ask(ago(1), "31612345603")

        assert listed() == [first.id, again.id, newest.id]

    def test_what_is_due_no_more_stands_by_its_time(self, agent: Actor, ask: Ask) -> None:
        due, newest = ask(ago(35), "31612345601"), ask(ago(1), "31612345602")
        save_level(agent, None, Promised(answer_minutes=40))
        assert listed() == [due.id, newest.id]

        remove_level(agent, None)
        assert listed() == [newest.id, due.id]

    def test_the_job_watches_every_municipality_that_promises(self, agent: Actor, ask: Ask) -> None:
        save_level(agent, None, Promised(answer_minutes=40))
        ask(ago(35))
        jobs.watch_answers(0)

        assert AnswerDue.objects.get().told_at is not None


class TestTheBoard:
    def test_counts_this_moment_and_this_day(
        self, agent: Actor, ask: Ask, answer: Answer, close: Close
    ) -> None:
        save_level(agent, None, Promised(answer_minutes=1))
        answered = ask(ago(3), "31612345601")
        answer(answered, ago(2.5))
        ask(ago(2), "31612345602")
        watch(agent.organisation_id)
        board = look(agent.organisation_id)

        assert (board.waiting, board.nobodys, board.late, board.soon) == (1, 1, 1, 0)
        assert board.waiting_since is not None
        assert timedelta(minutes=2) <= now() - board.waiting_since < timedelta(minutes=3)

    def test_a_citizen_waits_since_their_first_word_after_our_last(
        self, agent: Actor, ask: Ask, answer: Answer
    ) -> None:
        conversation = ask(ago(50))
        answer(conversation, ago(40))
        ask(ago(30))
        ask(ago(20))
        since = look(agent.organisation_id).waiting_since

        assert since is not None
        assert 29 * MINUTE < now() - since < 31 * MINUTE

    def test_of_a_team_counts_what_is_the_teams_alone(
        self, agent: Actor, ask: Ask, answer: Answer, close: Close, alice: Person
    ) -> None:
        save_level(agent, None, Promised(answer_minutes=1, close_hours=1))
        theirs = ask(ago(3), "31612345601")
        ask(ago(5), "31612345602")
        done = ask(ago(9), "31612345603")
        team = team_of(theirs)
        Conversation.objects.filter(id=done.id).update(team=team)
        answer(done, ago(8.5))
        close(done, ago(8))
        set_away(agent, is_away=False)
        watch(agent.organisation_id)

        board, whole = look(agent.organisation_id, team), look(agent.organisation_id)

        assert (board.waiting, board.late, board.received, board.closed) == (1, 1, 2, 1)
        assert (whole.waiting, whole.late, whole.received, whole.closed) == (2, 2, 3, 1)
        assert board.waiting_since is not None
        assert whole.waiting_since is not None
        assert whole.waiting_since < board.waiting_since
        assert [each.counted for each in board.attained] == [2, 1]
        assert (board.available, whole.available) == (0, 1)
        TeamMember.objects.create(organisation=team.organisation, team=team, person=alice)
        assert look(agent.organisation_id, team).available == 1

    def test_of_a_team_shows_only_the_level_to_which_it_is_held(
        self, agent: Actor, ask: Ask
    ) -> None:
        save_level(agent, None, Promised(answer_minutes=30))
        team = team_of(ask(ago(1)))
        assert [each.team for each in look(agent.organisation_id, team).attained] == [""]

        save_level(agent, team.id, Promised(answer_minutes=5))
        assert [each.team for each in look(agent.organisation_id, team).attained] == ["Balie"]

    def test_an_empty_desk_waits_for_nothing(self, agent: Actor) -> None:
        board = look(agent.organisation_id)

        assert (board.waiting, board.waiting_since, board.attained) == (0, None, ())
