"""Whatever VNG announces, confirms or calls off: who exists follows from what is confirmed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.people import actor_of, join

from bode.organisations import mergers
from bode.organisations.errors import OrganisationsError
from bode.organisations.models import Municipality, Organisation, OrganisationKind, Province
from bode.organisations.municipalities import add_municipality
from bode.organisations.standing import list_there

NAMES = ("GM9931", "GM9932", "GM9933")
WHICH = st.sampled_from(NAMES)
PAST, SOON, LATER = date(2020, 1, 1), date(2127, 1, 1), date(2128, 1, 1)
DAYS = (PAST, SOON, LATER)


class AnyMerger(RuleBasedStateMachine):
    """Three municipalities, and what was confirmed of their ends."""

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        vng = Organisation.objects.create(kind="vng", code="vng-proef", name="VNG")
        self.mona = actor_of(join(vng, "Mona", "monitor"))
        for code in NAMES:
            add_municipality(
                self.mona, code=code, name=code, province=Province.UTRECHT, valid_from=None
            )
        self.planned: dict[str, date] = {}
        self.ends: dict[str, date] = {}

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @rule(leaving=WHICH, heirs=st.lists(WHICH, max_size=2), on=st.sampled_from(DAYS))
    def announce(self, leaving: str, heirs: list[str], on: date) -> None:
        with suppress(OrganisationsError):
            mergers.announce(self.mona, leaving, successors=heirs, on=on)
            assert leaving not in self.planned
            self.planned[leaving] = on

    @rule(leaving=WHICH)
    def confirm(self, leaving: str) -> None:
        with suppress(OrganisationsError):
            mergers.confirm(self.mona, leaving)
            self.ends[leaving] = self.planned[leaving]

    @rule(leaving=WHICH)
    def call_off(self, leaving: str) -> None:
        with suppress(OrganisationsError):
            mergers.cancel(self.mona, leaving)
            assert self.planned.pop(leaving) != PAST or leaving not in self.ends
            self.ends.pop(leaving, None)

    @invariant()
    def who_exists_follows_from_what_is_confirmed(self) -> None:
        if hasattr(self, "ends"):
            for day in DAYS:
                there = {each.code for each in list_there(OrganisationKind.MUNICIPALITY, day)}
                assert there == {each for each in NAMES if self.ends.get(each, date.max) > day}

    @invariant()
    def who_ended_has_heirs_and_others_have_them_only_in_plans(self) -> None:
        for each in Municipality.objects.all():
            successions = mergers.list_successions(each)
            code = each.organisation.code
            assert bool(successions) == (code in self.planned)
            assert (each.valid_to is not None) == (code in self.ends)


@pytest.mark.django_db
def test_whatever_vng_does_who_exists_follows_from_what_is_confirmed() -> None:
    run_state_machine_as_test(
        AnyMerger,
        settings=settings(
            max_examples=10,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
