"""The catalogue of purposes."""

from __future__ import annotations

import pytest

from bode.policy import PURPOSES, Purpose, UnknownPurpose, purpose


def test_five_purposes_are_allowed_and_four_forbidden() -> None:
    allowed = [code for code, each in PURPOSES.items() if each.allowed]
    forbidden = [code for code, each in PURPOSES.items() if not each.allowed]

    assert allowed == [
        "crisis_response",
        "permits",
        "appointments",
        "municipal_services",
        "tourism",
    ]
    assert forbidden == ["promotion", "political_campaign", "voter_data", "election_influence"]


@pytest.mark.parametrize("each", PURPOSES.values(), ids=lambda each: each.code)
def test_each_has_a_name_and_examples_in_both_languages(each: Purpose) -> None:
    assert PURPOSES[each.code] is each
    assert each.name_nl
    assert each.name_en
    assert each.about_nl
    assert each.about_en
    assert len(each.examples_nl) == len(each.examples_en) >= 4


@pytest.mark.parametrize("each", PURPOSES.values(), ids=lambda each: each.code)
def test_each_tells_what_is_not_meant_and_why_not(each: Purpose) -> None:
    assert len(each.outside) >= 4
    for example in each.outside:
        assert all((example.nl, example.en, example.why_nl, example.why_en))
        assert example.nl not in each.examples_nl


def test_when_a_polling_station_is_open_is_a_service_and_no_influence() -> None:
    polling = [each for each in PURPOSES["election_influence"].outside if "stembureau" in each.nl]

    assert polling[0].nl in PURPOSES["municipal_services"].examples_nl


def test_an_unknown_code_is_said_to_be_unknown() -> None:
    assert purpose("permits").code == "permits"
    with pytest.raises(UnknownPurpose):
        purpose("feest")
