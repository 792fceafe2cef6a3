"""Idempotency-Key: a repeated POST does nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from tests.api.conftest import StartConversation
from tests.api.programs import Program, program_of, text
from tests.api.test_consents import consents as some_consents
from tests.api.test_consents import count as count_consents

from bode.api import consents, jobs, once
from bode.api.models import RememberedAnswer
from bode.basics import now
from bode.conversations.models import Message
from bode.organisations.models import Organisation, TokenScope
from bode.organisations.tenancy import every_tenant


def count_messages() -> int:
    with every_tenant("a test looks"):
        return Message.objects.count()


def test_the_same_key_and_body_get_the_same_answer(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation()

    first = alices.post("/messages", text(), Idempotency_Key="one")
    again = alices.post("/messages", text(), Idempotency_Key="one")

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again["Content-Type"] == first["Content-Type"]
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert count_messages() == 1


def test_the_order_of_members_is_no_difference(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation()
    turned = dict(reversed(text().items()))

    first = alices.post("/messages", text(), Idempotency_Key="one")

    assert alices.post("/messages", turned, Idempotency_Key="one").content == first.content


def test_the_same_key_with_another_body_is_refused(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation()
    alices.post("/messages", text("Ja."), Idempotency_Key="one")

    answer = alices.post("/messages", text("Nee."), Idempotency_Key="one")

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert count_messages() == 1


def test_without_a_key_each_call_counts(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation()

    assert alices.post("/messages", text()).json() != alices.post("/messages", text()).json()
    assert count_messages() == 2


def test_a_refusal_is_repeated_too(
    alices: Program, number: object, start_conversation: StartConversation
) -> None:
    first = alices.post("/messages", text(), Idempotency_Key="one")
    start_conversation()

    again = alices.post("/messages", text(), Idempotency_Key="one")

    assert first.json()["code"] == "window_closed"
    assert (again.status_code, again.content) == (422, first.content)
    assert again["Content-Type"] == "application/problem+json"


def test_what_was_malformed_may_be_corrected_under_the_same_key(
    alices: Program, start_conversation: StartConversation
) -> None:
    start_conversation()
    alices.post("/messages", text(to=5), Idempotency_Key="one")

    assert alices.post("/messages", text(), Idempotency_Key="one").status_code == 202


def test_organisations_do_not_share_keys(alices: Program, charlies: Program) -> None:
    alices.post("/consents", some_consents("0612345678"), Idempotency_Key="one")

    answer = charlies.post("/consents", some_consents("0612345679"), Idempotency_Key="one")

    assert answer.json()["recorded"] == 1


def test_a_token_without_the_scope_is_not_told_an_old_answer(
    alices: Program, bobs: Program
) -> None:
    alices.post("/consents", some_consents("0612345678"), Idempotency_Key="one")

    answer = bobs.post("/consents", some_consents("0612345678"), Idempotency_Key="one")

    assert answer.status_code == 403


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_a_key_of_a_wrong_length_is_refused(alices: Program, key: str) -> None:
    answer = alices.post("/consents", some_consents("0612345678"), Idempotency_Key=key)

    assert answer.status_code == 422
    assert answer.json()["invalid_params"][0]["name"] == "Idempotency-Key"


def test_old_answers_are_forgotten(alices: Program) -> None:
    alices.post("/consents", some_consents("0612345678"), Idempotency_Key="old")
    alices.post("/consents", some_consents("0612345678"), Idempotency_Key="new")
    with every_tenant("a test's world"):
        RememberedAnswer.objects.filter(key="old").update(
            created_at=now() - once.KEPT - timedelta(minutes=1)
        )

    jobs.forget(0)

    with every_tenant("a test looks"):
        assert [each.key for each in RememberedAnswer.objects.all()] == ["new"]


def test_an_effect_without_an_answer_is_taken_back(
    alices: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*args: object, **kwargs: object) -> None:
        raise RuntimeError("as if the process was killed")

    with monkeypatch.context() as broken:
        broken.setattr(consents, "Recorded", cut_off)
        lost = alices.post("/consents", some_consents("0612345678"), Idempotency_Key="one")
    after_the_crash = count_consents()

    again = alices.post("/consents", some_consents("0612345678"), Idempotency_Key="one")

    assert lost.status_code == 500
    assert lost.json()["code"] == "unexpected"
    assert after_the_crash == 0
    assert again.json()["recorded"] == 1


@pytest.fixture
def committed(transactional_db: None) -> Iterator[Program]:
    """The program of a municipality that other connections see too."""
    municipality = Organisation.objects.create(kind="municipality", code="GM9913", name="Gelijk")
    yield program_of(municipality, TokenScope.CONSENTS)
    with every_tenant("a test cleans up"):
        RememberedAnswer.objects.all().delete()


def test_of_calls_at_the_same_moment_one_has_the_effect(committed: Program) -> None:
    phones = [f"+316{10_000_000 + each}" for each in range(2000)]

    def call(_: int) -> bytes:
        try:
            answer = Program(committed.token).post(
                "/consents", some_consents(*phones), Idempotency_Key="one"
            )
            return answer.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        answers = set(threads.map(call, range(4)))

    assert answers == {b'{"recorded":2000,"unchanged":0,"refused":[]}'}
