"""What citizens and agents of the demo's municipality said in the weeks before it was started.

Invented, and the same each time, so that reports have something to tell. All of it is closed: who
tries the demo begins with nothing to answer.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from random import Random

from django.db import models

from bode.automation.models import Satisfaction, Scale
from bode.automation.scales import put_question
from bode.basics import HERE, day_of, new_id, now
from bode.conversations.models import (
    Contact,
    ContactIdentity,
    Conversation,
    ConversationEvent,
    Message,
)
from bode.conversations.states import ConversationStatus, EventKind
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.tenancy import scope
from bode.reports.levels import Promised, save_level

_SEED = 9901
_DAYS = 63
_PROMISED = Promised(answer_minutes=60, close_hours=24, close_percent=90)
_FIRST_PHONE = 31600000001  # no subscriber has such a number
_HOURS = (8, 9, 9, 10, 10, 10, 11, 11, 12, 13, 13, 14, 14, 15, 15, 16, 16, 19, 20, 21)
_ON_WEEKDAY = (9, 7, 6, 6, 5, 2, 1)  # conversations on an ordinary day, from Monday on
_FAILURES = ("131026", "131026", "131047", "130472")
_FAMILY_NAMES = (
    "Bakker",
    "De Groot",
    "Yılmaz",
    "Jansen",
    "El Idrissi",
    "Visser",
    "Nguyen",
    "Mulder",
)
_GIVEN_NAMES = ("Anna", "Daan", "Fatma", "Jeroen", "Loubna", "Maarten", "Linh", "Petra", "Sem")
_SAID = (
    ("municipal_services", "Wanneer wordt het oud papier opgehaald?", "Elke tweede dinsdag."),
    (
        "municipal_services",
        "De lantaarn in onze straat is stuk.",
        "Wij geven het door. Dank u wel.",
    ),
    ("municipal_services", "Is het milieustation zaterdag open?", "Ja, van 9 tot 16 uur."),
    ("appointments", "Kan ik mijn afspraak verzetten?", "Dat kan. Welke dag past u beter?"),
    (
        "appointments",
        "Wat neem ik mee voor een nieuw paspoort?",
        "Uw oude paspoort en een pasfoto.",
    ),
    ("permits", "Hoe staat het met mijn vergunning voor de dakkapel?", "U hoort het voor vrijdag."),
    ("permits", "Mag ik een boom in mijn tuin kappen?", "Daarvoor is soms een vergunning nodig."),
)


_IN_ORDER: tuple[type[models.Model], ...] = (
    Contact,
    ContactIdentity,
    Conversation,
    Message,
    ConversationEvent,
    Satisfaction,
)
"""Each after what it needs."""


class _Past:
    """The rows to write."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)

    def add(self, row: models.Model) -> None:
        self._rows[type(row)].append(row)

    def write(self) -> None:
        for model in _IN_ORDER:
            model._default_manager.bulk_create(self._rows[model])


def make_past(administrator: Actor, agents: list[Actor], number: PhoneNumber) -> None:
    """Promise something, and invent what was said in nine weeks until yesterday."""
    random, past, today = Random(_SEED), _Past(), day_of(now())  # noqa: S311 - no secret
    began = 0
    with scope(administrator.organisation_id):
        for ago in range(_DAYS, 0, -1):
            day = today - timedelta(days=ago)
            grown = 1.3 - ago / 90
            for _ in range(round(_ON_WEEKDAY[day.weekday()] * grown * random.uniform(0.6, 1.4))):
                began += 1
                minute = random.randrange(60)
                at = datetime.combine(day, time(random.choice(_HOURS), minute), HERE)
                _add(past, random, at, random.choice(agents), number, began)
        past.write()
        save_level(administrator, None, _PROMISED)


def _add(
    past: _Past, random: Random, at: datetime, agent: Actor, number: PhoneNumber, place: int
) -> None:
    """A citizen asks, an agent answers and closes; some citizens say how they liked it."""
    purpose, question, answer = random.choice(_SAID)
    answered_at = min(at + timedelta(minutes=random.lognormvariate(2.9, 1.0)), now())
    closed_at = min(answered_at + timedelta(minutes=random.lognormvariate(4.0, 0.9)), now())
    ours = {"municipality_id": number.municipality_id}
    contact = Contact(
        name=f"{random.choice(_GIVEN_NAMES)} {random.choice(_FAMILY_NAMES)}", created_at=at, **ours
    )
    past.add(contact)
    value = str(_FIRST_PHONE + place)
    past.add(ContactIdentity(contact=contact, kind="phone", value=value, **ours))
    conversation = Conversation(
        contact=contact,
        number=number,
        status=ConversationStatus.CLOSED,
        closed_at=closed_at,
        purpose=purpose,
        purpose_from="agent",
        assignee_id=agent.person_id,
        last_inbound_at=at,
        last_message_at=answered_at,
        preview=answer,
        preview_type="text",
        **ours,
    )
    past.add(conversation)
    past.add(_message(conversation, question, at))
    past.add(_message(conversation, answer, answered_at, agent=agent, random=random))
    past.add(
        ConversationEvent(
            conversation=conversation,
            kind=EventKind.CLOSED,
            actor_id=agent.person_id,
            actor_name=agent.name,
            at=closed_at,
            **ours,
        )
    )
    if random.random() < 0.4:
        _ask(past, random, conversation, closed_at + timedelta(minutes=1))


def _message(
    conversation: Conversation,
    text: str,
    at: datetime,
    *,
    agent: Actor | None = None,
    random: Random | None = None,
) -> Message:
    has_failed = random is not None and random.random() < 0.03
    status = "delivered" if agent else "received"
    left = at if agent else None
    arrived = None if has_failed else left
    return Message(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        direction="out" if agent else "in",
        type="text",
        text=text,
        content={"body": text},
        purpose=conversation.purpose,
        author_id=agent.person_id if agent else None,
        author_name=agent.name if agent else "",
        status="failed" if has_failed else status,
        error_code=random.choice(_FAILURES) if random and has_failed else "",
        created_at=at,
        at=at,
        accepted_at=left,
        sent_at=arrived,
        delivered_at=arrived,
        failed_at=left if has_failed else None,
    )


def _ask(past: _Past, random: Random, conversation: Conversation, at: datetime) -> None:
    """Bode asks whether they were helped; seven in ten answer."""
    score = random.choice((3, 3, 3, 3, 2, 1)) if random.random() < 0.7 else None
    text = "Bent u goed geholpen?"
    key = new_id()
    question = _message(conversation, text, at)
    question.id, question.direction, question.status = key, "out", "read"
    question.accepted_at = question.sent_at = question.delivered_at = question.read_at = at
    question.type, question.automatic = "interactive", "satisfaction"
    question.content = put_question(text, Scale.FACES, key, "nl")
    past.add(question)
    past.add(
        Satisfaction(
            municipality_id=conversation.municipality_id,
            question=question,
            purpose=conversation.purpose,
            scale=Scale.FACES,
            asked_at=at,
            score=score,
            scored_at=at + timedelta(minutes=3) if score else None,
        )
    )
