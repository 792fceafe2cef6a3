"""A second person is another person, whatever key they hold: a token counts as who made it."""

from __future__ import annotations

import pytest
from tests.api.programs import Program, program_of
from tests.api.test_broadcasts import make, step
from tests.broadcasting import let_ask, run_broadcast
from tests.people import actor_of, join

from bode.broadcasts import actions
from bode.broadcasts.errors import OwnApproval
from bode.broadcasts.spreading import spread
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import find_token_actor
from bode.organisations.models import ApiToken, Organisation, Person, TokenScope
from bode.organisations.tenancy import scope
from bode.organisations.tokens import make_token

PHONES = ["+31612345000"]


@pytest.fixture
def frank(municipality: Organisation, number: PhoneNumber) -> Person:
    """Holds every role there is, and makes tokens too; a citizen asked for messages."""
    person = join(municipality, "Frank", "administrator", "broadcaster", "approver")
    let_ask(person, PHONES)
    return person


@pytest.fixture
def gerda(municipality: Organisation) -> Person:
    return join(municipality, "Gerda", "approver")


def sender_of(person: Person, municipality: Organisation) -> Program:
    return program_of(municipality, TokenScope.BROADCASTS, maker=person)


def approver_of(person: Person, municipality: Organisation) -> Program:
    return program_of(municipality, TokenScope.APPROVAL, maker=person)


def put_up(program: Program) -> dict[str, str]:
    made = make(program, audience={"phones": PHONES})
    return step(program, made, "request-approval")


def test_who_prepared_by_token_approves_by_no_other_token_of_theirs(
    frank: Person, gerda: Person, municipality: Organisation
) -> None:
    made = put_up(sender_of(frank, municipality))

    refused = step(approver_of(frank, municipality), made, "approve", 403)

    assert refused["code"] == "own_approval"
    ApiToken.objects.filter(scopes=[TokenScope.APPROVAL]).update(made_by=gerda)
    step(Program(f"token-of-{municipality.code}-approval"), made, "approve")


def test_who_prepared_by_token_does_not_approve_by_account(
    frank: Person, gerda: Person, municipality: Organisation
) -> None:
    made = put_up(sender_of(frank, municipality))

    with scope(municipality.id):
        with pytest.raises(OwnApproval):
            actions.approve(actor_of(frank), made["id"])
        actions.approve(actor_of(gerda), made["id"])


def test_who_prepared_by_account_does_not_approve_by_token(
    frank: Person, gerda: Person, municipality: Organisation
) -> None:
    made = run_broadcast(frank, gerda, PHONES)
    with scope(municipality.id):
        copy = actions.make(
            actor_of(frank),
            actions.NewBroadcast(
                name=made.name,
                purpose=made.purpose,
                template=made.template,
                audience=actions.Audience(phones=PHONES),
            ),
        )
        actions.request_approval(actor_of(frank), copy.id)

    refused = step(approver_of(frank, municipality), {"id": str(copy.id)}, "approve", 403)

    assert refused["code"] == "own_approval"


def test_who_chose_how_many_get_it_in_a_day_does_not_approve_it(
    frank: Person, gerda: Person, municipality: Organisation
) -> None:
    harm = join(municipality, "Harm", "broadcaster", "approver")
    made = make(sender_of(frank, municipality), audience={"phones": PHONES})
    with scope(municipality.id):
        spread(actor_of(harm), made["id"], 1)
        actions.request_approval(actor_of(frank), made["id"])

        with pytest.raises(OwnApproval):
            actions.approve(actor_of(harm), made["id"])
        actions.approve(actor_of(gerda), made["id"])


def test_a_token_of_nobody_known_is_no_second_person(
    frank: Person, gerda: Person, municipality: Organisation
) -> None:
    made = put_up(sender_of(frank, municipality))
    step(approver_of(gerda, municipality), made, "reject")
    step(sender_again := Program(f"token-of-{municipality.code}-broadcasts"), made, "stop")
    ApiToken.objects.update(made_by=None)

    again = put_up(sender_again)

    approver = Program(f"token-of-{municipality.code}-approval")
    assert step(approver, again, "approve", 403)["code"] == "own_approval"
    with scope(municipality.id), pytest.raises(OwnApproval):
        actions.approve(actor_of(gerda), again["id"])


def test_a_new_token_knows_who_made_it(frank: Person) -> None:
    token = make_token(actor_of(frank), name="Alarm", scopes=["approval"])

    actor = find_token_actor(token)

    assert actor is not None
    assert (actor.name, actor.key) == ("Alarm", actor_of(frank).key)
