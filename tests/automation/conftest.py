"""A municipality with office hours, of which a test says whether it is open now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time

import pytest
from tests.conversations.street import Citizen
from tests.people import actor_of

from bode.automation import keeping
from bode.automation.hours import Hours, Span, is_open
from bode.automation.kinds import SETTINGS, RuleKind, Settings
from bode.basics import now
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Person

ALWAYS = Hours(week=((Span(time(0), time(23, 59, 59, 999_999)),),) * 7)


@pytest.fixture
def citizen(number: PhoneNumber) -> Citizen:
    return Citizen()


@pytest.fixture
def agent(alice: Person) -> Actor:
    return actor_of(alice)


@pytest.fixture(autouse=True)
def no_rules_remembered() -> Iterator[None]:
    keeping.forget_rules()
    yield
    keeping.forget_rules()


SwitchOn = Callable[..., None]


@pytest.fixture
def switch_on(in_scope: None, agent: Actor) -> SwitchOn:
    """Let the municipality switch a rule on."""

    def switch(kind: str, settings: Settings | None = None, **more: object) -> None:
        rule = RuleKind(kind)
        given = settings if settings is not None else SETTINGS[rule]()
        keeping.change_rule(agent, rule, given, **({"is_on": True} | more))  # type: ignore[arg-type]

    return switch


@pytest.fixture
def closed_now(switch_on: SwitchOn) -> None:
    """Nobody answers now, whatever the time is at which the tests run."""
    switch_on("hours", _closed_around_now())


def _closed_around_now() -> Hours:
    """Open for some minutes each day, which are not now."""
    morning, evening = (Span(time(0), time(0, 5)),), (Span(time(23, 50), time(23, 55)),)
    for parts in (morning, evening):
        hours = Hours(week=(parts,) * 7)
        if not is_open(hours, now()):
            return hours
    raise AssertionError("it can't be morning and evening at once")


@pytest.fixture
def open_now(switch_on: SwitchOn) -> None:
    switch_on("hours", ALWAYS)
