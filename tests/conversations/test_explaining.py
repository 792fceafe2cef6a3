"""Every reason why a message did not arrive has words for people."""

from __future__ import annotations

import pytest

from bode import policy
from bode.conversations.explaining import explain_error, explain_trouble
from bode.conversations.models import Message

OURS = [
    "unsettled",
    "given_up",
    "unreachable",
    "unexplained",
    "internal",
    "recipient_gone",
    "template_paused",
    "no_consent",
    "consent_withdrawn",
]
LEAVING = [
    refusal.code
    for purpose in ("permits", "tourism", "promotion", "gossip")
    for licence in (
        None,
        policy.LicenceFacts(status="suspended", purposes=frozenset()),
        policy.LicenceFacts(status="active", purposes=frozenset({"permits"})),
    )
    if (refusal := policy.may_leave(purpose, licence)) is not None
]


@pytest.mark.parametrize("code", [*OURS, *sorted(set(LEAVING)), "131026", "190", "http_503"])
def test_a_code_is_explained_in_both_languages(code: str) -> None:
    explained = explain_error(code)

    assert explained is not None
    assert explained.code == code
    assert all((explained.title_nl, explained.title_en, explained.advice_nl, explained.advice_en))


def test_our_own_codes_are_not_mistaken_for_the_platforms() -> None:
    unknown = explain_error("http_400")
    assert unknown is not None
    for code in (*OURS, *LEAVING):
        explained = explain_error(code)
        assert explained is not None
        assert explained.title_nl != unknown.title_nl


@pytest.mark.parametrize("code", ["131000", "999999"])
def test_while_bode_still_tries_nobody_need_do_anything(code: str) -> None:
    tried = explain_trouble(Message(status="queued", error_code=code))
    given_up = explain_trouble(Message(status="failed", error_code=code))

    assert tried is not None
    assert tried.advice_nl.startswith("U hoeft niets te doen.")
    assert given_up == explain_error(code) != tried


def test_what_waits_until_someone_acts_says_who() -> None:
    held = explain_trouble(Message(status="queued", error_code="190"))
    told = explain_error("190")

    assert held is not None
    assert told is not None
    assert held.title_nl == told.title_nl
    assert held.advice_nl.startswith("Waarschuw uw beheerder.")
    assert held.advice_en.startswith("Warn your administrator.")
    assert held.managers_advice_nl == told.advice_nl
    assert held.managers_advice_en == told.advice_en


def test_without_a_code_there_is_nothing_to_explain() -> None:
    assert explain_error("") is None
