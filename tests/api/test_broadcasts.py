"""Broadcasts over the API: prepared, approved by another, started, and what became of everyone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.api.programs import Program, let_ask, program_of
from tests.broadcasting import feed_all
from tests.conversations.street import Citizen

from bode.basics import now
from bode.conversations.contacts import contact_for, learn
from bode.conversations.models import ContactIdentity, Conversation, Message
from bode.licensing.models import PhoneNumber, Template
from bode.organisations.models import Organisation, TokenScope
from bode.organisations.tenancy import every_tenant
from bode.outbox.models import Sending
from bode.whatsapp import Identity

PHONES = [f"+3161234500{each}" for each in range(5)]
TEMPLATE = {
    "name": "afspraak_herinnering",
    "language": {"code": "nl"},
    "components": [
        {
            "type": "body",
            "parameters": [
                {"type": "text", "parameter_name": "naam", "text": "inwoner"},
                {"type": "text", "parameter_name": "datum", "text": "1 juli"},
                {"type": "text", "parameter_name": "tijd", "text": "9.30 uur"},
            ],
        }
    ],
}


@pytest.fixture
def asked(alices: Program, number: PhoneNumber) -> None:
    """All but the last citizen asked for such messages."""
    let_ask(alices, PHONES[:-1])


def make(program: Program, **changed: Any) -> dict[str, Any]:
    body = {
        "name": "Herinnering",
        "purpose": "appointments",
        "template": TEMPLATE,
        "audience": {"phones": PHONES},
        "planned_for": None,
    }
    answer = program.post("/broadcasts", body | changed)
    assert answer.status_code == 201, answer.content
    return answer.json()  # type: ignore[attr-defined,no-any-return]


def step(program: Program, made: dict[str, Any], name: str, status: int = 200) -> dict[str, Any]:
    answer = program.post(f"/broadcasts/{made['id']}/{name}")
    assert answer.status_code == status, answer.content
    return answer.json()  # type: ignore[attr-defined,no-any-return]


def run(alices: Program, approvers: Program, **changed: Any) -> dict[str, Any]:
    """One that was approved and started."""
    made = make(alices, **changed)
    step(alices, made, "request-approval")
    step(approvers, made, "approve")
    step(alices, made, "start")
    return made


def counts(program: Program, made: dict[str, Any]) -> dict[str, int]:
    told = program.get(f"/broadcasts/{made['id']}").json()["counts"]  # type: ignore[attr-defined]
    assert told["total"] == sum(count for name, count in told.items() if name != "total")
    return {name: count for name, count in told.items() if count and name != "total"}


def waiting() -> list[str]:
    with every_tenant("a test looks at everything"):
        return sorted(Sending.objects.values_list("recipient", flat=True))


@pytest.mark.usefixtures("asked")
def test_who_asked_gets_it_and_who_did_not_is_excluded(alices: Program, approvers: Program) -> None:
    made = run(alices, approvers)

    feed_all()

    assert waiting() == [phone.lstrip("+") for phone in PHONES[:-1]]
    assert counts(alices, made) == {"queued": 4, "excluded": 1}


@pytest.mark.usefixtures("asked")
def test_it_goes_to_everyone_who_asked(alices: Program, approvers: Program) -> None:
    audience = {"subscribed": {"purpose": "appointments", "areas": []}}
    run(alices, approvers, audience=audience)

    feed_all()

    assert waiting() == [phone.lstrip("+") for phone in PHONES[:-1]]


def test_who_chose_an_area_gets_what_is_for_it_and_who_chose_all_too(
    alices: Program, asked: None
) -> None:
    for phone, area in (("+31612345006", "3511 AB"), ("+31612345007", "Havenkwartier")):
        consent = {
            "phones": [phone],
            "purpose": "appointments",
            "wording": "Ja, graag.",
            "given_at": "2026-07-01T09:30:00+02:00",
            "source": "balie",
            "area": area,
        }
        assert alices.post("/consents", consent).status_code == 200

    def total(*areas: str) -> int:
        audience = {"subscribed": {"purpose": "appointments", "areas": areas}}
        return int(make(alices, audience=audience)["counts"]["total"])

    assert (total(), total("havenkwartier"), total("1000"), total("3511", "Havenkwartier")) == (
        6,
        5,
        4,
        6,
    )


@pytest.mark.parametrize("area", ["", "<b>", "x" * 81])
def test_what_is_no_area_is_refused(alices: Program, number: PhoneNumber, area: str) -> None:
    audience = {"subscribed": {"purpose": "appointments", "areas": [area]}}
    body = {
        "name": "Herinnering",
        "purpose": "appointments",
        "template": TEMPLATE,
        "audience": audience,
    }

    refused = alices.post("/broadcasts", body)
    assert refused.status_code == 422
    assert "postcode" in refused.json()["invalid_params"][0]["reason"]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("asked")
def test_a_page_of_them_asks_the_database_as_much_as_one(
    alices: Program, approvers: Program
) -> None:
    run(alices, approvers)
    feed_all()
    alices.get("/broadcasts")  # what is asked once in a process
    with CaptureQueriesContext(connection) as of_one:
        alices.get("/broadcasts")
    make(alices, audience={"phones": PHONES[:2]})
    make(alices, audience={"phones": PHONES[:1]})

    with CaptureQueriesContext(connection) as of_three:
        listed = alices.get("/broadcasts").json()["results"]  # type: ignore[attr-defined]

    assert [each["counts"]["queued"] for each in listed] == [1, 2, 4]
    assert [each["counts"]["total"] for each in listed] == [1, 2, 5]
    assert len(of_three) == len(of_one)


@pytest.mark.usefixtures("asked")
def test_nothing_leaves_before_someone_else_approved_it(
    alices: Program, approvers: Program
) -> None:
    made = make(alices)
    step(alices, made, "request-approval")

    refused = step(alices, made, "approve", 403)

    assert refused["code"] == "own_approval"
    assert step(alices, made, "start", 409)["allowed"] == ["approve", "reject", "stop"]
    feed_all()
    assert waiting() == []


@pytest.mark.usefixtures("asked")
def test_a_citizen_who_was_named_twice_gets_it_once(alices: Program, approvers: Program) -> None:
    made = run(alices, approvers, audience={"phones": [PHONES[0], "06 12345000"]})

    feed_all()

    assert counts(alices, made) == {"queued": 1}


@pytest.mark.usefixtures("asked")
def test_who_says_no_before_their_turn_does_not_get_it(alices: Program, approvers: Program) -> None:
    made = run(alices, approvers)
    no = {"phones": [PHONES[0]], "purpose": "appointments"}
    assert alices.post("/consents/withdraw", no).status_code == 200

    feed_all()

    assert counts(alices, made) == {"queued": 3, "excluded": 2}


@pytest.mark.usefixtures("asked")
def test_a_stopped_broadcast_leaves_nobody_with_a_half(alices: Program, approvers: Program) -> None:
    made = run(alices, approvers)
    feed_all()

    stopped = step(alices, made, "stop")

    assert stopped["status"] == "stopped"
    assert counts(alices, made) == {"cancelled": 4, "excluded": 1}
    assert waiting() == []


@pytest.mark.usefixtures("asked")
def test_a_paused_broadcast_waits_and_goes_on(alices: Program, approvers: Program) -> None:
    made = run(alices, approvers)
    step(alices, made, "pause")
    feed_all()
    assert counts(alices, made) == {"queued": 5}
    assert waiting() == []

    step(alices, made, "resume")
    feed_all()

    assert len(waiting()) == 4


@pytest.mark.usefixtures("asked")
def test_what_was_handed_over_waits_too_when_it_is_paused(
    alices: Program, approvers: Program
) -> None:
    made = run(alices, approvers)
    feed_all()

    step(alices, made, "pause")

    with every_tenant("a test looks at everything"):
        assert set(Sending.objects.values_list("state", flat=True)) == {"withheld"}
        step(alices, made, "resume")
        assert set(Sending.objects.values_list("state", flat=True)) == {"queued"}


@pytest.mark.usefixtures("asked")
def test_one_that_is_planned_starts_when_its_time_has_come(
    alices: Program, approvers: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = now() + timedelta(hours=1)
    made = make(alices, planned_for=at.isoformat())
    step(alices, made, "request-approval")
    step(approvers, made, "approve")
    feed_all()
    assert waiting() == []

    monkeypatch.setattr("bode.broadcasts.feeding.now", lambda: at + timedelta(seconds=1))
    feed_all()
    feed_all()

    assert len(waiting()) == 4


@pytest.mark.usefixtures("number")
def test_nobody_is_planned_for_in_the_past(alices: Program) -> None:
    body = {
        "name": "Herinnering",
        "purpose": "appointments",
        "template": TEMPLATE,
        "audience": {"phones": PHONES},
        "planned_for": "2026-01-01T12:00:00+01:00",
    }

    refused = alices.post("/broadcasts", body).json()  # type: ignore[attr-defined]

    assert [each["name"] for each in refused["invalid_params"]] == ["planned_for"]


@pytest.mark.usefixtures("number")
def test_what_nobody_asked_for_is_not_put_to_a_second_person(alices: Program) -> None:
    made = make(alices, audience={"subscribed": {"purpose": "appointments", "areas": []}})

    assert step(alices, made, "request-approval", 409)["code"] == "audience_empty"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"purpose": "promotion"}, "purpose_forbidden"),
        ({"purpose": "tourism"}, "purpose_not_licensed"),
        ({"template": {"name": "onbekend", "language": {"code": "nl"}}}, "template_not_approved"),
        ({"template": TEMPLATE | {"components": []}}, "template_mismatch"),
    ],
)
@pytest.mark.usefixtures("number")
def test_what_the_rules_forbid_is_refused_before_anything_is_kept(
    alices: Program, changed: dict[str, Any], code: str
) -> None:
    body = {
        "name": "Herinnering",
        "purpose": "appointments",
        "template": TEMPLATE,
        "audience": {"phones": PHONES},
    }

    refused = alices.post("/broadcasts", body | changed)

    assert (refused.status_code, refused.json()["code"]) == (422, code)  # type: ignore[attr-defined]
    assert alices.get("/broadcasts").json()["results"] == []  # type: ignore[attr-defined]


@pytest.mark.usefixtures("asked")
def test_a_stranger_finds_no_broadcast_of_ours(alices: Program, charlies: Program) -> None:
    made = make(alices)

    assert charlies.get(f"/broadcasts/{made['id']}").status_code == 404
    assert charlies.post(f"/broadcasts/{made['id']}/stop").status_code == 404


@pytest.mark.usefixtures("asked")
def test_the_desk_is_not_asked_for_anything(alices: Program, approvers: Program) -> None:
    run(alices, approvers)

    feed_all()

    with every_tenant("a test looks at everything"):
        assert set(Conversation.objects.values_list("status", flat=True)) == {"closed"}
        assert set(Message.objects.values_list("automatic", flat=True)) == {"broadcast"}


@pytest.mark.usefixtures("asked")
def test_who_got_one_about_an_incident_gets_no_other(alices: Program, approvers: Program) -> None:
    run(alices, approvers, audience={"phones": PHONES[:2]}, incident="Rook in de haven")
    feed_all()

    other = run(alices, approvers, audience={"phones": PHONES[:4]}, incident="rook in de  haven")
    feed_all()

    assert counts(alices, other) == {"queued": 2, "excluded": 2}


@pytest.mark.usefixtures("asked")
def test_a_correction_goes_to_everyone_who_got_the_first(
    alices: Program, approvers: Program
) -> None:
    first = run(alices, approvers, audience={"phones": PHONES[1:]}, incident="Rook")
    feed_all()

    correction = run(alices, approvers, audience={"got": first["id"]}, incident="Rook")
    feed_all()

    assert counts(alices, correction) == {"queued": 3}


@pytest.mark.usefixtures("asked")
def test_strangers_correct_no_broadcast_of_ours(
    alices: Program, approvers: Program, charlies: Program
) -> None:
    made = make(alices)

    body = {"name": "x", "purpose": "appointments", "template": TEMPLATE}
    refused = charlies.post("/broadcasts", body | {"audience": {"got": made["id"]}})

    assert refused.status_code in (404, 422)


@pytest.mark.usefixtures("asked")
def test_it_stands_in_no_list_before_a_citizen_answers(alices: Program, approvers: Program) -> None:
    run(alices, approvers)
    feed_all()
    listed = alices.get("/conversations").json()["results"]  # type: ignore[attr-defined]
    assert listed == []

    Citizen(phone=PHONES[0].lstrip("+")).write(content={"body": "Bedankt!"})

    [answered] = alices.get("/conversations").json()["results"]  # type: ignore[attr-defined]
    said = alices.get(f"/conversations/{answered['id']}/messages").json()["results"]  # type: ignore[attr-defined]
    assert [each["direction"] for each in said] == ["out", "in"]


@pytest.mark.usefixtures("asked")
def test_who_did_not_get_one_about_an_incident_gets_the_next(
    alices: Program, approvers: Program
) -> None:
    wrong = run(alices, approvers, audience={"phones": PHONES[:2]}, incident="Rook")
    feed_all()
    step(alices, wrong, "stop")

    right = run(alices, approvers, audience={"phones": PHONES[:2]}, incident="Rook")
    feed_all()

    assert counts(alices, right) == {"queued": 2}


@pytest.mark.usefixtures("asked")
def test_a_citizen_with_two_addresses_gets_it_once(
    alices: Program, approvers: Program, number: PhoneNumber
) -> None:
    with every_tenant("two phones of one citizen"):
        one, other = (
            contact_for(number.municipality_id, Identity(phone=each.lstrip("+")))
            for each in PHONES[:2]
        )
        ContactIdentity.objects.filter(contact=other).update(contact=one)

    made = run(alices, approvers, audience={"phones": PHONES[:2]})
    feed_all()

    assert counts(alices, made) == {"queued": 1, "excluded": 1}


@pytest.mark.usefixtures("asked")
def test_what_is_uncertain_when_it_is_stopped_is_not_sent_once_more(
    alices: Program, approvers: Program
) -> None:
    made = run(alices, approvers)
    feed_all()
    with every_tenant("the answers were lost"):
        Sending.objects.update(state="unsettled", error_code="answer_lost")

    step(alices, made, "stop")

    with every_tenant("a test looks at everything"):
        assert set(Sending.objects.values_list("barred", flat=True)) == {"broadcast_stopped"}


@pytest.mark.usefixtures("asked")
def test_a_text_that_changed_after_it_was_approved_is_not_sent(
    alices: Program, approvers: Program
) -> None:
    made = run(alices, approvers)
    with every_tenant("WhatsApp approved other words under the same name"):
        template = Template.objects.get()
        template.components[0]["text"] = template.components[0]["text"].replace("Beste", "Dag")
        template.save()

    feed_all()

    assert alices.get(f"/broadcasts/{made['id']}").json()["status"] == "paused"  # type: ignore[attr-defined]
    assert waiting() == []


@pytest.mark.usefixtures("asked")
def test_a_token_for_one_purpose_halts_no_broadcast_of_another(
    alices: Program, approvers: Program, municipality: Organisation
) -> None:
    made = run(alices, approvers)
    bound = program_of(municipality, TokenScope.BROADCASTS, purpose="permits")

    assert step(bound, made, "stop", 422)["code"] == "token_purpose"


@pytest.mark.usefixtures("asked")
def test_a_number_that_went_to_someone_else_asked_for_nothing(
    alices: Program, approvers: Program, number: PhoneNumber
) -> None:
    with every_tenant("a citizen left their number"):
        contact = contact_for(number.municipality_id, Identity(phone=PHONES[0].lstrip("+")))
        learn(contact, Identity(phone="31612345999", user_id="NL.1"), now())

    made = run(alices, approvers, audience={"phones": PHONES[:1]})
    feed_all()

    assert counts(alices, made) == {"excluded": 1}
