"""The decision to send: one answer with one reason, for every combination."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bode.policy import (
    PURPOSES,
    Consent,
    LicenceFacts,
    Permission,
    Refusal,
    RefusalCode,
    SendRequest,
    TemplateFacts,
    may_leave,
    may_send,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ALLOWED = [each.code for each in PURPOSES.values() if each.allowed]
LICENCE = LicenceFacts(status="active", purposes=frozenset({"permits", "crisis_response"}))
NO_DATE = ("De waarde “datum” ontbreekt.", "The value “datum” is missing.")
TEMPLATE = TemplateFacts(exists=True, status="APPROVED", category="UTILITY", mismatch=None)

REPLY = SendRequest(
    recipient_valid=True,
    recipient_problem=None,
    purpose="permits",
    licence=LICENCE,
    message_type="text",
    template=None,
    last_inbound_at=NOON - timedelta(hours=1),
    now=NOON,
    consent=Consent.IMPLIED,
    marketing_stopped=False,
    texts=("Uw vergunning is klaar.",),
)
NOTICE = replace(
    REPLY, message_type="template", template=TEMPLATE, last_inbound_at=None, consent=Consent.GIVEN
)
WORST = SendRequest(
    recipient_valid=False,
    recipient_problem="not_mobile",
    purpose="promotion",
    licence=None,
    message_type="text",
    template=None,
    last_inbound_at=None,
    now=NOON,
    consent=Consent.WITHDRAWN,
    marketing_stopped=False,
    texts=("Uw BSN is 123456782.",),
)


def code(request: SendRequest) -> str:
    answer = may_send(request)
    return answer.code if isinstance(answer, Refusal) else "allowed"


moments = st.one_of(
    st.none(), st.integers(-60, 60 * 48).map(lambda minutes: NOON - timedelta(minutes=minutes))
)
licences = st.none() | st.builds(
    LicenceFacts,
    status=st.sampled_from(["active", "suspended", "ended"]),
    purposes=st.frozensets(st.sampled_from(ALLOWED)),
)
templates = st.none() | st.builds(
    TemplateFacts,
    exists=st.booleans(),
    status=st.sampled_from(["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED", "NIEUW", ""]),
    category=st.sampled_from(["UTILITY", "MARKETING", "AUTHENTICATION", ""]),
    mismatch=st.sampled_from([None, NO_DATE]),
    purpose=st.sampled_from(["", "permits", "tourism"]),
    is_declared=st.booleans(),
)
requests = st.builds(
    SendRequest,
    recipient_valid=st.booleans(),
    recipient_problem=st.sampled_from(["missing", "not_a_number", "not_valid", "not_mobile", None]),
    purpose=st.sampled_from([*PURPOSES, "onbekend", ""]),
    licence=licences,
    message_type=st.sampled_from(["text", "image", "interactive", "reaction", "template"]),
    template=templates,
    last_inbound_at=moments,
    now=st.just(NOON),
    consent=st.sampled_from(Consent),
    marketing_stopped=st.booleans(),
    by_person=st.booleans(),
    bound_to=st.sampled_from(["", "permits", "tourism"]),
    texts=st.lists(
        st.sampled_from(["Dag!", "Uw BSN is 123456782.", "Stem op lijst 3.", ""]), max_size=2
    ).map(tuple),
)


@given(requests)
def test_every_combination_has_one_answer_with_one_reason(request: SendRequest) -> None:
    answer = may_send(request)

    assert may_send(request) == answer
    if isinstance(answer, Permission):
        assert answer.rule.source
    else:
        assert answer.code in RefusalCode
        assert all(
            (
                answer.reason_nl,
                answer.reason_en,
                answer.advice_nl,
                answer.advice_en,
                answer.rule,
                answer.rule_en,
                answer.source,
            )
        )


MENDS: dict[str, Callable[[SendRequest], SendRequest]] = {
    "recipient_invalid": lambda it: replace(it, recipient_valid=True),
    "purpose_forbidden": lambda it: replace(it, purpose="tourism"),
    "no_licence": lambda it: replace(
        it,
        licence=LicenceFacts(
            status="active", purposes=it.licence.purposes if it.licence else frozenset()
        ),
    ),
    "purpose_not_licensed": lambda it: replace(
        it, licence=LicenceFacts(status="active", purposes=frozenset({it.purpose}))
    ),
    "token_purpose": lambda it: replace(it, bound_to=it.purpose),
    "template_not_approved": lambda it: replace(
        it,
        template=replace(it.template, exists=True, status="APPROVED") if it.template else TEMPLATE,
    ),
    "template_mismatch": lambda it: replace(
        it, template=replace(it.template or TEMPLATE, mismatch=None, purpose=it.purpose)
    ),
    "window_closed": lambda it: replace(it, last_inbound_at=it.now),
    "no_consent": lambda it: replace(it, consent=Consent.GIVEN, marketing_stopped=False),
    "content_forbidden": lambda it: replace(it, texts=("Dag!",)),
}


@given(requests)
def test_taking_the_first_cause_away_shows_the_next_one_in_order(request: SendRequest) -> None:
    order = list(RefusalCode)
    seen: list[RefusalCode] = []
    answer = may_send(request)
    while isinstance(answer, Refusal):
        seen.append(answer.code)
        request = MENDS[answer.code](request)
        answer = may_send(request)
        assert len(seen) <= len(order)

    assert seen == sorted(set(seen), key=order.index)


def test_the_order_is_the_one_that_the_outside_world_relies_on() -> None:
    assert list(RefusalCode) == [
        "recipient_invalid",
        "purpose_forbidden",
        "no_licence",
        "purpose_not_licensed",
        "token_purpose",
        "template_not_approved",
        "template_mismatch",
        "window_closed",
        "no_consent",
        "content_forbidden",
    ]


@pytest.mark.parametrize(
    ("message_type", "template", "reasons"),
    [
        ("text", None, ["window_closed", "content_forbidden"]),
        (
            "template",
            TemplateFacts(exists=False, status="", category="", mismatch=NO_DATE),
            ["template_not_approved", "template_mismatch", "no_consent", "content_forbidden"],
        ),
    ],
)
def test_the_worst_message_hears_every_reason_in_turn(
    message_type: str, template: TemplateFacts | None, reasons: list[str]
) -> None:
    request = replace(WORST, message_type=message_type, template=template)
    heard = []
    while (reason := code(request)) != "allowed":
        heard.append(reason)
        request = MENDS[reason](request)

    assert heard == [
        "recipient_invalid",
        "purpose_forbidden",
        "no_licence",
        "purpose_not_licensed",
        *reasons,
    ]


@given(requests, st.sampled_from(ALLOWED))
def test_another_purpose_in_the_licence_never_costs_a_permission(
    request: SendRequest, added: str
) -> None:
    licence = request.licence
    if licence is None or not isinstance(may_send(request), Permission):
        return
    wider = replace(licence, purposes=licence.purposes | {added})

    assert isinstance(may_send(replace(request, licence=wider)), Permission)


@given(requests)
def test_consent_never_costs_a_permission(request: SendRequest) -> None:
    if isinstance(may_send(request), Permission):
        assert isinstance(may_send(replace(request, consent=Consent.GIVEN)), Permission)


@given(requests)
def test_what_may_not_leave_could_not_have_been_sent(request: SendRequest) -> None:
    refusal = may_leave(request.purpose, request.licence)
    answer = may_send(replace(request, recipient_valid=True))

    if refusal is not None:
        assert answer == refusal
    elif isinstance(answer, Refusal):
        assert answer.code not in list(RefusalCode)[:4]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "allowed"),
        ({"recipient_valid": False, "recipient_problem": "missing"}, "recipient_invalid"),
        ({"purpose": "political_campaign"}, "purpose_forbidden"),
        ({"purpose": "onbekend"}, "purpose_forbidden"),
        ({"licence": None}, "no_licence"),
        ({"licence": replace(LICENCE, status="suspended")}, "no_licence"),
        ({"licence": replace(LICENCE, status="ended")}, "no_licence"),
        ({"purpose": "tourism"}, "purpose_not_licensed"),
        ({"last_inbound_at": NOON - timedelta(hours=24)}, "window_closed"),
        ({"last_inbound_at": None}, "window_closed"),
        ({"last_inbound_at": None, "consent": Consent.GIVEN}, "window_closed"),
        ({"last_inbound_at": NOON - timedelta(hours=23, minutes=59)}, "allowed"),
        ({"consent": Consent.NONE}, "allowed"),  # in a closed conversation: they wrote just now
        ({"consent": Consent.WITHDRAWN}, "allowed"),  # no notices any more, but an answer
        ({"message_type": "image"}, "allowed"),
        ({"texts": ("Uw BSN is 123456782.",)}, "content_forbidden"),
    ],
)
def test_a_reply(changed: dict[str, object], expected: str) -> None:
    assert code(replace(REPLY, **changed)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "allowed"),
        ({"purpose": "crisis_response"}, "allowed"),
        ({"purpose": "crisis_response", "consent": Consent.NONE}, "no_consent"),
        ({"template": None}, "template_not_approved"),
        ({"template": replace(TEMPLATE, exists=False)}, "template_not_approved"),
        ({"template": replace(TEMPLATE, status="PAUSED")}, "template_not_approved"),
        ({"template": replace(TEMPLATE, status="REJECTED")}, "template_not_approved"),
        ({"template": replace(TEMPLATE, mismatch=NO_DATE)}, "template_mismatch"),
        ({"consent": Consent.NONE}, "no_consent"),
        ({"consent": Consent.NONE, "last_inbound_at": NOON}, "allowed"),
        ({"consent": Consent.IMPLIED}, "allowed"),
        ({"consent": Consent.WITHDRAWN}, "no_consent"),
        ({"consent": Consent.WITHDRAWN, "last_inbound_at": NOON}, "no_consent"),
        ({"template": replace(TEMPLATE, category="MARKETING")}, "allowed"),
        (
            {"template": replace(TEMPLATE, category="MARKETING"), "consent": Consent.IMPLIED},
            "no_consent",
        ),
        ({"texts": ("Beste 123456782, uw vergunning is klaar.",)}, "content_forbidden"),
        ({"texts": ("Uw aanvraag met zaaknummer 123456782 is klaar.",)}, "allowed"),
    ],
)
def test_a_notice_by_template(changed: dict[str, object], expected: str) -> None:
    assert code(replace(NOTICE, **changed)) == expected  # type: ignore[arg-type]


def test_a_mismatch_is_told_in_the_words_of_who_found_it() -> None:
    answer = may_send(replace(NOTICE, template=replace(TEMPLATE, mismatch=NO_DATE)))

    assert isinstance(answer, Refusal)
    assert (answer.reason_nl, answer.reason_en) == NO_DATE


def test_each_problem_with_a_recipient_has_its_own_sentence() -> None:
    sentences = set()
    for problem in ("missing", "not_a_number", "not_valid", "not_mobile", None):
        answer = may_send(replace(REPLY, recipient_valid=False, recipient_problem=problem))
        assert isinstance(answer, Refusal)
        sentences.add((answer.reason_nl, answer.reason_en))

    assert len(sentences) == 5


def test_a_licence_that_was_suspended_stops_what_was_queued() -> None:
    assert may_leave("permits", LICENCE) is None

    refusal = may_leave("permits", replace(LICENCE, status="suspended"))

    assert refusal is not None
    assert refusal.code is RefusalCode.NO_LICENCE
