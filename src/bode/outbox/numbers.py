"""From which number a message leaves, with which token and under which licence."""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from asgiref.sync import sync_to_async

from bode.licensing.models import PhoneNumber
from bode.licensing.queries import licence_facts
from bode.organisations.tenancy import every_tenant
from bode.policy import LicenceFacts

FRESH_SECONDS = 1.0  # within this time a suspended licence stops what is already queued


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    platform_id: str
    access_token: str
    licence: LicenceFacts | None


class Numbers:
    """The numbers of all municipalities, read again every second."""

    def __init__(self) -> None:
        self._senders: dict[UUID, Sender] = {}
        self._held: list[UUID] = []
        self._read_at = -FRESH_SECONDS

    async def refresh(self) -> None:
        """Read again what is older than a second."""
        if time.monotonic() - self._read_at >= FRESH_SECONDS:
            self._senders, self._held = await sync_to_async(_read)()
            self._read_at = time.monotonic()

    def forget(self) -> None:
        """Read again at the next refresh, however soon."""
        self._read_at = -FRESH_SECONDS

    def sender(self, number_id: UUID) -> Sender:
        """The sender with this id; known, since a number is never removed while it sends."""
        return self._senders[number_id]

    @property
    def held(self) -> list[UUID]:
        """Numbers that may not send until someone has taken the cause away."""
        return self._held

    @property
    def known(self) -> set[UUID]:
        return set(self._senders)


def _read() -> tuple[dict[UUID, Sender], list[UUID]]:
    senders, held = {}, []
    with every_tenant("one dispatcher sends for all municipalities"):
        for number in PhoneNumber.objects.select_related("licence"):
            senders[number.id] = Sender(
                platform_id=number.platform_id,
                access_token=number.access_token,
                licence=licence_facts(number.licence),
            )
            if number.stopped_code is not None:
                held.append(number.id)
    return senders, held
