"""A published version takes effect from its day, everywhere the rules are asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.api.programs import Program, program_of
from tests.conversations.street import PHONE, Citizen
from tests.outbox.conftest import Queue
from tests.outbox.running import dispatching, simulate
from tests.people import actor_of
from tests.rulebook.drafts import NEW_RULE, TODAY, TOMORROW, hold_from, without, without_bsp
from tests.simulator.running import eventually

from bode.conversations.errors import SendRefused
from bode.conversations.sending import Outgoing, send
from bode.licensing.actions import Declaration, apply, take_step
from bode.licensing.errors import ApplicationRefused
from bode.licensing.models import PhoneNumber
from bode.licensing.template_checking import check_draft, forbidding
from bode.organisations.models import Organisation, Person, TokenScope
from bode.organisations.tenancy import every_tenant, scope
from bode.policy import NOWHERE
from bode.rulebook.queries import forget_versions
from bode.whatsapp import TemplateDraft

ANSWER = Outgoing(
    type="text", content={"body": "Uw vergunning is klaar"}, purpose="permits", to=PHONE
)


@pytest.fixture
def citizen(number: PhoneNumber) -> Citizen:
    """Someone who wrote to the licensed municipality."""
    return Citizen()


def withdraw_purpose(vera: Person, code: str, *, day: date = TODAY) -> None:
    """VNG publishes a version without it."""
    vng = actor_of(vera)
    hold_from(vng, without(vng, code), day)
    forget_versions()


def test_what_is_withdrawn_can_no_longer_be_applied_for(
    vera: Person, alice: Person, provider: Organisation
) -> None:
    withdraw_purpose(vera, "tourism")
    asked = Declaration(code="tourism", explanation="Vragen van bezoekers beantwoorden.")

    with scope(actor_of(alice).organisation_id), pytest.raises(ApplicationRefused) as refused:
        apply(
            actor_of(alice),
            municipality="GM9911",
            provider=provider.code,
            route="bsp",
            purposes=[asked],
        )
    [problem] = refused.value.problems
    assert (problem.code, problem.rule) == ("purpose_forbidden", NEW_RULE.nl)
    assert problem.source == NEW_RULE.source.nl


@pytest.mark.parametrize(("steps", "refused"), [((), "sign"), (("sign", "accept"), "submit")])
def test_an_application_for_what_was_withdrawn_since_goes_no_further(
    vera: Person, alice: Person, dora: Person, steps: tuple[str, ...], refused: str
) -> None:
    programs = {
        "sign": replace(actor_of(alice), person_id=None, scopes=frozenset({"applications"})),
        "accept": replace(actor_of(dora), person_id=None, scopes=frozenset({"applications"})),
    }
    programs["submit"] = programs["accept"]

    def step(name: str) -> None:
        with scope(programs[name].organisation_id):
            take_step(programs[name], application.id, name)

    with scope(programs["sign"].organisation_id):
        asked = Declaration(code="tourism", explanation="Vragen van bezoekers beantwoorden.")
        application = apply(
            programs["sign"],
            municipality="GM9911",
            provider="proefbode",
            route="bsp",
            purposes=[asked],
        )
    for name in steps:
        step(name)
    withdraw_purpose(vera, "tourism")

    with pytest.raises(ApplicationRefused) as told:
        step(refused)
    assert told.value.problems[0].rule == NEW_RULE.nl


@pytest.mark.usefixtures("in_scope")
def test_a_message_for_what_is_withdrawn_is_refused_with_the_new_rule_and_source(
    vera: Person, alice: Person, citizen: Citizen
) -> None:
    citizen.write()
    withdraw_purpose(vera, "permits")

    with pytest.raises(SendRefused) as refused:
        send(actor_of(alice), ANSWER)
    refusal = refused.value.refusal
    assert (refusal.code, refusal.rule) == ("purpose_forbidden", NEW_RULE.nl)
    assert refusal.source == NEW_RULE.source.nl


@pytest.mark.usefixtures("in_scope")
def test_until_its_day_nothing_changes(vera: Person, alice: Person, citizen: Citizen) -> None:
    citizen.write()
    withdraw_purpose(vera, "permits", day=TOMORROW)

    assert send(actor_of(alice), ANSWER)


@pytest.mark.django_db(transaction=True)
def test_what_is_queued_for_a_withdrawn_purpose_does_not_leave(
    vera: Person, number: PhoneNumber
) -> None:
    with simulate(number) as platform:
        queue = Queue(number)
        for purpose in ("permits", "appointments"):
            platform.write(PHONE, to=number.platform_id, type="text", text={"body": "Dag"})
            queue.add(purpose, to=PHONE, purpose=purpose)
        withdraw_purpose(vera, "permits")

        with dispatching(platform.address):
            eventually(lambda: queue.states() == {})
        sent = [each for each in platform.shown(PHONE) if each["direction"] == "to_citizen"]

    assert [each["text"]["body"] for each in sent] == ["appointments"]


def test_no_template_is_submitted_for_a_withdrawn_purpose(vera: Person) -> None:
    draft = TemplateDraft(name="museum", language="nl", category="UTILITY", body="Goedemiddag.")
    assert forbidding(check_draft(draft, "tourism", NOWHERE)) == []

    withdraw_purpose(vera, "tourism")

    [finding] = forbidding(check_draft(draft, "tourism", NOWHERE))
    assert finding.field == "purpose"


def test_a_version_that_shuts_the_route_through_a_bsp_stops_every_licence(
    vera: Person, number: PhoneNumber, municipality: Organisation
) -> None:
    vng = actor_of(vera)
    hold_from(vng, without_bsp(vng), TODAY)
    forget_versions()
    program = program_of(municipality, TokenScope.MESSAGES)

    with every_tenant("a test's world"):
        answer = program.post(
            "/messages",
            {"to": "+31612345678", "purpose": "permits", "type": "text", "text": {"body": "Dag"}},
        )
    assert answer.status_code == 422
    assert answer.json()["code"] == "no_licence"
    assert NEW_RULE.nl in str(answer.json())


def test_the_api_explains_by_the_published_versions(vera: Person) -> None:
    withdraw_purpose(vera, "tourism", day=TOMORROW)
    asked = "/policy/explain?route=bsp&purpose=tourism&date="

    before, after = (Program(None).get(f"{asked}{day}").json() for day in (TODAY, TOMORROW))

    assert (before["allowed"], before["version"]["valid_to"]) == (True, TODAY.isoformat())
    assert (after["allowed"], after["rule"]) == (False, NEW_RULE.nl)
    assert after["version"]["valid_from"] == TOMORROW.isoformat()


def test_the_list_of_purposes_is_that_of_today(vera: Person) -> None:
    withdraw_purpose(vera, "tourism")

    listed = {each["code"]: each for each in Program(None).get("/purposes").json()["results"]}
    assert not listed["tourism"]["allowed"]
    assert listed["permits"]["allowed"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("route=pigeon&purpose=permits&date=2026-11-24", "invalid"),
        ("route=bsp&purpose=permits&date=gisteren", "invalid"),
        ("route=bsp&purpose=permits", "invalid"),
        ("route=bsp&purpose=loterij&date=2026-11-24", "purpose_unknown"),
    ],
)
def test_a_wrong_question_to_the_api_is_told(db: None, asked: str, code: str) -> None:
    answer = Program(None).get(f"/policy/explain?{asked}")

    assert (answer.status_code, answer.json()["code"]) == (422, code)
