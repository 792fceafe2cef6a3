"""Each figure of a report beside the same of the period before: in picture, table and file."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.conversations.street import Citizen
from tests.conversations.test_sending import text
from tests.people import actor_of, join
from tests.web.conftest import SignedIn

from bode.automation.models import Satisfaction
from bode.basics import HERE
from bode.conversations.models import Conversation, Message
from bode.conversations.sending import send
from bode.licensing.models import PhoneNumber
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import scope
from bode.reports.levels import Promised, save_level
from bode.reports.periods import day_of_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("number")]
BEFORE, DAY = "2021-03-02", "2021-03-03"
"""A Tuesday, and the day that a report is about."""
MARK = 'stroke-width="3"'
"""Of a mark that tells what was before."""


def noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), HERE)


def asks(day: str, phone: str = "31612345678") -> None:
    Citizen(phone).write(at=noon(day))


def read(browser: Client, since: str = DAY, until: str = DAY) -> str:
    return browser.get(reverse("reports"), {"since": since, "until": until}).content.decode()


def rows(browser: Client, figure: str, since: str = DAY, until: str = DAY) -> list[dict[str, str]]:
    answer = browser.get(
        reverse("report_download", args=[figure]), {"since": since, "until": until}
    )
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))


@pytest.fixture
def answers(alice: Person, conversation: Conversation) -> Any:
    """Answers of these people on a day, with more facts about each."""

    def answers(day: str, *people: Person, **facts: Any) -> None:
        with scope(conversation.municipality_id):
            for person in people:
                sent = send(actor_of(alice), text(conversation_id=conversation.id, to=""))
                about = {"at": noon(day), "author": person, **facts}
                Message.objects.filter(id=sent.id).update(**about)

    return answers


@pytest.fixture
def team(municipality: Organisation) -> list[Person]:
    """Four who answer."""
    return [join(municipality, name, "agent") for name in ("Bas", "Cato", "Dirk", "Els")]


class TestNewConversations:
    def test_stand_beside_those_of_the_day_with_the_same_place(self, browser: Client) -> None:
        asks("2021-02-02", "31612345670")
        asks("2021-03-02", "31612345671")
        asks("2021-03-02", "31612345672")
        march = rows(browser, "conversations", "2021-03-01", "2021-03-31")

        assert march[1] == {
            "Dag": "2021-03-02",
            "Nieuwe gesprekken": "2",
            "Dag, periode ervoor": "2021-02-02",
            "Nieuwe gesprekken, periode ervoor": "1",
        }
        assert march[30]["Nieuwe gesprekken"] == "0"
        assert march[30]["Nieuwe gesprekken, periode ervoor"] == ""

    def test_are_all_told_where_the_period_before_was_longer(self, browser: Client) -> None:
        asks("2021-01-31")
        february = rows(browser, "conversations", "2021-02-01", "2021-02-28")

        assert len(february) == 31
        assert [*february[30].values()] == ["", "", "2021-01-31", "1"]

    def test_are_told_by_as_many_days_where_they_are_told_by_week(self, browser: Client) -> None:
        asks("2021-01-17", "31612345670")
        asks("2021-04-12", "31612345671")
        by_week = rows(browser, "conversations", "2021-04-07", "2021-06-30")

        assert [*by_week[0].values()] == ["2021-04-07", "0", "2021-01-12", "0"]
        assert [*by_week[1].values()] == ["2021-04-12", "1", "2021-01-17", "1"]
        assert len(by_week) == 13


class TestEveryFigure:
    def test_tells_messages_by_hour_and_weekday(self, browser: Client) -> None:
        asks(BEFORE)
        at_noon, tuesday = rows(browser, "hours")[12], rows(browser, "weekdays")[1]

        for row in (at_noon, tuesday):
            assert (row["Ontvangen"], row["Ontvangen, periode ervoor"]) == ("0", "1")
            assert row["Verstuurd, periode ervoor"] == "0"

    def test_tells_of_what_was_only_before_that_there_is_none_now(
        self, browser: Client, alice: Person, answers: Any
    ) -> None:
        asks(BEFORE, "31612345670")
        answers(BEFORE, alice, status="failed", error_code="131026")
        [purpose] = [each for each in rows(browser, "purposes") if each["Doel"] == "Vergunningen"]
        [failure], [work] = rows(browser, "failures"), rows(browser, "agents")

        assert purpose["Nieuwe gesprekken"] == "0"
        assert purpose["Nieuwe gesprekken, periode ervoor"] != "0"
        assert (failure["Berichten"], failure["Berichten, periode ervoor"]) == ("0", "1")
        assert (work["Antwoorden"], work["Antwoorden, periode ervoor"]) == ("0", "1")

    def test_tells_of_another_scale_what_citizens_answered_before(
        self, browser: Client, alice: Person, answers: Any
    ) -> None:
        answers(BEFORE, alice)
        answers(DAY, alice)
        with scope(actor_of(alice).organisation_id):
            was, now = Message.objects.filter(direction="out").order_by("at")
            for question, scale in ((was, "faces"), (now, "five")):
                Satisfaction.objects.create(
                    municipality_id=question.municipality_id,
                    question=question,
                    scale=scale,
                    asked_at=question.at,
                    scored_at=question.at,
                    score=3,
                )
        told = [tuple(each.values()) for each in rows(browser, "satisfaction")]

        assert ("😀 Tevreden", "0", "1") in told
        assert ("3 · Gaat wel", "1", "0") in told
        assert told[-1] == ("Geen antwoord", "0", "0")

    def test_tells_how_soon_and_what_was_kept(self, browser: Client, alice: Person) -> None:
        asks(BEFORE)
        with scope(actor_of(alice).organisation_id):
            save_level(actor_of(alice), None, Promised(answer_minutes=30))
        [level] = rows(browser, "levels")

        assert (level["Gesprekken"], level["Gehaald (%)"]) == ("0", "")
        assert level["Gesprekken, periode ervoor"] == "1"
        assert level["Gehaald (%), periode ervoor"] == "0"

    def test_is_marked_in_the_picture_and_stands_in_the_table(self, browser: Client) -> None:
        asks(BEFORE)
        page = read(browser)

        assert page.count(">Periode ervoor</text>") == page.count('class="chart"')
        assert MARK in page
        assert "0 (ervoor 1)</text>" in page
        assert ">Ontvangen, periode ervoor</th>" in page

    def test_reads_each_period_once(self, browser: Client) -> None:
        asks(BEFORE)
        with CaptureQueriesContext(connection) as asked:
            read(browser)

        for statement in ("WITH spoke AS", "WITH closed AS", "extract(isodow"):
            assert sum(statement in each["sql"] for each in asked) == 2


class TestNothingBefore:
    def test_is_said_once_and_nothing_is_compared(self, browser: Client) -> None:
        asks(DAY)
        page = read(browser)

        assert page.count("zijn er geen gegevens. Daarom vergelijkt dit rapport niet.") == 1
        assert "ervoor:" not in page
        assert "periode ervoor" not in page
        assert MARK not in page

    def test_leaves_the_columns_of_a_file_as_they_always_are(self, browser: Client) -> None:
        asks(DAY)

        assert rows(browser, "hours")[12]["Ontvangen, periode ervoor"] == "0"


class TestUnequalPeriods:
    @pytest.fixture(autouse=True)
    def said(self, number: PhoneNumber) -> None:
        asks("2021-02-02", "31612345670")
        asks(BEFORE, "31612345671")

    def test_are_told(self, browser: Client) -> None:
        page = read(browser, "2021-03-01", "2021-03-31")

        assert "Dat zijn 28 dagen, en deze periode is 31 dagen lang." in page
        assert "Niet elke dag van de week komt in beide periodes even vaak voor." in page
        assert "nog niet voorbij" not in page

    def test_that_are_equal_are_not(self, browser: Client) -> None:
        page = read(browser, "2021-03-04", "2021-03-10")

        assert "dagen lang" not in page
        assert "even vaak voor" not in page

    def test_that_go_on_are_told(self, browser: Client) -> None:
        today = day_of_report(timezone.localdate())
        asks(today.before.first.isoformat())
        day = today.first.isoformat()

        assert "Vandaag telt mee, maar is nog niet voorbij." in read(browser, day, day)


class TestColleagues:
    """An agent sees of others an average alone, in each period in which they are enough."""

    def test_are_told_of_both_periods(
        self, answers: Any, team: list[Person], signed_in: SignedIn
    ) -> None:
        bas, *others = team
        answers(DAY, bas, *others)
        answers(BEFORE, *others, *others)
        mine, theirs = rows(signed_in(bas), "agents")

        assert [*mine.values()] == ["U", "1", "1", "0", "0"]
        assert [*theirs.values()] == ["Gemiddeld per collega (3)", "1", "1", "1", "2"]

    @pytest.mark.parametrize("few", [BEFORE, DAY])
    def test_are_hidden_in_the_period_in_which_they_are_few(
        self, answers: Any, team: list[Person], signed_in: SignedIn, few: str
    ) -> None:
        bas, *others = team
        answers(BEFORE if few == DAY else DAY, bas, *others)
        answers(few, bas, *others[:2])
        _mine, theirs = rows(signed_in(bas), "agents")
        name, now, _answers, before, _answers_before = theirs.values()

        assert (now, before) == (("", "1") if few == DAY else ("1", ""))
        numbers = "2, ervoor 3" if few == DAY else "3, ervoor 2"
        assert name == f"Gemiddeld per collega ({numbers})"

    def test_are_not_there_where_they_are_few_in_both(
        self, answers: Any, team: list[Person], signed_in: SignedIn
    ) -> None:
        bas, *others = team
        answers(DAY, *others[:2])
        answers(BEFORE, *others[1:])

        assert rows(signed_in(bas), "agents") == []
        assert "Cato" not in read(signed_in(bas))
