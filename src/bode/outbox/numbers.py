"""From which number a message leaves, with which token and under which licence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Mapping
from functools import cached_property
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import transaction

from bode import policy
from bode.basics import now
from bode.licensing.error_notices import record_error
from bode.licensing.models import PhoneNumber
from bode.licensing.queries import licence_facts, limited_municipalities, withheld_traits
from bode.licensing.reaching import access_of, gateways
from bode.licensing.standing import Trait, effect_of
from bode.licensing.states import LicenceStatus
from bode.organisations.tenancy import every_tenant, scope
from bode.rulebook.queries import in_force
from bode.whatsapp import Access, Acts, Gateway, meaning

FRESH_SECONDS = 1.0

Withheld = Mapping[tuple[UUID, str], int]


class Sender:
    """A number, as it was when it was last read."""

    def __init__(
        self,
        number: PhoneNumber,
        along: Mapping[UUID, Gateway],
        withheld: Withheld,
        limited: Collection[UUID],
        rules: policy.Era,
    ) -> None:
        self.id = number.id
        self.account = (number.municipality_id, number.account_id)
        self.licence_id = number.licence_id
        self._number, self._along = number, along
        self.stopped = "" if number.stopped_code is None else str(number.stopped_code)
        """The platform's error that stopped this number, or an empty text."""
        self._withheld = withheld.get(self.account, 0)
        self.is_limited = number.municipality_id in limited
        """Whether the portfolio may write first to so many citizens a day, and no more."""
        self._licence, self._rules = licence_facts(number.licence), rules
        self.is_suspended = number.licence.status == LicenceStatus.SUSPENDED
        self._refusals: dict[str, policy.Refusal | None] = {}

    @cached_property
    def access(self) -> Access:
        """What a call for this number needs. Raises `SecretUnreadable`."""
        return access_of(self._number, self._along)

    def refusal(self, purpose: str) -> policy.Refusal | None:
        """Why a message with this purpose may not leave any more, if so.

        Asked again for each message: a licence may have changed since it was queued, or a
        version of the rules have begun that allows less. The rules are pure, so that one answer
        holds for all until the number is read again.
        """
        if purpose not in self._refusals:
            self._refusals[purpose] = policy.may_leave(purpose, self._licence, self._rules)
        return self._refusals[purpose]

    def withholds(self, traits: int) -> bool:
        """Whether the account may not send a message with these traits now."""
        return bool(self._withheld & traits)

    def withhold(self, traits: int) -> None:
        """The account may not send messages with these traits from now on."""
        self._withheld |= traits


class Numbers:
    """The numbers of all municipalities, read again every second."""

    def __init__(self) -> None:
        self._senders: dict[UUID, Sender] = {}
        self._read_at = -FRESH_SECONDS
        self._reading = asyncio.Lock()
        self._told: set[tuple[Sender, int, bool]] = set()

    async def refresh(self) -> None:
        """Read again what is older than a second. Raises `django.db.Error`."""
        await self._read_since(time.monotonic() - FRESH_SECONDS)

    async def _read_since(self, moment: float) -> None:
        """Read again, unless that began after this moment; who ask at once share one reading."""
        async with self._reading:
            if self._read_at <= moment:
                began = time.monotonic()
                self._senders = await sync_to_async(_read)()
                self._told.clear()
                self._read_at = began

    def find(self, number_id: UUID) -> Sender | None:
        """The sender with this id, unless it is new."""
        return self._senders.get(number_id)

    def counts(self, number_id: UUID, traits: int) -> bool:
        """Whether a message with these traits counts for its portfolio's limit, if it is sent.

        A number that is new may have a limit; one that sends nothing now needs no room.
        """
        sender = self._senders.get(number_id)
        if not traits & Trait.OPENS:
            return False
        if sender is None:
            return True
        return sender.is_limited and not sender.stopped and not sender.withholds(traits)

    async def learn(self, number_id: UUID) -> Sender:
        """The sender with this id, as it is from now on. Raises `django.db.Error`."""
        await self._read_since(time.monotonic())
        return self._senders[number_id]

    async def hear(self, sender: Sender, code: int, traits: int) -> None:
        """The platform refused a message with these traits for this error.

        What it says of the number or its account counts from now on for what this worker sends,
        and is told to them: once a second at most for each number, error and what it stops.
        """
        effect = effect_of(code, was_template=bool(traits & Trait.TEMPLATE))
        if effect.stops:
            sender.stopped = sender.stopped or str(code)
        sender.withhold(effect.withholds)
        acts = meaning(code, None).acts
        if not any(effect) and acts not in (Acts.ADMINISTRATOR, Acts.PROVIDER):
            return
        told = (sender, code, effect.stops)
        if told not in self._told:
            self._told.add(told)
            await sync_to_async(_tell)(sender, code, traits)


def _read() -> dict[UUID, Sender]:
    numbers = PhoneNumber.objects.select_related("licence")
    with every_tenant("one dispatcher sends for all municipalities"):
        along, withheld, limited = gateways(), withheld_traits(), limited_municipalities()
        rules = in_force()
        return {each.id: Sender(each, along, withheld, limited, rules) for each in numbers}


def _tell(sender: Sender, code: int, traits: int) -> None:
    with scope(sender.account[0]), transaction.atomic():
        if withheld_traits().get(sender.account, 0) & traits:
            return  # its account may not send such a message, and that is the cause
        number = PhoneNumber.objects.get(id=sender.id)
        record_error(number, code, now(), was_template=bool(traits & Trait.TEMPLATE))
