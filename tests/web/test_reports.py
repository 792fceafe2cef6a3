"""The pages of reports, the wallboard and service levels."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.conversations.street import Citizen
from tests.people import actor_of, join
from tests.web.conftest import SignedIn, reply, the_conversation, without_undo

from bode.automation.hours import Hours
from bode.automation.keeping import change_rule
from bode.automation.kinds import RuleKind
from bode.basics import now
from bode.conversations.models import Conversation, Message
from bode.organisations.models import Organisation, Person, Team
from bode.organisations.preferring import prefer
from bode.organisations.tenancy import scope
from bode.reports.levels import Promised, save_level
from bode.reports.models import ServiceLevel

pytestmark = pytest.mark.django_db
HERE, BOARD, LEVELS = reverse("reports"), reverse("wallboard"), reverse("levels")
USUAL = reverse("usual_level")
GIVEN = {"answer_minutes": "30", "answer_percent": "90", "close_percent": "80"}


def read(browser: Client, address: str, **asked: str) -> str:
    answer = browser.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(browser: Client, figure: str, **asked: str) -> list[dict[str, str]]:
    answer = browser.get(reverse("report_download", args=[figure]), asked)
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))


def promise(person: Person, **promised: Any) -> None:
    actor = actor_of(person)
    with scope(actor.organisation_id):
        save_level(actor, None, Promised(**promised))


@pytest.mark.parametrize("page", [HERE, BOARD, reverse("wallboard_now"), reverse("due_soon")])
def test_reports_are_for_agents_and_administrators(
    municipality: Organisation, bob: Person, signed_in: SignedIn, page: str
) -> None:
    for role in ("agent", "administrator"):
        assert signed_in(join(municipality, role, role)).get(page).status_code == 200
    assert signed_in(bob).get(page).status_code == 403


class TestAReport:
    def test_shows_this_month_beside_the_one_before(
        self, browser: Client, conversation: Conversation
    ) -> None:
        last_month = timezone.localtime().replace(day=1) - timedelta(days=27)
        for phone in ("31612345670", "31612345671"):
            Citizen(phone).write(at=last_month)
        page = read(browser, HERE)

        assert "<dt>Nieuwe gesprekken</dt><dd><strong>1</strong>" in page
        assert "ervoor: 2" in page
        assert page.count("<svg xmlns") >= 4

    def test_has_the_same_figures_as_a_file(
        self, browser: Client, conversation: Conversation
    ) -> None:
        by_hour = rows(browser, "hours")

        assert len(by_hour) == 24
        assert sum(int(each["Ontvangen"]) for each in by_hour) == 1
        today = timezone.localdate().isoformat()
        [by_day] = rows(browser, "conversations", since=today, until=today)
        assert (by_day["Dag"], by_day["Nieuwe gesprekken"]) == (today, "1")

    def test_says_that_only_office_hours_count_where_there_are_any(
        self, browser: Client, alice: Person
    ) -> None:
        told = "Alleen openingstijd telt."
        assert told not in read(browser, HERE)

        with scope(actor_of(alice).organisation_id):
            change_rule(actor_of(alice), RuleKind.HOURS, Hours(), is_on=True)
        assert told in read(browser, HERE)

    def test_names_the_unit_of_times_in_a_file(
        self, browser: Client, conversation: Conversation
    ) -> None:
        without_undo(browser)
        reply(browser, conversation)

        row = rows(browser, "speed")[0]
        assert list(row)[1:3] == ["Gesprekken", "De helft binnen (seconden)"]
        assert row["De helft binnen (seconden)"].isdecimal()

    def test_holds_nothing_in_a_file_that_a_spreadsheet_would_run(
        self, browser: Client, alice: Person, conversation: Conversation
    ) -> None:
        without_undo(browser)
        Person.objects.filter(id=alice.id).update(name="=1+1")
        reply(browser, conversation)

        assert [each["Medewerker"] for each in rows(browser, "agents")] == ["'=1+1"]

    def test_names_colleagues_only_to_administrators(
        self,
        browser: Client,
        municipality: Organisation,
        conversation: Conversation,
        signed_in: SignedIn,
    ) -> None:
        without_undo(browser)
        for _each in range(4):
            reply(browser, conversation)
        colleagues = [join(municipality, name, "agent") for name in ("Bas", "Cato", "Dirk")]
        with scope(municipality.id):
            answers = Message.objects.filter(direction="out").order_by("id")
            for answer, person in zip(list(answers), colleagues, strict=False):
                answers.filter(id=answer.id).update(author=person)

        seen = [each["Medewerker"] for each in rows(signed_in(colleagues[0]), "agents")]
        assert seen == ["U", "Gemiddeld per collega (3)"]
        named = [each["Medewerker"] for each in rows(browser, "agents")]
        assert named == ["Alice", "Bas", "Cato", "Dirk"]

    def test_tells_no_agent_what_one_colleague_did(
        self,
        browser: Client,
        municipality: Organisation,
        conversation: Conversation,
        signed_in: SignedIn,
    ) -> None:
        without_undo(browser)
        reply(browser, conversation)
        frans = signed_in(join(municipality, "Frans", "agent"))

        assert rows(frans, "agents") == []
        assert "Alice" not in read(frans, HERE)

    def test_tells_why_messages_failed(self, browser: Client, conversation: Conversation) -> None:
        without_undo(browser)
        reply(browser, conversation)
        with scope(conversation.municipality_id):
            Message.objects.filter(direction="out").update(status="failed", error_code="131026")
        [row] = rows(browser, "failures")

        assert (row["Code"], row["Berichten"]) == ("131026", "1")
        assert row["Oorzaak"] != "131026"

    def test_may_be_of_other_days(self, browser: Client, conversation: Conversation) -> None:
        page = read(browser, HERE, since="2026-01-01", until="2026-01-31")

        assert "1 januari 2026 tot en met 31 januari 2026" in page
        assert "1 december 2025 tot en met 31 december 2025" in page
        assert "<dt>Nieuwe gesprekken</dt><dd><strong>0</strong>" in page

    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            ({"since": "2026-02-01", "until": "2026-01-01"}, "niet voor de eerste dag ligt"),
            ({"since": "2020-01-01", "until": "2026-01-01"}, "hooguit 366 dagen"),
            ({"since": "2199-01-01", "until": "2199-01-02"}, "moet nog komen"),
            ({"since": "gisteren"}, "Vul een datum in"),
            ({"since": ""}, "Vul een datum in."),
            ({"team": "van mij"}, "Kies een van de mogelijkheden."),
        ],
    )
    def test_says_what_is_wrong_with_what_was_asked(
        self, browser: Client, asked: dict[str, str], told: str
    ) -> None:
        answer = browser.get(HERE, asked)

        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert browser.get(reverse("report_download", args=["hours"]), asked).status_code == 404

    def test_shows_nothing_of_another_municipality(
        self, conversation: Conversation, charlie: Person, signed_in: SignedIn
    ) -> None:
        assert "<strong>1</strong>" not in read(signed_in(charlie), HERE)


class TestTheWallboard:
    def test_shows_numbers_and_nobodys_name(
        self, browser: Client, conversation: Conversation
    ) -> None:
        page = read(browser, BOARD)

        assert 'data-since="' in page
        assert "Wanneer komt mijn vergunning?" not in page
        assert "Sanne" not in page

    def test_says_what_is_late_and_leads_to_it(
        self, browser: Client, alice: Person, citizen: Any
    ) -> None:
        citizen.write(at=now() - timedelta(minutes=35))
        promise(alice, answer_minutes=40)
        board = read(browser, reverse("wallboard_now"))

        assert 'id="tile-soon" data-version="1|' in board
        page = read(browser, reverse("due_soon"))
        assert "Sanne" in page
        assert 'data-due="' in page

    def test_of_a_team_shows_the_team_and_leads_to_what_is_due_of_it(
        self, browser: Client, alice: Person, municipality: Organisation, citizen: Any
    ) -> None:
        citizen.write(at=now() - timedelta(minutes=35))
        promise(alice, answer_minutes=40)
        with scope(municipality.id):
            team = Team.objects.create(organisation=municipality, name="Balie")
        asked = {"team": str(team.id)}
        page = read(browser, BOARD, **asked)

        assert "Gesprekken nu van team Balie" in page
        assert f'{reverse("wallboard_now")}?team={team.id}"' in page
        assert f'{reverse("due_soon")}?team={team.id}"' in page
        assert 'id="tile-waiting" data-version="0|' in page
        assert 'id="tile-waiting" data-version="1|' in read(browser, BOARD)
        assert "Sanne" not in read(browser, reverse("due_soon"), **asked)
        with scope(municipality.id):
            Conversation.objects.update(team=team)
        now_of_team = read(browser, reverse("wallboard_now"), **asked)
        assert 'id="tile-waiting" data-version="1|' in now_of_team
        assert "Sanne" in read(browser, reverse("due_soon"), **asked)

    @pytest.mark.parametrize("team", ["x", "01980a3c-5a70-7c3f-9d56-0d1c6c1f4b14"])
    def test_of_a_team_that_is_not_there_there_is_none(self, browser: Client, team: str) -> None:
        for page in (BOARD, reverse("wallboard_now"), reverse("due_soon")):
            assert browser.get(page, {"team": team}).status_code == 404

    def test_names_no_citizen_to_who_is_no_agent(
        self, alice: Person, municipality: Organisation, citizen: Any, signed_in: SignedIn
    ) -> None:
        citizen.write(at=now() - timedelta(minutes=35))
        promise(alice, answer_minutes=40)
        page = read(signed_in(join(municipality, "Ada", "administrator")), reverse("due_soon"))

        assert 'data-due="' in page
        assert "Sanne" not in page

    def test_shows_what_was_attained_today(
        self, browser: Client, alice: Person, conversation: Conversation
    ) -> None:
        promise(alice, answer_minutes=40)
        without_undo(browser)
        reply(browser, conversation)

        assert "Eerste antwoord binnen 40 minuten" in read(browser, BOARD)
        assert "100%" in read(browser, BOARD)

    def test_says_of_what_is_due_whether_it_is_an_answer_or_a_closing(
        self, browser: Client, alice: Person, citizen: Any
    ) -> None:
        citizen.write(at=now() - timedelta(minutes=200))
        promise(alice, answer_minutes=240, close_hours=4)
        due = read(browser, reverse("due_soon"))

        assert ">Eerste antwoord</td>" in due
        assert ">Afhandeling</td>" in due
        without_undo(browser)
        reply(browser, the_conversation())
        assert "Afhandelen:" in read(browser, reverse("desk"))


class TestTheDesk:
    @pytest.fixture(autouse=True)
    def soon(self, alice: Person, citizen: Any) -> None:
        """A question of which three quarters of the time are over."""
        citizen.write(at=now() - timedelta(minutes=35))
        promise(alice, answer_minutes=40)

    def test_marks_what_is_almost_late_until_it_is_answered(self, browser: Client) -> None:
        assert 'data-due="' in read(browser, reverse("desk"))

        without_undo(browser)
        reply(browser, the_conversation())
        assert 'data-due="' not in read(browser, reverse("desk"))

    def test_asks_once_for_all_rows(
        self, browser: Client, django_assert_max_num_queries: Any
    ) -> None:
        with CaptureQueriesContext(connection) as of_one:
            read(browser, reverse("conversation_list"))
        for number in range(5):
            Citizen(f"3161234560{number}").write(at=now() - timedelta(minutes=38))

        with django_assert_max_num_queries(len(of_one)):
            read(browser, reverse("conversation_list"))

    def test_tells_of_it_by_the_browser_to_who_wants_to_know_of_haste(
        self, browser: Client, alice: Person
    ) -> None:
        since = {"since": str((now() - timedelta(minutes=1)).timestamp())}
        assert browser.get(reverse("news"), since).json()["news"] == []
        prefer(alice, tells_urgent=True)
        [told] = browser.get(reverse("news"), since).json()["news"]

        assert (told["title"], told["words"]) == ("Antwoord bijna te laat", "")


class TestServiceLevels:
    def test_are_promised_by_an_administrator(self, town: Client) -> None:
        assert "niets afgesproken" in read(town, LEVELS)
        assert town.post(USUAL, GIVEN).status_code == 302

        assert "90% binnen 30 minuten" in read(town, LEVELS)
        assert 'value="30"' in read(town, USUAL)

    def test_are_no_business_of_others(
        self, municipality: Organisation, signed_in: SignedIn
    ) -> None:
        frans = signed_in(join(municipality, "Frans", "agent"))

        assert frans.get(LEVELS).status_code == 403
        assert frans.post(USUAL, GIVEN).status_code == 403
        assert not ServiceLevel.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"answer_minutes": ""}, "Vul een tijd in voor het antwoord"),
            ({"warn_minutes": "30"}, "Waarschuw minder minuten vooraf"),
            ({"answer_minutes": "0"}, "1"),
            ({"answer_percent": "x"}, "getal"),
        ],
    )
    def test_that_can_not_be_are_told_beside_the_field(
        self, town: Client, wrong: dict[str, str], told: str
    ) -> None:
        answer = town.post(USUAL, GIVEN | wrong)

        assert answer.status_code == 422
        assert told in answer.content.decode()

    def test_may_be_a_teams_own_and_end(self, town: Client, municipality: Organisation) -> None:
        with scope(municipality.id):
            team = Team.objects.create(organisation=municipality, name="Balie")
        address = reverse("team_level", args=[team.id])
        town.post(address, GIVEN)
        assert "90% binnen 30 minuten" in read(town, LEVELS)

        town.post(address, {"do": "remove"})
        assert "zoals alle gesprekken" in read(town, LEVELS)
