"""What a report counts, and what it does not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from tests.automation.weeks import WEEK
from tests.reports.conftest import Answer, Ask, Close

from bode.automation import keeping
from bode.automation.kinds import RuleKind
from bode.basics import HERE, now
from bode.conversations.models import Conversation
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Team
from bode.organisations.tenancy import scope
from bode.reports.choosing import Choice
from bode.reports.periods import Period, day_of_report
from bode.reports.report import Report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_scope")]
TODAY = now().astimezone(HERE).replace(hour=12, minute=0, second=0, microsecond=0)
MONDAY = TODAY - timedelta(days=7 + TODAY.weekday())
"""At noon, in a week that is over."""
MINUTE = timedelta(minutes=1)


def report_of(first: datetime, last: datetime | None = None, **more: object) -> Report:
    period = Period(first=first.date(), last=(last or first).date())
    municipality = Organisation.objects.get(code="GM9911")
    return Report(municipality.id, Choice(period=period, **more))  # type: ignore[arg-type]


class TestTraffic:
    def test_counts_by_hour_weekday_and_purpose_in_the_netherlands(
        self, ask: Ask, answer: Answer
    ) -> None:
        conversation = ask(MONDAY.replace(hour=0, minute=30))
        answer(conversation, MONDAY.replace(hour=9))
        report = report_of(MONDAY)
        traffic = report.traffic

        assert (len(report.began), report.spoken.received, report.spoken.sent) == (1, 1, 1)
        assert traffic.at_hour(0).received == traffic.at_hour(9).sent == 1
        assert traffic.on_weekday(0).sent == 1
        assert [each.purpose for each in report.began] == ["permits"]

    def test_a_conversation_is_new_in_the_period_of_its_first_message_alone(self, ask: Ask) -> None:
        ask(MONDAY)
        ask(MONDAY + timedelta(days=1))

        assert len(report_of(MONDAY).began) == 1
        assert len(report_of(MONDAY + timedelta(days=1)).began) == 0
        assert report_of(MONDAY + timedelta(days=1)).spoken.received == 1

    def test_may_be_of_one_team_purpose_or_number(self, ask: Ask, number: object) -> None:
        conversation = ask(MONDAY)
        ask(MONDAY, "31612345679")
        team = Team.objects.create(organisation_id=conversation.municipality_id, name="Balie")
        Conversation.objects.filter(id=conversation.id).update(
            team=team, purpose="permits", purpose_from="agent"
        )

        assert len(report_of(MONDAY).began) == 2
        assert len(report_of(MONDAY, team=team.id).began) == 1
        assert report_of(MONDAY, purpose="permits").spoken.received == 1
        assert len(report_of(MONDAY, number=conversation.number_id).began) == 2
        assert len(report_of(MONDAY, number=team.id).began) == 0

    def test_another_municipality_counts_nothing_of_it(
        self, ask: Ask, other_municipality: Organisation
    ) -> None:
        ask(MONDAY)
        choice = Choice(period=day_of_report(MONDAY.date()))

        with scope(other_municipality.id):
            assert Report(other_municipality.id, choice).spoken.received == 0


class TestSpeed:
    def test_counts_to_the_first_answer_of_a_person(self, ask: Ask, answer: Answer) -> None:
        conversation = ask(MONDAY)
        answer(conversation, MONDAY + MINUTE, author=None, automatic="welcome")
        answer(conversation, MONDAY + 2 * MINUTE, author=None, author_name="Zaaksysteem")
        answer(conversation, MONDAY + 7 * MINUTE)
        answer(conversation, MONDAY + 9 * MINUTE)
        times = report_of(MONDAY).first_answers

        assert (times.counted, times.median, times.slow) == (1, 7 * MINUTE, 7 * MINUTE)

    def test_half_and_nine_in_ten_are_times_that_were_measured(
        self, ask: Ask, answer: Answer
    ) -> None:
        for number in range(10):
            conversation = ask(MONDAY, f"3161234560{number}")
            answer(conversation, MONDAY + (number + 1) * MINUTE)
        times = report_of(MONDAY).first_answers

        assert (times.median, times.slow) == (5 * MINUTE, 9 * MINUTE)

    def test_an_answer_counts_with_its_question_however_late_it_comes(
        self, ask: Ask, answer: Answer
    ) -> None:
        conversation = ask(MONDAY)
        answer(conversation, MONDAY + timedelta(days=1))

        assert report_of(MONDAY).first_answers.median == timedelta(days=1)
        assert report_of(MONDAY + timedelta(days=1)).first_answers.counted == 0

    def test_what_nobody_answered_is_not_counted(self, ask: Ask) -> None:
        ask(MONDAY)

        assert report_of(MONDAY).first_answers.median is None

    def test_a_closing_counts_in_the_period_in_which_it_was_last_closed(
        self, ask: Ask, answer: Answer, close: Close
    ) -> None:
        conversation = ask(MONDAY)
        answer(conversation, MONDAY + MINUTE)
        close(conversation, MONDAY + timedelta(hours=3))

        assert report_of(MONDAY).closed_after.median == timedelta(hours=3)
        assert report_of(MONDAY - timedelta(days=1)).closed_after.counted == 0

    def test_office_hours_are_counted_beside_where_they_are_filled_in(
        self, ask: Ask, answer: Answer, agent: Actor
    ) -> None:
        conversation = ask(MONDAY.replace(hour=20))
        answer(conversation, MONDAY.replace(hour=9) + timedelta(days=1, minutes=10))
        assert report_of(MONDAY).first_answers_in_hours is None
        keeping.change_rule(agent, RuleKind.HOURS, WEEK, is_on=True)

        times = report_of(MONDAY).first_answers_in_hours
        assert times is not None
        assert times.median == 10 * MINUTE


class TestWork:
    def test_agents_are_counted_by_answers_and_conversations(
        self, ask: Ask, answer: Answer
    ) -> None:
        conversation = ask(MONDAY)
        answer(conversation, MONDAY + MINUTE)
        answer(conversation, MONDAY + 2 * MINUTE)
        answer(conversation, MONDAY + 3 * MINUTE, automatic="welcome")
        [load] = report_of(MONDAY).spoken.loads

        assert (load.name, load.conversations, load.answers) == ("Alice", 1, 2)

    def test_what_did_not_arrive_is_counted_by_cause(self, ask: Ask, answer: Answer) -> None:
        conversation = ask(MONDAY)
        answer(conversation, MONDAY + MINUTE, status="failed", error_code="131026")
        answer(conversation, MONDAY + 2 * MINUTE)
        report = report_of(MONDAY)

        assert report.spoken.failures == {"131026": 1}
        assert report.failed == 1


def test_the_period_before_is_counted_likewise(ask: Ask) -> None:
    ask(MONDAY)

    assert report_of(MONDAY + timedelta(days=1)).before.spoken.received == 1


def test_an_empty_period_counts_nothing() -> None:
    report = report_of(datetime.combine(date(2021, 1, 1), MONDAY.time()))

    assert len(report.began) == report.failed == 0
    assert report.satisfied_percent is None
