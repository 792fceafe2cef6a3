"""A citizen who gives an e-mail address in the chat, and what becomes of it."""

from __future__ import annotations

import re
from datetime import datetime

from tests.broadcasts.reaching import FIRST, SECOND, Phones
from tests.conversations.street import Citizen
from tests.people import actor_of

from bode.basics import now
from bode.broadcasts.second_channel.sending import reach_all
from bode.conversations.consents import record_consents
from bode.conversations.models import ConsentEmail, Conversation, EmailAsked, Message
from bode.conversations.sending import Outgoing, send
from bode.organisations.actors import Actor
from bode.organisations.models import Person
from bode.organisations.tenancy import every_tenant, scope

MAILBOX, OTHER = "sanne@mail.example", "sanne.twee@mail.example"


def karim() -> Citizen:
    """He asked for such messages too."""
    return Citizen(SECOND, name="Karim")


def write(citizen: Citizen, text: str) -> None:
    citizen.write(content={"body": text})


def answers() -> list[str]:
    with every_tenant("a test looks at everything"):
        ours = Message.objects.filter(direction="out", type="text").order_by("at", "id")
        return list(ours.values_list("text", flat=True))


def kept() -> list[str]:
    """Where a crisis message would be mailed."""
    with every_tenant("a test looks at everything"):
        return list(ConsentEmail.objects.exclude(email="").values_list("email", flat=True))


def waiting() -> list[str]:
    with every_tenant("a test looks at everything"):
        return list(EmailAsked.objects.values_list("email", flat=True))


def ask(agent: Actor, text: str) -> None:
    send(
        agent,
        Outgoing(
            type="text",
            content={"body": text},
            purpose="permits",
            conversation_id=Conversation.objects.get().id,
        ),
    )


def listed(sender: Person, at: datetime | None = None, *, email: str = MAILBOX) -> None:
    """The municipality has it from a form that the citizen filled in at that moment."""
    actor = actor_of(sender)
    with scope(actor.organisation_id):
        record_consents(
            actor,
            phones=[FIRST],
            purpose="crisis_response",
            wording="Ja, graag.",
            given_at=at or now(),
            source="balie",
            emails={FIRST: email},
        )


def code_in(phones: Phones, mailbox: str = MAILBOX) -> str:
    reach_all()
    [found] = re.findall(r"\b\d{6}\b", phones.mail(mailbox)[-1]["body"])
    return str(found)


def give(citizen: Citizen, phones: Phones) -> None:
    write(citizen, f"EMAIL {MAILBOX}")
    write(citizen, code_in(phones))
