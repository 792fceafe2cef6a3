"""From which number a message leaves, with which token and under which licence."""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from asgiref.sync import sync_to_async

from bode import policy
from bode.licensing.actions import stop_number
from bode.licensing.models import PhoneNumber
from bode.licensing.queries import licence_facts
from bode.organisations.tenancy import every_tenant

FRESH_SECONDS = 1.0  # within this time a suspended licence stops what is already queued


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    platform_id: str
    access_token: str
    licence: policy.LicenceFacts | None
    stopped: str  # the platform's error that stopped this number, or empty


class Numbers:
    """The numbers of all municipalities, read again every second."""

    def __init__(self) -> None:
        self._senders: dict[UUID, Sender] = {}
        self._refusals: dict[tuple[UUID, str], policy.Refusal | None] = {}
        self._stopped: dict[UUID, str] = {}
        self._read_at = -FRESH_SECONDS

    async def refresh(self) -> None:
        """Read again what is older than a second. Raises `django.db.Error`."""
        if time.monotonic() - self._read_at < FRESH_SECONDS:
            return
        self._senders = await sync_to_async(_read)()
        self._refusals.clear()
        self._stopped = {key: each.stopped for key, each in self._senders.items() if each.stopped}
        self._read_at = time.monotonic()

    async def learn(self, number_id: UUID) -> None:
        """Read again at once when this number is new."""
        if number_id not in self._senders:
            self._read_at = -FRESH_SECONDS
            await self.refresh()

    def sender(self, number_id: UUID) -> Sender:
        """The sender with this id, which `learn` was asked for."""
        return self._senders[number_id]

    def refusal(self, number_id: UUID, purpose: str) -> policy.Refusal | None:
        """Why a message with this purpose may not leave from this number any more, if so.

        Asked again for each message: a licence may have been suspended since it was queued. The
        rules are pure, so that one answer holds for all until the licences are read again.
        """
        key = (number_id, purpose)
        if key not in self._refusals:
            self._refusals[key] = policy.may_leave(purpose, self._senders[number_id].licence)
        return self._refusals[key]

    def stopped(self, number_id: UUID) -> str:
        """The platform's error that stopped this number, or an empty text."""
        return self._stopped.get(number_id, "")

    async def stop(self, number_id: UUID, code: str) -> None:
        """Send nothing more from this number, until someone has taken the cause away."""
        if number_id not in self._stopped:
            self._stopped[number_id] = code
            await sync_to_async(_stop)(number_id, int(code) if code.isdecimal() else 0)


def _read() -> dict[UUID, Sender]:
    with every_tenant("one dispatcher sends for all municipalities"):
        return {
            number.id: Sender(
                platform_id=number.platform_id,
                access_token=number.access_token,
                licence=licence_facts(number.licence),
                stopped="" if number.stopped_code is None else str(number.stopped_code),
            )
            for number in PhoneNumber.objects.select_related("licence")
        }


def _stop(number_id: UUID, code: int) -> None:
    with every_tenant("the platform stopped this number"):
        stop_number(number_id, code)
