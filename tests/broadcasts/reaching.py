"""A crisis of which WhatsApp brings nothing, and what reaches people then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from tests.broadcasting import run_broadcast
from tests.conversations.street import report
from tests.people import actor_of, join

from bode.basics import now
from bode.broadcasts.models import Broadcast, BroadcastEvent, SecondMessage
from bode.broadcasts.second_channel.channel import ChannelSet, set_channel
from bode.conversations.models import Message
from bode.organisations.models import Organisation, Person
from bode.organisations.tenancy import every_tenant, scope
from bode.simulator import NOTIFY_KEY
from bode.whatsapp import TemplateShape

PHONES = ["31612345801", "31612345802", "31612345803"]
FIRST, SECOND, _ = PHONES
MINUTES = 5
TEMPLATE_ID = UUID("0f0e0d0c-3333-4ccc-8ccc-000000000003")
WARNING = TemplateShape(
    id="7002",
    name="crisis_melding",
    language="nl",
    category="UTILITY",
    status="APPROVED",
    parameter_format="NAMED",
    components=[{"type": "BODY", "text": "Let op: {{wat}}. Blijf binnen."}],
)
FILLED = {
    "name": "crisis_melding",
    "language": {"code": "nl"},
    "components": [
        {
            "type": "body",
            "parameters": [{"type": "text", "parameter_name": "wat", "text": "rook"}],
        }
    ],
}


class Phones:
    """The citizens' phones, and the trouble on the way there."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/simulator"

    def sms(self, digits: str) -> list[str]:
        got = httpx.get(f"{self._url}/sms/{digits}").json()["results"]
        return [each["body"] for each in got]

    def mail(self, mailbox: str) -> list[dict[str, str]]:
        got: list[dict[str, str]] = httpx.get(f"{self._url}/mail/{mailbox}").json()["results"]
        return got

    def trouble(self, kind: str) -> None:
        httpx.post(f"{self._url}/faults", json={"kind": kind}).raise_for_status()

    def no_trouble(self) -> None:
        httpx.delete(f"{self._url}/faults").raise_for_status()


def switch(
    administrator: Person, *, on: bool = True, api_key: str = NOTIFY_KEY, **changed: Any
) -> None:
    actor = actor_of(administrator)
    told = {"order": "sms", "template_id": TEMPLATE_ID, "api_key": api_key} | changed
    with scope(actor.organisation_id):
        set_channel(actor, ChannelSet(on=on, minutes=MINUTES, **told))


def warn(sender: Person, municipality: Organisation, **changed: Any) -> Broadcast:
    told = {"purpose": "crisis_response", "template": FILLED} | changed
    return run_broadcast(sender, join(municipality, "Fatima", "approver"), PHONES, **told)


def let_pass(minutes: int) -> None:
    """So long ago it all happened."""
    ago = timedelta(minutes=minutes)
    with every_tenant("a test's world"):
        for message in Message.objects.all():
            Message.objects.filter(id=message.id).update(created_at=message.created_at - ago)
        for event in BroadcastEvent.objects.all():
            BroadcastEvent.objects.filter(id=event.id).update(at=event.at - ago)
        for asked in SecondMessage.objects.all():
            SecondMessage.objects.filter(id=asked.id).update(
                created_at=asked.created_at - ago,
                asked_at=asked.asked_at and asked.asked_at - ago,
            )


def deliver(broadcast: Broadcast, digits: str) -> None:
    """WhatsApp reports that this citizen has it."""
    with every_tenant("a test looks at everything"):
        message_id = broadcast.recipients.get(address=digits).message_id
    assert message_id is not None
    report(f"wamid.{digits}", "delivered", now(), message_id, recipient_id=digits)


def states() -> set[str]:
    with every_tenant("a test looks at everything"):
        return set(SecondMessage.objects.values_list("state", flat=True))
