"""The opening hours in a ready answer."""

from __future__ import annotations

from datetime import time

from tests.automation.conftest import SwitchOn
from tests.conversations.street import Citizen

from bode.automation.hours import Hours, Span
from bode.automation.texts import say_week
from bode.conversations.models import Conversation
from bode.desk.fillers import known_in

LONG, SHORT = (Span(time(9), time(17)),), (Span(time(9), time(12, 30)),)
WEEK = Hours(week=(LONG, LONG, LONG, (*SHORT, Span(time(18), time(20))), SHORT, (), ()))


def test_days_with_the_same_hours_are_told_together() -> None:
    assert say_week(WEEK, "nl") == (
        "maandag tot en met woensdag van 9.00 tot 17.00 uur, donderdag van 9.00 tot 12.30 uur en "
        "van 18.00 tot 20.00 uur, vrijdag van 9.00 tot 12.30 uur"
    )
    assert "Thursday from 9:00 to 12:30 and from 18:00 to 20:00" in say_week(WEEK, "en")


def test_two_days_are_told_with_and() -> None:
    hours = Hours(week=(LONG, LONG, (), (), (), (), ()))

    assert say_week(hours, "nl") == "maandag en dinsdag van 9.00 tot 17.00 uur"


def test_a_ready_answer_tells_the_hours_of_the_rules(citizen: Citizen, switch_on: SwitchOn) -> None:
    citizen.write(content={"body": "Hallo"})
    assert known_in(Conversation.objects.get(), "nl") == {"openingstijden": ""}

    switch_on("hours", WEEK)

    told = known_in(Conversation.objects.get(), "nl")["openingstijden"]
    assert told.startswith("maandag tot en met woensdag van 9.00")
