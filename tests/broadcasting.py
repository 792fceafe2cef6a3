"""Broadcasts that were approved and started, for who asked for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.people import actor_of

from bode.basics import now
from bode.broadcasts import actions
from bode.broadcasts.audiences import Audience
from bode.broadcasts.feeding import go_on, list_at_work
from bode.broadcasts.models import Broadcast
from bode.conversations.consents import record_consents
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope

TEMPLATE: dict[str, Any] = {
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


def let_ask(person: Person, phones: Sequence[str], purpose: str = "appointments") -> None:
    """These citizens ask for such messages, as this person records."""
    actor = actor_of(person)
    with scope(actor.organisation_id):
        record_consents(
            actor,
            phones=phones,
            purpose=purpose,
            wording="Ja, graag.",
            given_at=now(),
            source="balie",
        )


def feed_all() -> int:
    """A turn for each broadcast of every municipality; how many recipients were handed over."""
    with every_tenant("one worker sends for all municipalities"):
        return sum(go_on(broadcast_id).handed for broadcast_id, _ in list_at_work())


def run_broadcast(
    sender: Person, approver: Person, phones: Sequence[str], **changed: Any
) -> Broadcast:
    """One that goes to these numbers, as far as its first turn brings it."""
    made = start_broadcast(sender, approver, phones, **changed)
    feed_all()
    with every_tenant("a test looks at everything"):
        return Broadcast.objects.get(id=made.id)


def start_broadcast(
    sender: Person, approver: Person, phones: Sequence[str], **changed: Any
) -> Broadcast:
    """One to these numbers that was started; nobody took a turn yet."""
    actor = actor_of(sender)
    new: dict[str, Any] = {
        "name": "Herinnering",
        "purpose": "appointments",
        "template": TEMPLATE,
        "audience": Audience(phones=phones),
    }
    with scope(actor.organisation_id):
        made = actions.make(actor, actions.NewBroadcast(**(new | changed)))
        actions.request_approval(actor, made.id)
        actions.approve(actor_of(approver), made.id)
        actions.start(actor, made.id)
    return made
