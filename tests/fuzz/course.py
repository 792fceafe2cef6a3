"""The course that a payload runs: signed, through the door, and through the worker."""

from __future__ import annotations

import asyncio
import json
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from tests.fuzz.shapes import OUR_IDS
from tests.intake.street import ADDRESS, SECRET, TOKEN
from tests.webhook_samples import OURS, PHONE, USER_ID

from bode.basics import now
from bode.conversations.contacts import contact_for
from bode.conversations.models import Conversation, Message
from bode.intake.describing import is_about_strangers
from bode.intake.door import PREFIX, Door
from bode.intake.models import Webhook, WebhookState
from bode.intake.processing import process_due, process_waiting
from bode.intake.providers import Providers
from bode.intake.store import Store
from bode.licensing.models import PhoneNumber, ProviderConnection
from bode.whatsapp import HEADER, Identity, NotAWebhook, parse_webhook, sign

_AT_ONCE = 100
_EMPTY = """
TRUNCATE intake_webhook, conversations_contact, conversations_statusreport,
         licensing_platformnotice, procrastinate_jobs CASCADE
"""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What should not have happened, and the payloads that made it happen."""

    what: str
    bodies: Sequence[bytes]


@dataclass
class Course:
    """The door and the worker, with what they made of all payloads so far."""

    door: Door
    loop: asyncio.Runner
    number: PhoneNumber
    answers: Counter[int] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def run(self, bodies: Sequence[bytes]) -> None:
        """Send payloads to an empty world, and look at what became of each."""
        self._begin_anew()
        for first in range(0, len(bodies), _AT_ONCE):
            self._send(bodies[first : first + _AT_ONCE])
            self._process(process_waiting)
        Webhook.objects.filter(state=WebhookState.FAILED).update(next_attempt_at=now())
        self._process(process_due)
        self._judge()
        for body in bodies:
            self._read(body)

    def _begin_anew(self) -> None:
        """Nothing but a conversation in which we sent two messages; one was not answered yet."""
        with connection.cursor() as cursor:
            cursor.execute(_EMPTY)
        municipality = self.number.municipality
        contact = contact_for(municipality.id, Identity(phone=PHONE, user_id=USER_ID))
        conversation = Conversation.objects.create(
            municipality=municipality, contact=contact, number=self.number
        )
        for place, wamid in enumerate([OURS, None]):
            Message.objects.create(
                id=OUR_IDS[place],
                municipality=municipality,
                conversation=conversation,
                direction="out",
                purpose="permits",
                type="text",
                content={"body": "Ja"},
                status="sending",
                wamid=wamid,
                at=now(),
            )

    def _send(self, bodies: Sequence[bytes]) -> None:
        for body, answer in zip(bodies, self.loop.run(self._post_all(bodies)), strict=True):
            self.answers[answer] += 1
            if answer not in _right_answers(body):
                self.faults.append(Fault(what=f"The door answered {answer}.", bodies=[body]))

    async def _post_all(self, bodies: Sequence[bytes]) -> list[int]:
        return await asyncio.gather(*map(self._post, bodies))

    async def _post(self, body: bytes) -> int:
        answers: list[int] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answers.append(message["status"])

        signature = sign(body, SECRET).encode()
        headers = [(HEADER.lower().encode(), signature)]
        scope = {"type": "http", "method": "POST", "path": ADDRESS, "headers": headers}
        try:
            await self.door(scope, receive, send)
        except Exception:  # noqa: BLE001 - the server makes a 500 of whatever comes out
            return 500
        return answers[0]

    def _process(self, some: Callable[[], int]) -> None:
        try:
            while some():
                pass
        except Exception:  # noqa: BLE001 - this is what is looked for
            waiting = Webhook.objects.filter(state__in=[WebhookState.NEW, WebhookState.FAILED])
            bodies = [bytes(each.body) for each in waiting.order_by("id")[:50]]
            self.faults.append(Fault(what=traceback.format_exc(limit=-4), bodies=bodies))
            waiting.delete()

    def _judge(self) -> None:
        for webhook in Webhook.objects.only("state", "error", "body").iterator():
            self.states[webhook.state] += 1
            if not _is_explained(webhook):
                what = f"A webhook is {webhook.state}: {webhook.error or 'no reason given'}"
                self.faults.append(Fault(what=what, bodies=[bytes(webhook.body)]))

    def _read(self, body: bytes) -> None:
        """Count what a payload tells, in the names of our events and contents."""
        try:
            for event in parse_webhook(body):
                content = getattr(event, "content", None)
                name = type(event).__name__
                self.kinds[f"{name} · {type(content).__name__}" if content else name] += 1
        except NotAWebhook:
            self.kinds["no JSON"] += 1
        except Exception as error:  # noqa: BLE001 - the worker takes the whole webhook for unknown
            self.faults.append(Fault(what=f"The reader failed: {error!r}", bodies=[body]))


def _is_explained(webhook: Webhook) -> bool:
    """Whether it was recorded, or stays in the log for a reason that lies with its sender."""
    match webhook.state:
        case WebhookState.DONE:
            return True
        case WebhookState.UNKNOWN:
            return bool(webhook.error)
        case WebhookState.FAILED:
            return is_about_strangers(webhook.error)
    return False


def _right_answers(body: bytes) -> set[int]:
    """What the door should say of a signed body, by another reader of JSON than its own."""
    try:
        json.loads(body.decode())
    except RecursionError:
        return {200, 400}
    except ValueError:
        return {400}
    return {200}


@contextmanager
def course(number: PhoneNumber) -> Iterator[Course]:
    """The door, opened, and a worker; for webhooks of this number's provider."""
    ProviderConnection.objects.create(
        provider=number.provider, app_secret=SECRET, verify_token=TOKEN
    )
    door = Door(Providers(PREFIX), Store())
    with asyncio.Runner() as loop:
        living = [loop.get_loop().create_task(each.run()) for each in (door.providers, door.store)]
        loop.run(_until_open(door))
        yield Course(door, loop, number)
        for each in living:
            each.cancel()


async def _until_open(door: Door) -> None:
    async with asyncio.timeout(10):
        while not (door.providers.known and door.store.is_connected):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
