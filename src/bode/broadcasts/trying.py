"""Trying a broadcast on the phones of colleagues, before it leaves.

Only to numbers that colleagues proved to be theirs (see `proving`), and under the rules for every
message: whoever has not asked for such messages, and did not write in the last 24 hours, gets no
test either.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from bode import policy
from bode.basics import is_drill_id
from bode.conversations.errors import ContentDoubtful, SendRefused
from bode.conversations.models import Message
from bode.conversations.sending import Outgoing, send
from bode.conversations.sending_many import Mailing
from bode.organisations.actors import Actor
from bode.organisations.models import Membership
from bode.privacy import audit

from .actions import MAY_PREPARE, mailing_of
from .errors import StepNotAllowed
from .models import Broadcast, TestMessage, TestNumber
from .states import BEFORE, steps_from

AS_TEST = "broadcast_test"
"""What a test is, in `Message.automatic`."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What became of a test for one colleague."""

    colleague: str
    refusal: policy.Refusal | None = None


def list_test_numbers(municipality_id: UUID) -> list[TestNumber]:
    """Who of those who work there now proved a number, by name."""
    there = Membership.objects.filter(organisation_id=municipality_id).values("person_id")
    found = TestNumber.objects.filter(person__is_active=True, person_id__in=there)
    return list(found.select_related("person").order_by("person__name", "id"))


def list_tests(broadcast: Broadcast) -> list[tuple[TestMessage, str]]:
    """The tests of a broadcast, each with the status of its message; empty where that is gone."""
    tests = list(broadcast.tests.all())
    sent = Message.objects.filter(id__in=[each.message_id for each in tests])
    statuses = dict(sent.values_list("id", "status"))
    return [(each, statuses.get(each.message_id, "")) for each in tests]


def try_on(actor: Actor, broadcast_id: UUID, people: Collection[UUID]) -> list[Tried]:
    """Send it to these colleagues, in each language, as far as the rules allow it.

    Raises `StepNotAllowed` once it has left or was stopped, and in a drill.
    """
    actor.require(*MAY_PREPARE)
    broadcast = Broadcast.objects.get(id=broadcast_id)
    if broadcast.status not in BEFORE or is_drill_id(broadcast.municipality_id):
        raise StepNotAllowed("test", steps_from(broadcast.status))
    asked = [each for each in list_test_numbers(actor.organisation_id) if each.person_id in people]
    return [_try(actor, broadcast, each) for each in asked]


@transaction.atomic
def _try(actor: Actor, broadcast: Broadcast, number: TestNumber) -> Tried:
    name = number.person.name
    try:
        with transaction.atomic():
            for version in mailing_of(broadcast).versions():
                _try_version(actor, broadcast, version, number)
    except SendRefused as refused:
        return Tried(colleague=name, refusal=refused.refusal)
    audit.record(
        organisation_id=broadcast.municipality_id,
        actor=actor.name,
        what="broadcast.test",
        subject="broadcasts.Broadcast",
        subject_id=broadcast.id,
        purpose=broadcast.purpose,
        facts={"colleague": name},
    )
    return Tried(colleague=name)


def _try_version(actor: Actor, broadcast: Broadcast, version: Mailing, number: TestNumber) -> None:
    message = _send(actor, replace(version.outgoing, to=f"+{number.address}", automatic=AS_TEST))
    TestMessage.objects.create(
        municipality_id=broadcast.municipality_id,
        broadcast=broadcast,
        message_id=message.id,
        language=version.template["language"]["code"],
        colleague=number.person.name,
        actor=actor.name,
    )


def _send(actor: Actor, outgoing: Outgoing) -> Message:
    try:
        return send(actor, outgoing)
    except ContentDoubtful as doubtful:
        # The whole text stands above the button, and looking at it is what a test is for.
        return send(actor, replace(outgoing, confirmed=doubtful.fingerprint))
