"""Who is next is told so, and reminded of the last day, once for each occasion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from tests.people import actor_of

from bode.basics import add_working_days
from bode.licensing import actions
from bode.licensing.actions import Declaration
from bode.licensing.deadlines import reminder_at
from bode.licensing.hand_overs import remind
from bode.licensing.jobs import remind_all
from bode.licensing.models import Application, Licence
from bode.licensing.queries import list_events
from bode.licensing.states import EventKind
from bode.organisations.actors import Actor
from bode.organisations.models import Mail, Organisation, Person
from bode.organisations.tenancy import every_tenant, scope

PERMITS = Declaration(code="permits", explanation="Vragen over vergunningen.")


@pytest.fixture
def town(alice: Person) -> Actor:
    return replace(
        actor_of(alice), person_id=None, roles=frozenset(), scopes=frozenset({"applications"})
    )


@pytest.fixture
def signed(town: Actor, dora: Person) -> Application:
    with scope(town.organisation_id):
        made = actions.apply(
            town, municipality="GM9911", provider="proefbode", route="bsp", purposes=[PERMITS]
        )
        return actions.take_step(town, made.id, "sign")


def mails() -> list[tuple[str, str]]:
    with every_tenant("a test looks at everything"):
        return [(mail.address, mail.text) for mail in Mail.objects.order_by("created_at")]


def test_the_provider_is_told_that_there_is_something_to_check(signed: Application) -> None:
    ((address, text),) = mails()

    assert address == "dora@proefbode.example"
    assert "Wilt u hem nakijken?" in text
    assert f"/licence/applications/{signed.id}/" in text


def test_a_provider_who_begins_tells_the_municipality(
    alice: Person, dora: Person, municipality: Organisation
) -> None:
    bsp = actor_of(dora)
    with scope(bsp.organisation_id):
        actions.apply(
            bsp, municipality="GM9911", provider="proefbode", route="bsp", purposes=[PERMITS]
        )

    assert [address for address, _ in mails()] == ["alice@proefstad.example"]


def test_what_was_mailed_stands_in_the_timeline(signed: Application) -> None:
    with scope(signed.municipality_id):
        (event,) = list_events(signed, EventKind.MAIL)

    assert (event.actor, event.organisation_id) == ("Bode", signed.provider_id)


def test_each_hand_over_sets_a_last_day_in_working_days(signed: Application) -> None:
    assert signed.due_on == add_working_days(localdate(), 10)


def test_a_reminder_comes_before_the_last_day_and_when_it_has_passed(signed: Application) -> None:
    assert signed.due_on is not None
    days = [signed.due_on + timedelta(days=n) for n in range(-20, 40)]
    with every_tenant("as the job does"):
        sent = [day for day in days if remind(signed, day)]
        again = [day for day in days if remind(signed, day)]

    assert sent[0] == add_working_days(signed.due_on, -2)
    assert sent[1] == signed.due_on + timedelta(days=1)
    assert len(sent) == 4
    assert again == []
    assert [address for address, _ in mails()[1:]] == ["dora@proefbode.example"] * 4


def test_the_job_reminds_everyone_who_is_late_once(signed: Application) -> None:
    with every_tenant("a test lets time pass"):
        Application.objects.update(due_on=localdate() - timedelta(days=1))

    for _ in range(2):
        remind_all(0)

    (_handed_over, (_address, text)) = mails()
    assert "Dit had op" in text


def test_nobody_is_reminded_of_what_is_over(town: Actor, signed: Application) -> None:
    with scope(town.organisation_id):
        withdrawn = actions.take_step(town, signed.id, "withdraw")
        assert withdrawn.due_on is None
        assert not remind(withdrawn, localdate() + timedelta(days=90))


def test_who_gets_more_purposes_in_a_suspended_licence_hears_that_it_stays_so(
    licence: Licence, alice: Person, dora: Person
) -> None:
    bsp = actor_of(dora)
    with every_tenant("a test's world"):
        Licence.objects.update(status="suspended", suspended_by=["provider"])
        parties = {"municipality": licence.municipality, "provider": licence.provider}
        application = Application.objects.create(**parties, route="bsp", status="submitted")
        application.purposes.create(**parties, code="tourism", explanation="Vragen van bezoekers.")
    with scope(bsp.organisation_id):
        actions.take_step(bsp, application.id, "approve", reason="Akkoord per brief.")

    [text] = [text for address, text in mails() if address == "alice@proefstad.example"]
    assert "De vergunning is tijdelijk gestopt" in text
    assert "De vergunning geldt" not in text


@pytest.mark.parametrize(
    ("today", "reminder"),
    [
        ("2026-06-09", ""),
        ("2026-06-10", "soon"),
        ("2026-06-12", "soon"),
        ("2026-06-13", "late-1"),
        ("2026-06-19", "late-1"),
        ("2026-06-20", "late-2"),
        ("2026-12-01", "late-3"),
    ],
)
def test_which_reminder_is_due(today: str, reminder: str) -> None:
    assert reminder_at(date(2026, 6, 12), date.fromisoformat(today)) == reminder
