"""What the content check tells: which words, why, by which rule and how sure."""

from __future__ import annotations

from datetime import date

import pytest

from bode.policy import find_contents

TODAY = date(2026, 11, 24)


def test_a_finding_names_the_words_the_kind_and_the_rule() -> None:
    [finding] = find_contents("Beste Sanne. Stem op lijst 3! Groet", TODAY)

    assert finding.phrase == "Stem op lijst 3"
    assert (finding.kind, finding.blocks) == ("political_campaign", True)
    assert finding.before + finding.phrase + finding.after == finding.text
    assert finding.ground.rule.source.nl


def test_everything_is_found_in_the_order_in_which_it_stands() -> None:
    text = "Uw BSN is 123456782. Stem op lijst 3. Op wie gaat u stemmen? Boek nu met korting."

    assert [each.kind for each in find_contents(text, TODAY)] == [
        "personal_number",
        "political_campaign",
        "voter_data",
        "promotion",
    ]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Hoi 👋. Ｓｔｅｍ op lijst 3", "Ｓｔｅｍ op lijst 3"),
        ("Uw BSN is 1234\u200b56782.", "1234\u200b56782"),
    ],
)
def test_the_words_are_those_that_were_written(text: str, phrase: str) -> None:
    [finding] = find_contents(text, TODAY)

    assert finding.phrase == phrase


@pytest.mark.parametrize("name", ["Stadspromotie", "Stadspromotie Testdam", "City Marketing"])
def test_a_name_under_which_the_town_is_promoted_warns(name: str) -> None:
    [finding] = find_contents(name, TODAY)

    assert (finding.kind, finding.blocks) == ("promotion", False)


@pytest.mark.parametrize(
    "text",
    [
        "Uw paspoort ligt klaar.",
        "Gemeente Testdam",
        "Gemeente Best",
        "U kunt stemmen in het gemeentehuis.",
        "De wethouder opent zaterdag het nieuwe gemeentehuis.",
        "De subsidie voor stadspromotie is verleend.",
        "Uw vraag ligt bij de afdeling stadspromotie.",
    ],
)
def test_in_an_ordinary_text_nothing_is_found(text: str) -> None:
    assert find_contents(text, TODAY) == []
