"""A crisis that can't wait for approval: sent by one person, and judged by another afterwards."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from tests.api.programs import program_of
from tests.broadcasting import feed_all, let_ask
from tests.drills import let_warn
from tests.people import join
from tests.web.conftest import SignedIn
from tests.web.test_broadcasts import press

from bode.broadcasts.models import Broadcast, EmergencyProcedure, EmergencyStart
from bode.licensing.models import PhoneNumber, Template
from bode.organisations.models import Mail, Organisation, Person, TokenScope
from bode.organisations.tenancy import every_tenant
from bode.outbox.models import Sending
from bode.privacy.models import AuditEntry

PHONE = "31612345031"
REASON = "Gifwolk, en niemand neemt op."


@pytest.fixture
def erik(municipality: Organisation, number: PhoneNumber) -> Person:
    """Sends broadcasts; a citizen asked for them."""
    person = join(municipality, "Erik", "broadcaster")
    let_warn(number, person, [PHONE])
    let_ask(person, [PHONE])
    return person


@pytest.fixture
def fatima(municipality: Organisation) -> Person:
    return join(municipality, "Fatima", "approver")


@pytest.fixture
def allowed(alice: Person, municipality: Organisation, signed_in: SignedIn) -> None:
    """The administrator switched the procedure on, and another person confirmed it."""
    switch(signed_in(alice), on="yes")
    confirm(signed_in(join(municipality, "Ineke", "approver")))


def switch(browser: Client, *, on: str) -> int:
    return browser.post(reverse("switch_emergency"), {"on": on}).status_code


def confirm(browser: Client) -> str:
    return browser.post(reverse("confirm_emergency"), follow=True).content.decode()


def made(browser: Client, name: str = "crisis_melding") -> str:
    """The address of a new broadcast."""
    with every_tenant("a test looks at everything"):
        template = Template.objects.get(name=name)
    filled = {"body_wat": "gif", "body_naam": "inwoner", "body_datum": "1 juli", "body_tijd": "9"}
    fields = {"template": str(template.id), "name": "Gifwolk", "to": "everyone", **filled}
    answer = browser.post(reverse("new_broadcast"), fields)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def start(browser: Client, address: str, reason: str = REASON) -> str:
    return browser.post(f"{address}emergency/", {"reason": reason}, follow=True).content.decode()


def judge(browser: Client, address: str, verdict: str, remark: str = "") -> str:
    given = {"verdict": verdict, "remark": remark}
    return browser.post(f"{address}judge/", given, follow=True).content.decode()


def is_sent() -> bool:
    feed_all()
    with every_tenant("a test looks at everything"):
        return Sending.objects.filter(recipient=PHONE).exists()


def deeds() -> list[tuple[str, str]]:
    with every_tenant("a test looks at everything"):
        found = AuditEntry.objects.filter(what__regex=r"^(broadcast|emergency)\.")
        return list(found.order_by("position").values_list("what", "actor"))


def letters() -> list[tuple[str, str]]:
    with every_tenant("a test looks at everything"):
        return [(each.address, each.text) for each in Mail.objects.order_by("address")]


@pytest.mark.usefixtures("erik")
def test_who_may_confirm_it_gets_a_letter_once(
    alice: Person, fatima: Person, municipality: Organisation, signed_in: SignedIn
) -> None:
    other = join(municipality, "Ineke", "administrator")

    for _ in range(2):
        switch(signed_in(alice), on="yes")

    assert [address for address, _ in letters()] == sorted([fatima.email, other.email])
    assert reverse("emergency_procedure") in letters()[0][1]


@pytest.mark.usefixtures("fatima")
def test_who_may_confirm_it_gets_another_letter_when_it_is_switched_on_anew(
    alice: Person, signed_in: SignedIn
) -> None:
    for on in ("yes", "no", "yes"):
        switch(signed_in(alice), on=on)

    assert len(letters()) == 2


@pytest.mark.usefixtures("allowed")
def test_one_person_sends_it_at_once_with_a_reason(erik: Person, signed_in: SignedIn) -> None:
    browser = signed_in(erik)

    page = start(browser, made(browser))

    assert "Wordt verstuurd" in page
    assert REASON in page
    assert is_sent()


@pytest.mark.usefixtures("allowed")
def test_what_waits_for_approval_can_be_sent_too(erik: Person, signed_in: SignedIn) -> None:
    browser = signed_in(erik)
    address = made(browser)
    press(browser, address, "request-approval")

    assert "Wordt verstuurd" in start(browser, address)


@pytest.mark.usefixtures("allowed")
def test_it_stands_in_red_before_every_approver_until_one_judges_it(
    erik: Person, fatima: Person, municipality: Organisation, signed_in: SignedIn
) -> None:
    browser, fatimas = signed_in(erik), signed_in(fatima)
    address = made(browser)
    start(browser, address)
    shown = "is zonder goedkeuring verstuurd door Erik"
    assert shown in fatimas.get(reverse("settings")).content.decode()
    assert shown not in browser.get(reverse("settings")).content.decode()

    page = judge(fatimas, address, "approve-afterwards", "Terecht.")

    assert "Achteraf goedgekeurd" in page
    assert "Terecht." in page
    other = signed_in(join(municipality, "Gerda", "approver"))
    assert shown not in other.get(reverse("settings")).content.decode()


@pytest.mark.usefixtures("allowed")
def test_one_that_nobody_judged_stays_marked_when_it_is_done(
    erik: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(erik)
    address = made(browser)
    start(browser, address)
    press(browser, address, "stop")

    listed = browser.get(reverse("broadcasts")).content.decode()

    assert "Zonder goedkeuring, nog niet beoordeeld" in listed


@pytest.mark.usefixtures("allowed")
def test_who_disapproves_says_why(erik: Person, fatima: Person, signed_in: SignedIn) -> None:
    browser, fatimas = signed_in(erik), signed_in(fatima)
    address = made(browser)
    start(browser, address)

    assert "Schrijf op waarom u het afkeurt." in judge(fatimas, address, "disapprove")
    page = judge(fatimas, address, "disapprove", "Ik was bereikbaar.")

    assert "Achteraf afgekeurd" in page
    assert "Een collega heeft dit al beoordeeld." in judge(fatimas, address, "approve-afterwards")


@pytest.mark.usefixtures("allowed")
def test_a_program_reads_how_it_was_sent_and_judged(
    erik: Person, fatima: Person, municipality: Organisation, signed_in: SignedIn
) -> None:
    browser, program = signed_in(erik), program_of(municipality, TokenScope.BROADCASTS)
    address = made(browser)
    call = address.rstrip("/")
    assert program.get(call).json()["emergency"] is None  # type: ignore[attr-defined]

    start(browser, address)
    told = program.get(call).json()["emergency"]  # type: ignore[attr-defined]
    assert (told["by"], told["reason"], told["verdict"]) == ("Erik", REASON, None)

    judge(signed_in(fatima), address, "disapprove", "Ik was bereikbaar.")
    told = program.get(call).json()["emergency"]  # type: ignore[attr-defined]
    assert (told["judged_by"], told["verdict"]) == ("Fatima", "disapproved")


@pytest.mark.usefixtures("allowed")
def test_nobody_judges_their_own(
    erik: Person, municipality: Organisation, signed_in: SignedIn
) -> None:
    both = signed_in(join(municipality, "Gerda", "broadcaster", "approver"))
    address = made(both)
    start(both, address)

    page = judge(both, address, "approve-afterwards")

    assert "Iemand anders beoordeelt het." in page
    assert "Achteraf goedgekeurd" not in page


@pytest.mark.usefixtures("allowed")
def test_every_deed_stands_in_the_audit_trail(
    erik: Person, fatima: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(erik)
    address = made(browser)
    start(browser, address)
    judge(signed_in(fatima), address, "approve-afterwards")

    assert deeds() == [
        ("emergency.switch_on", "Alice"),
        ("emergency.confirm", "Ineke"),
        ("broadcast.make", "Erik"),
        ("broadcast.emergency", "Erik"),
        ("broadcast.approve-afterwards", "Fatima"),
    ]


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize(
    ("name", "reason", "told"),
    [
        ("crisis_melding", "  ", "Schrijf op waarom dit niet kan wachten."),
        ("afspraak_herinnering", REASON, "alleen voor crisisberichten"),
    ],
)
def test_without_a_reason_or_a_crisis_nothing_is_sent(
    erik: Person, signed_in: SignedIn, name: str, reason: str, told: str
) -> None:
    browser = signed_in(erik)

    page = start(browser, made(browser, name), reason)

    assert told in page
    assert 'data-status="draft"' in page
    assert not is_sent()


def test_without_the_procedure_someone_must_approve(erik: Person, signed_in: SignedIn) -> None:
    browser = signed_in(erik)
    address = made(browser)
    assert "Noodprocedure" not in browser.get(address).content.decode()

    assert "De noodprocedure geldt nu niet." in start(browser, address)
    assert not is_sent()


def test_it_does_not_hold_before_another_person_confirmed_it(
    erik: Person, municipality: Organisation, signed_in: SignedIn
) -> None:
    alone = signed_in(join(municipality, "Gerda", "administrator", "broadcaster", "approver"))
    switch(alone, on="yes")

    assert "Iemand anders bevestigt het." in confirm(alone)
    page = alone.get(reverse("emergency_procedure")).content.decode()
    assert "Wacht op een tweede persoon" in page
    assert "Bevestig de noodprocedure" not in page
    address = made(alone)
    assert "Noodprocedure" not in alone.get(address).content.decode()
    assert "De noodprocedure geldt nu niet." in start(alone, address)
    assert not is_sent()


def test_an_approver_is_told_that_it_waits_and_confirms_it(
    alice: Person, fatima: Person, erik: Person, signed_in: SignedIn
) -> None:
    fatimas = signed_in(fatima)
    switch(signed_in(alice), on="yes")
    assert "Wacht op een tweede persoon" in fatimas.get(reverse("settings")).content.decode()

    page = confirm(fatimas)

    assert "Bevestigd door Fatima" in page
    assert "Dat kan nu niet meer" in confirm(fatimas)
    browser = signed_in(erik)
    assert "Wordt verstuurd" in start(browser, made(browser))


def test_who_may_not_approve_confirms_nothing(
    alice: Person, erik: Person, signed_in: SignedIn
) -> None:
    switch(signed_in(alice), on="yes")

    assert signed_in(erik).post(reverse("confirm_emergency")).status_code == 403


@pytest.mark.usefixtures("allowed")
def test_what_was_stopped_is_not_sent(erik: Person, signed_in: SignedIn) -> None:
    browser = signed_in(erik)
    address = made(browser)
    press(browser, address, "stop")

    assert "Dat kan nu niet meer" in start(browser, address)
    assert not is_sent()


@pytest.mark.usefixtures("allowed")
def test_only_an_administrator_switches_it(
    alice: Person, erik: Person, signed_in: SignedIn
) -> None:
    assert switch(signed_in(erik), on="no") == 403

    switch(signed_in(alice), on="no")

    browser = signed_in(erik)
    assert "De noodprocedure geldt nu niet." in start(browser, made(browser))


@pytest.mark.usefixtures("allowed")
def test_strangers_start_and_judge_nothing_of_ours(
    erik: Person, other_municipality: Organisation, signed_in: SignedIn
) -> None:
    stranger = signed_in(join(other_municipality, "Hugo", "broadcaster", "approver"))
    address = made(signed_in(erik))

    assert stranger.post(f"{address}emergency/", {"reason": REASON}).status_code == 404
    start(signed_in(erik), address)
    judged = stranger.post(f"{address}judge/", {"verdict": "approve-afterwards"})
    assert judged.status_code == 404


def the_broadcast(browser: Client, name: str = "crisis_melding") -> Broadcast:
    address = made(browser, name)
    with every_tenant("a test looks at everything"):
        return Broadcast.objects.get(id=address.split("/")[-2])


def refused(statement: str, *parameters: object) -> bool:
    """Whether PostgreSQL itself refuses this."""
    try:
        with every_tenant("a test writes past Bode"), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
    except IntegrityError:
        return True
    return False


SENT = """
INSERT INTO broadcasts_emergencystart
  (broadcast_id, municipality_id, reason, actor_key, actor, verdict, remark, judge_key, judge)
VALUES (%s, %s, %s, 'erik', 'Erik', '', '', '', '')
"""
CONFIRM = """
UPDATE broadcasts_emergencyprocedure SET confirmed_by = 'x', confirmed_by_key = %s,
  confirmed_at = now() WHERE municipality_id = %s
"""
RUN = "UPDATE broadcasts_broadcast SET status = 'running' WHERE id = %s"
JUDGE = """
UPDATE broadcasts_emergencystart SET verdict = %s, remark = %s, judge_key = %s, judge = 'x',
  judged_at = now() WHERE broadcast_id = %s
"""


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_lets_nothing_run_that_nobody_approved(
    erik: Person, signed_in: SignedIn
) -> None:
    draft = the_broadcast(signed_in(erik))

    assert refused(RUN, draft.id)
    assert refused(SENT, draft.id, draft.municipality_id, REASON)  # the procedure is off


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_keeps_the_procedure_to_crises_with_a_reason(
    erik: Person, signed_in: SignedIn
) -> None:
    draft = the_broadcast(signed_in(erik))
    other = the_broadcast(signed_in(erik), "afspraak_herinnering")
    with every_tenant("a test's world"):
        procedure = EmergencyProcedure.objects.create(
            municipality_id=draft.municipality_id, set_by="Alice", set_by_key="alice"
        )
    assert refused(SENT, draft.id, draft.municipality_id, REASON)  # nobody confirmed it
    assert refused(CONFIRM, "alice", procedure.municipality_id)
    assert not refused(CONFIRM, "ineke", procedure.municipality_id)

    assert refused(SENT, other.id, other.municipality_id, REASON)
    assert refused(SENT, draft.id, draft.municipality_id, "")
    assert not refused(SENT, draft.id, draft.municipality_id, REASON)
    assert not refused(RUN, draft.id)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("allowed")
def test_the_database_itself_lets_another_judge_and_once(erik: Person, signed_in: SignedIn) -> None:
    browser = signed_in(erik)
    draft = the_broadcast(browser)
    start(browser, f"/broadcasts/{draft.id}/")
    with every_tenant("a test looks at everything"):
        own = EmergencyStart.objects.get().actor_key

    assert refused(JUDGE, "approve-afterwards", "", own, draft.id)
    assert refused(JUDGE, "disapprove", "", "fatima", draft.id)
    assert not refused(JUDGE, "approve-afterwards", "", "fatima", draft.id)
    assert refused(JUDGE, "disapprove", "toch niet", "fatima", draft.id)
    assert refused("UPDATE broadcasts_emergencystart SET reason = 'anders'")
