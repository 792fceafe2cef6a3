"""What a template may not say, and what the platform would take for advertising."""

from __future__ import annotations

from datetime import date

import pytest

from bode.policy import PURPOSES, check_template_content, other_purpose

TODAY = date(2026, 11, 24)


def judge(text: str, *, purpose: str = "permits", category: str = "UTILITY") -> list[bool]:
    found = check_template_content(purpose, category, {"body": text}, TODAY)
    return [concern.forbids for concern in found]


@pytest.mark.parametrize(
    "text", ["Uw vergunning is klaar.", "Morgen heeft u een afspraak.", "Houd de ramen dicht."]
)
def test_plain_news_raises_no_concern(text: str) -> None:
    assert judge(text) == []


@pytest.mark.parametrize(
    "text", ["Kom ook naar de markt!", "Dit is gratis.", "Discover our town.", "Win een prijs."]
)
def test_words_of_advertising_are_a_warning(text: str) -> None:
    assert judge(text) == [False]


def test_in_a_template_for_marketing_they_are_no_surprise() -> None:
    assert judge("Kom ook naar de markt!", category="MARKETING") == []


@pytest.mark.parametrize(
    "text", ["Stem op lijst 3.", "Op welke partij gaat u stemmen?", "Stuur ons uw BSN."]
)
def test_what_no_message_may_say_no_template_may_either(text: str) -> None:
    assert judge(text) == [True]


def test_a_concern_about_words_tells_which() -> None:
    text = "Uw afspraak is morgen. Stem op lijst 3! Kom gezellig winkelen."
    found = check_template_content("permits", "UTILITY", {"body": text}, TODAY)

    assert [(each.finding.phrase, each.forbids) for each in found if each.finding] == [
        ("Stem op lijst 3", True),
        ("Kom gezellig winkelen", False),
    ]


@pytest.mark.parametrize("purpose", ["promotion", "political_campaign", "unknown", ""])
def test_a_template_needs_an_allowed_purpose(purpose: str) -> None:
    [concern] = check_template_content(purpose, "UTILITY", {"body": "Goedemiddag."}, TODAY)

    assert (concern.field, concern.forbids) == ("purpose", True)


def test_sending_under_another_purpose_is_told_before_it_is_refused() -> None:
    concern = other_purpose("appointments", "permits")

    assert concern is not None
    assert concern.forbids
    assert PURPOSES["appointments"].name_nl in concern.told_nl


def test_a_template_of_which_nobody_said_what_it_is_for_is_told_too() -> None:
    concern = other_purpose("", "permits")

    assert concern is not None
    assert "nog geen doel" in concern.told_nl


@pytest.mark.parametrize(("own", "used"), [("permits", "permits"), ("tourism", "")])
def test_the_same_purpose_or_none_chosen_yet_is_not(own: str, used: str) -> None:
    assert other_purpose(own, used) is None
