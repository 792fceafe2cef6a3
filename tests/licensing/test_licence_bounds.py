"""The purposes, the last day and the reviews of a licence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from tests.people import actor_of

from bode.basics import now
from bode.licensing import licence_bounds, licence_reviews
from bode.licensing.errors import LicenceStepNotAllowed, ReviewIncomplete
from bode.licensing.licence_history import Grounds, list_licence_events
from bode.licensing.licence_reviews import Review, ReviewItem, due_on, is_reminder_due, months_after
from bode.licensing.licence_states import Cause, LicenceParty
from bode.licensing.models import Licence, LicenceEvent
from bode.licensing.queries import licence_facts
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Mail, Person
from bode.organisations.tenancy import every_tenant, scope

ALL_IN_ORDER = dict.fromkeys(ReviewItem, True)


def grounds(by: LicenceParty = LicenceParty.MUNICIPALITY) -> Grounds:
    return Grounds(by=by, cause=Cause.REQUEST, evidence="Besluit van 3 november.")


def fresh(licence: Licence) -> Licence:
    with every_tenant("a test looks at everything"):
        return Licence.objects.get(id=licence.id)


def change(licence: Licence, **facts: object) -> None:
    with every_tenant("a test's world"):
        Licence.objects.filter(id=licence.id).update(**facts)


def events(licence: Licence) -> list[LicenceEvent]:
    with every_tenant("a test looks at everything"):
        return list_licence_events(licence.id)


@pytest.fixture
def municipal(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture
def provides(dora: Person) -> Actor:
    return actor_of(dora)


class TestAPurpose:
    def withdraw(self, actor: Actor, licence: Licence, purpose: str) -> None:
        with scope(actor.organisation_id):
            licence_bounds.withdraw_purpose(actor, licence.id, purpose, grounds())

    def test_is_taken_out_by_the_municipality(self, licence: Licence, municipal: Actor) -> None:
        self.withdraw(municipal, licence, "permits")

        assert "permits" not in fresh(licence).purposes
        (event,) = events(licence)
        assert (event.what, event.facts) == (
            "withdraw_purpose",
            {"purpose": "permits", "messages_failed": 0},
        )

    def test_that_is_not_in_it_or_the_last_stays(self, licence: Licence, municipal: Actor) -> None:
        change(licence, purposes=["permits"])

        for purpose in ("tourism", "permits"):
            with pytest.raises(LicenceStepNotAllowed) as refused:
                self.withdraw(municipal, licence, purpose)
            assert refused.value.allowed == ("end",)

    def test_is_not_the_providers_to_take(self, licence: Licence, provides: Actor) -> None:
        with pytest.raises(NotAllowed):
            self.withdraw(provides, licence, "permits")


class TestTheLastDay:
    def plan(self, actor: Actor, licence: Licence, last: date | None) -> None:
        with scope(actor.organisation_id):
            party = LicenceParty(actor.organisation_kind)
            licence_bounds.plan_end(actor, licence.id, last, grounds(party))

    def test_is_planned_and_taken_back_by_either_side(
        self, licence: Licence, municipal: Actor, provides: Actor
    ) -> None:
        self.plan(municipal, licence, localdate() + timedelta(days=30))
        assert fresh(licence).valid_to is not None

        self.plan(provides, licence, None)
        assert fresh(licence).valid_to is None
        assert [event.by for event in events(licence)] == ["municipality", "provider"]

    def test_can_not_be_over_already(self, licence: Licence, municipal: Actor) -> None:
        with pytest.raises(LicenceStepNotAllowed):
            self.plan(municipal, licence, localdate() - timedelta(days=1))

    def test_is_no_slip_of_the_pen(self, licence: Licence, municipal: Actor) -> None:
        with pytest.raises(LicenceStepNotAllowed):
            self.plan(municipal, licence, date.max)

    def test_counts_from_midnight_on_and_then_it_ends_by_itself(
        self, licence: Licence, provides: Actor
    ) -> None:
        self.plan(provides, licence, localdate())
        with every_tenant("as the job does"):
            assert licence_bounds.end_what_expired() == 0
        change(licence, valid_to=now() - timedelta(seconds=1))
        facts = licence_facts(fresh(licence))
        assert facts is not None
        assert facts.status == "ended"  # though the job has not looked yet

        with every_tenant("as the job does"):
            assert licence_bounds.end_what_expired() == 1
            assert licence_bounds.end_what_expired() == 0

        assert fresh(licence).status == "ended"
        last = events(licence)[-1]
        assert (last.what, last.by, last.actor) == ("end", "provider", "Bode")


class TestAReview:
    def record(
        self, actor: Actor, licence: Licence, next_on: date | None = None, **changed: bool
    ) -> None:
        answers = {item: changed.get(item, True) for item in ReviewItem}
        with scope(actor.organisation_id):
            licence_reviews.record_review(
                actor, licence.id, Review(in_order=answers, result="In orde.", next_on=next_on)
            )

    def test_is_due_a_year_after_the_licence_was_given(self, licence: Licence) -> None:
        assert due_on(licence) == months_after(localdate(), 12)

    def test_says_what_was_found_and_when_the_next_is(self, licence: Licence, bob: Person) -> None:
        change(licence, review_due_on=localdate() - timedelta(days=3))
        assert licence_reviews.is_overdue(fresh(licence))

        self.record(actor_of(bob), licence, dpia=False)  # the privacy officer may, too

        assert due_on(fresh(licence)) == months_after(localdate(), 12)
        (event,) = events(licence)
        assert event.facts["in_order"]["dpia"] is False
        assert event.evidence == "In orde."

    def test_looks_at_everything(self, licence: Licence, municipal: Actor) -> None:
        with scope(municipal.organisation_id), pytest.raises(ReviewIncomplete) as refused:
            licence_reviews.record_review(
                municipal, licence.id, Review(in_order={ReviewItem.DPIA: True}, result="Goed.")
            )
        assert set(refused.value.missing) == set(ReviewItem) - {ReviewItem.DPIA}

    def test_is_the_municipalitys(self, licence: Licence, provides: Actor) -> None:
        with pytest.raises(NotAllowed):
            self.record(provides, licence)

    def test_comes_as_often_as_was_chosen(self, licence: Licence, municipal: Actor) -> None:
        with scope(municipal.organisation_id):
            licence_reviews.set_review_rhythm(municipal, licence.id, 6)

        assert due_on(fresh(licence)) == months_after(localdate(), 6)

    def test_is_asked_for_by_mail_on_both_sides(
        self, licence: Licence, alice: Person, dora: Person
    ) -> None:
        change(licence, review_due_on=localdate() + timedelta(days=20))
        with every_tenant("as the job does"):
            assert licence_reviews.remind_of_reviews() == 1
            assert licence_reviews.remind_of_reviews() == 0  # once

            mails = list(Mail.objects.all())
        assert {mail.address for mail in mails} == {
            "alice@proefstad.example",
            "dora@proefbode.example",
        }
        assert all("moet uiterlijk op" in mail.text for mail in mails)


DUE = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("today", "reminded", "expected"),
    [
        (date(2026, 5, 15), None, False),
        (date(2026, 5, 16), None, True),  # a month ahead
        (date(2026, 6, 14), date(2026, 5, 16), False),
        (date(2026, 6, 15), date(2026, 5, 16), True),  # on the day
        (date(2026, 6, 16), date(2026, 6, 15), False),
        (date(2026, 7, 15), date(2026, 6, 15), True),  # and every month after
    ],
)
def test_people_are_reminded_before_on_and_after_the_day(
    today: date, reminded: date | None, expected: bool
) -> None:
    assert is_reminder_due(DUE, today, reminded) is expected


def test_a_month_that_is_too_short_has_a_last_day() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 11, 30), 12) == date(2027, 11, 30)
