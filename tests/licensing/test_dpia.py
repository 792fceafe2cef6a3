"""The DPIA of an application: who answers, who advises, and what must be said before it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people import actor_of, join

from bode.licensing import actions as procedure
from bode.licensing.actions import Declaration
from bode.licensing.dpia import actions, queries
from bode.licensing.dpia.actions import DocumentFacts
from bode.licensing.dpia.answers import TEXT_LENGTH, Value
from bode.licensing.dpia.catalogue import Question
from bode.licensing.dpia.errors import (
    AnswerRefused,
    DpiaIncomplete,
    DpiaStepNotAllowed,
    ReplyMissing,
)
from bode.licensing.dpia.matrix import MATRIX, SCALE, Level, level
from bode.licensing.dpia.states import STEPS, DpiaStatus, Outcome, Verdict, replay, steps_from
from bode.licensing.errors import FileRefused
from bode.licensing.models import Application, DpiaAnswer
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.mailing import list_mail
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
FACTS = DocumentFacts(
    made_on=date(2026, 3, 2), author="IBD", outcome=Outcome.LIMITED, summary="Beperkt risico."
)


@pytest.fixture
def town(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def officer(bob: Person) -> Actor:
    """Bob is the privacy officer."""
    return actor_of(bob)


@pytest.fixture
def bsp(dora: Person) -> Actor:
    return actor_of(dora)


@pytest.fixture
def application(town: Actor, provider: Organisation) -> Application:
    with scope(town.organisation_id):
        return procedure.apply(
            town,
            municipality="GM9911",
            provider="proefbode",
            route="bsp",
            purposes=[Declaration(code="permits", explanation="Vragen over vergunningen.")],
        )


def status(application: Application) -> DpiaStatus:
    with every_tenant("a test looks at everything"):
        return queries.dpia_status(application)


def answer(actor: Actor, application: Application, **given: Value) -> list[str]:
    said = {key.replace("__", "."): value for key, value in given.items()}
    with scope(actor.organisation_id):
        return actions.answer(actor, application.id, said)


def something(question: Question) -> Value:
    if question.kind == "choices":
        return [question.options[0].code]
    return question.options[0].code if question.options else "Zo doen wij dat."


def answer_everything(actor: Actor, application: Application) -> None:
    with scope(actor.organisation_id):
        asked = queries.missing_of(application)
        actions.answer(actor, application.id, {each.key: something(each) for each in asked})


def upload(actor: Actor, application: Application, data: bytes = PDF) -> None:
    with scope(actor.organisation_id):
        actions.upload(actor, application.id, "dpia.pdf", data, FACTS)


def offer(actor: Actor, application: Application) -> None:
    with scope(actor.organisation_id):
        actions.offer(actor, application.id)


def advise(
    actor: Actor, application: Application, verdict: Verdict = Verdict.POSITIVE, adviser: str = ""
) -> None:
    with scope(actor.organisation_id):
        actions.advise(actor, application.id, verdict, "Mijn advies.", adviser=adviser)


def complete(actor: Actor, application: Application, reply: str = "") -> None:
    with scope(actor.organisation_id):
        actions.complete(actor, application.id, reply)


class TestAnswering:
    def test_starts_the_dpia_and_keeps_who_said_what(
        self, town: Actor, application: Application
    ) -> None:
        assert status(application) == "empty"

        assert answer(town, application, necessity="Inwoners vragen erom.") == ["necessity"]

        assert status(application) == "in_progress"
        with every_tenant("a test looks at everything"):
            kept = DpiaAnswer.objects.get()
        assert (kept.value, kept.actor) == ("Inwoners vragen erom.", "Alice")

    def test_keeps_the_name_beside_what_a_colleague_leaves_alone(
        self, town: Actor, officer: Actor, application: Application
    ) -> None:
        answer(town, application, necessity="Daarom.")

        assert answer(officer, application, necessity="Daarom.", choice="Bellen.") == ["choice"]

    @pytest.mark.parametrize(
        ("key", "value", "problem"),
        [
            ("nonsense", "x", "unknown"),
            ("purpose__tourism__ground", "consent", "unknown"),
            ("risk__metadata__chance", "4", "unknown"),
            ("subjects", ["martians"], "unknown"),
            ("subjects", "citizens", "unknown"),
            ("necessity", "x" * (TEXT_LENGTH + 1), "too_long"),
        ],
    )
    def test_refuses_what_was_not_asked_and_keeps_nothing(
        self, town: Actor, application: Application, key: str, value: Value, problem: str
    ) -> None:
        with pytest.raises(AnswerRefused) as refused:
            answer(town, application, choice="Bellen.", **{key: value})

        assert refused.value.problems == {key.replace("__", "."): problem}
        assert status(application) == "empty"

    def test_is_not_for_the_provider_nor_for_a_stranger(
        self, bsp: Actor, charlie: Person, application: Application
    ) -> None:
        with pytest.raises(NotAllowed):
            answer(bsp, application, choice="Bellen.")
        with pytest.raises(Application.DoesNotExist):
            answer(actor_of(charlie), application, choice="Bellen.")

    def test_ends_when_the_application_is_signed(
        self, town: Actor, application: Application
    ) -> None:
        with scope(town.organisation_id):
            procedure.take_step(replace(town, person_id=None), application.id, "sign")

        with pytest.raises(DpiaStepNotAllowed):
            answer(town, application, choice="Bellen.")


class TestOffering:
    def test_names_what_is_still_open(self, town: Actor, application: Application) -> None:
        answer(town, application, necessity="Daarom.")

        with pytest.raises(DpiaIncomplete) as refused:
            offer(town, application)

        open_questions = {question.key for question in refused.value.missing}
        assert {"purpose.permits.ground", "risk.phishing.chance"} <= open_questions
        assert "necessity" not in open_questions
        assert "data_other" not in open_questions

    def test_waits_for_the_privacy_officer(self, town: Actor, application: Application) -> None:
        answer_everything(town, application)
        offer(town, application)

        assert status(application) == "ready"

    def test_asks_what_the_authority_said_where_a_high_risk_is_left(
        self, town: Actor, application: Application
    ) -> None:
        answer_everything(town, application)
        answer(
            town,
            application,
            risk__phishing__residual_chance="3",
            risk__phishing__residual_impact="3",
        )

        with pytest.raises(DpiaIncomplete) as refused:
            offer(town, application)

        assert [question.key for question in refused.value.missing] == ["consultation"]

    def test_what_was_offered_is_opened_again_before_it_changes(
        self, town: Actor, officer: Actor, application: Application
    ) -> None:
        upload(town, application)
        offer(town, application)

        with pytest.raises(DpiaStepNotAllowed) as refused:
            upload(town, application)
        assert refused.value.allowed == ("reopen",)
        with scope(town.organisation_id):
            actions.reopen(town, application.id)
        upload(town, application)


class TestOtherPurposes:
    def declare(self, actor: Actor, application: Application, why: str, *codes: str) -> None:
        declared = [Declaration(code=each, explanation=why) for each in codes]
        with scope(actor.organisation_id):
            procedure.declare(actor, application.id, declared)

    def test_open_again_what_was_advised_about_others(
        self, town: Actor, bsp: Actor, officer: Actor, application: Application
    ) -> None:
        upload(town, application)
        offer(town, application)
        advise(officer, application)
        complete(town, application)

        self.declare(bsp, application, "In andere woorden.", "permits")
        assert status(application) == "complete"
        self.declare(bsp, application, "In andere woorden.", "permits", "appointments")

        assert status(application) == "in_progress"
        with scope(town.organisation_id):
            last = application.events.last()
            letter = list_mail()[0]
        assert last is not None
        assert (last.transition, last.actor) == ("dpia_reopen", "Dora")
        assert last.details["purposes"] == ["permits", "appointments"]
        assert (letter.address, "andere doelen" in letter.text) == ("alice@proefstad.example", True)
        offer(town, application)

    def test_leave_alone_what_was_not_offered_yet(
        self, town: Actor, application: Application
    ) -> None:
        answer(town, application, necessity="Daarom.")

        self.declare(town, application, "Afspraken.", "appointments")

        with scope(town.organisation_id):
            assert not application.events.filter(transition="dpia_reopen").exists()


class TestUploading:
    def test_keeps_the_file_with_its_hash(self, town: Actor, application: Application) -> None:
        upload(town, application)

        with scope(town.organisation_id):
            kept = queries.access_document(application.id)
        assert bytes(kept.data) == PDF
        assert (kept.size, len(kept.sha256)) == (len(PDF), 64)

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "empty"),
            (b"\x89PNG\r\n\x1a\n" + bytes(64), "wrong_type"),
            (b"MZ" + bytes(64), "wrong_type"),
            (PDF + bytes(actions.DOCUMENT_BYTES), "too_large"),
        ],
        ids=["empty", "picture", "program", "too large"],
    )
    def test_takes_nothing_but_a_pdf(
        self, town: Actor, application: Application, data: bytes, reason: str
    ) -> None:
        with pytest.raises(FileRefused) as refused:
            upload(town, application, data)

        assert refused.value.reason == reason
        assert status(application) == "empty"


class TestAdvice:
    def test_is_the_privacy_officers(
        self, town: Actor, officer: Actor, application: Application
    ) -> None:
        upload(town, application)
        offer(town, application)

        with pytest.raises(DpiaStepNotAllowed):
            advise(town, application)
        advise(officer, application)

        assert status(application) == "advised"

    def test_is_written_down_by_the_administrator_where_there_is_no_privacy_officer(
        self, town: Actor, application: Application
    ) -> None:
        upload(town, application)
        offer(town, application)
        advise(town, application, adviser="Noor Peters")

        with scope(town.organisation_id):
            advice = queries.list_advices(application)[0]
        assert (advice.adviser, advice.actor) == ("Noor Peters", "Alice")

    def test_that_is_negative_must_be_answered(
        self, town: Actor, officer: Actor, application: Application
    ) -> None:
        upload(town, application)
        offer(town, application)
        advise(officer, application, Verdict.NEGATIVE)

        with pytest.raises(ReplyMissing):
            complete(town, application, "  ")
        complete(town, application, "Wij beginnen alleen met algemene vragen.")

        assert status(application) == "complete"

    def test_stays_in_the_history_when_the_dpia_is_opened_again(
        self, town: Actor, officer: Actor, application: Application
    ) -> None:
        upload(town, application)
        offer(town, application)
        advise(officer, application)
        with scope(town.organisation_id):
            actions.reopen(town, application.id)

            assert status(application) == "in_progress"
            assert len(queries.list_advices(application)) == 1


class TestTheHistory:
    def test_explains_the_status(
        self, town: Actor, officer: Actor, application: Application
    ) -> None:
        answer(town, application, necessity="Daarom.")
        upload(town, application)
        offer(town, application)
        advise(officer, application)
        complete(town, application)

        with scope(town.organisation_id):
            steps = [each.transition for each in application.events.all()]
        taken = [step.removeprefix("dpia_") for step in steps if step.startswith("dpia_")]
        assert taken == ["answer", "upload", "offer", "advise", "complete"]
        assert replay(taken) == status(application)


class TestTheStates:
    @given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
    def test_no_course_is_complete_without_advice_on_what_was_offered_last(
        self, tried: list[str]
    ) -> None:
        """Every step that may not be made is left out, as the operations do."""
        taken: list[str] = []
        for step in tried:
            if replay(taken) in STEPS[step].before:
                taken.append(step)

        if replay(taken) is DpiaStatus.COMPLETE:
            assert taken[-3:] == ["offer", "advise", "complete"]

    @pytest.mark.parametrize("reached", DpiaStatus)
    def test_nobody_but_the_municipalitys_own_may_do_anything(self, reached: DpiaStatus) -> None:
        assert steps_from(reached, {"account_manager", "monitor", "agent"}) == []

    def test_a_history_that_cannot_be_is_refused(self) -> None:
        with pytest.raises(ValueError, match="advise from empty"):
            replay(["advise"])


class TestTheMatrix:
    @given(*[st.sampled_from(SCALE)] * 3)
    def test_more_chance_or_impact_is_never_less_risk(
        self, low: str, high: str, other: str
    ) -> None:
        low, high = sorted((low, high))
        order = list(Level)

        assert order.index(MATRIX[low, other]) <= order.index(MATRIX[high, other])
        assert order.index(MATRIX[other, low]) <= order.index(MATRIX[other, high])

    def test_knows_no_level_until_both_are_estimated(self) -> None:
        assert level("", "3") is None
        assert level("2", "") is None


def test_the_provider_reads_what_the_municipality_answered(
    town: Actor, bsp: Actor, application: Application
) -> None:
    answer(town, application, necessity="Daarom.")

    with scope(bsp.organisation_id):
        assert queries.answers_of(application) == {"necessity": "Daarom."}
        assert queries.list_dpia_steps(application, bsp) == []


def test_a_stranger_reads_nothing(town: Actor, charlie: Person, application: Application) -> None:
    answer(town, application, necessity="Daarom.")

    with scope(actor_of(charlie).organisation_id):
        assert queries.answers_of(application) == {}


def test_a_second_privacy_officer_is_one_too(
    town: Actor, municipality: Organisation, application: Application
) -> None:
    second = actor_of(join(municipality, "Farid", "privacy_officer"))
    upload(second, application)
    offer(second, application)
    advise(second, application)

    assert status(application) == "advised"
