"""A municipality that exercises: someone who sends, someone who approves, and who asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from tests.broadcasting import let_ask
from tests.broadcasts.reaching import FILLED, WARNING
from tests.conftest import REMINDER
from tests.people import actor_of

from bode.basics import now
from bode.broadcasts import actions
from bode.broadcasts.audiences import Audience
from bode.broadcasts.drills.faults import Chosen
from bode.broadcasts.drills.preparing import NewDrill, begin
from bode.broadcasts.models import Broadcast, Drill
from bode.broadcasts.queries import count_recipients
from bode.licensing.models import PhoneNumber, Template
from bode.licensing.platform_templates import store_templates
from bode.organisations import tenancy
from bode.organisations.actors import Actor
from bode.organisations.models import Person
from bode.organisations.tenancy import scope

PURPOSE = "crisis_response"


def let_warn(number: PhoneNumber, sender: Person, phones: Sequence[str]) -> None:
    """These citizens asked for warnings, and there is a template for them."""
    with scope(number.municipality_id):
        store_templates(number, [REMINDER, WARNING], now())
        Template.objects.filter(name=WARNING.name).update(purpose=PURPOSE, purpose_from="proposed")
    let_ask(sender, phones, PURPOSE)


def prepare(sender: Person, drill: Drill | None = None, **changed: Any) -> Broadcast:
    """A warning that lies ready, for everyone who asked; in a drill, or for real."""
    actor = inside(sender, drill) if drill else actor_of(sender)
    told: dict[str, Any] = {
        "name": "Rook",
        "purpose": PURPOSE,
        "template": FILLED,
        "audience": Audience(subscribed_to=PURPOSE),
    }
    with scope(actor.organisation_id):
        return actions.make(actor, actions.NewBroadcast(**(told | changed)))


def exercise(sender: Person, *faults: Chosen, source: Broadcast | None = None) -> Drill:
    """Begin a drill."""
    actor = actor_of(sender)
    with scope(actor.organisation_id):
        new = NewDrill(name="Oefening", faults=faults, source=source.id if source else None)
        return begin(actor, new)


def inside(person: Person, drill: Drill) -> Actor:
    """This person as they act in a drill."""
    return replace(actor_of(person), organisation_id=drill.world_id)


def send(sender: Person, approver: Person, drill: Drill) -> Broadcast:
    """What lies ready in a drill is approved and started."""
    with scope(drill.world_id):
        ready = Broadcast.objects.get()
        actions.request_approval(inside(sender, drill), ready.id)
        actions.approve(inside(approver, drill), ready.id)
        return actions.start(inside(sender, drill), ready.id)


@contextmanager
def process_of(drill: Drill, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in the process that works for this drill."""
    with monkeypatch.context() as patch:
        patch.setattr(tenancy, "_confined_to", None)
        tenancy.confine(drill.world_id)
        yield


def counts(drill: Drill) -> dict[str, int]:
    with scope(drill.world_id):
        return count_recipients(Broadcast.objects.get())
