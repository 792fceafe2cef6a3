"""Which providers send webhooks here, and by which secrets they are recognised."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import structlog
from asgiref.sync import sync_to_async
from django.db import DatabaseError, connections

from bode.licensing.models import ProviderConnection
from bode.licensing.queries import list_connections
from bode.privacy.encryption import SecretUnreadable

from .proofs import Proof, proof_of

_log = structlog.get_logger(__name__)

_FRESH_SECONDS = 5.0
_AT_MOST_EVERY = 1.0  # seconds; unknown providers in the address must not load the database


@dataclass(frozen=True, kw_only=True, slots=True)
class Secrets:
    provider: str
    proof: Proof
    verify_token: str


class Providers:
    """The secrets of every provider, by the address to which its webhooks come.

    They are read at the start, every few seconds, and when an unknown provider is named, so
    that a new connection or another secret works without a restart.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._asked_at = float("-inf")
        self.known = False  # whether they were ever read
        self.by_path: dict[str, Secrets] = {}

    async def find(self, path: str) -> Secrets | None:
        """The provider behind this address; asks the database when it isn't known yet."""
        if path not in self.by_path and time.monotonic() - self._asked_at > _AT_MOST_EVERY:
            await self.refresh()
        return self.by_path.get(path)

    async def run(self) -> None:
        """Keep the secrets fresh until cancelled."""
        while True:
            await self.refresh()
            await asyncio.sleep(_FRESH_SECONDS if self.known else _AT_MOST_EVERY)

    async def refresh(self) -> None:
        """Read the secrets; with the database away, the ones that were read before remain."""
        self._asked_at = time.monotonic()
        try:
            found = await sync_to_async(_read, thread_sensitive=False)()
        except DatabaseError as away:
            _log.warning("intake.providers_not_read", error=type(away).__name__)
            return
        self.by_path = {self._prefix + secrets.provider: secrets for secrets in found}
        self.known = True


def _read() -> list[Secrets]:
    try:
        return list(filter(None, map(_secrets, list_connections())))
    finally:
        connections.close_all()


def _secrets(connection: ProviderConnection) -> Secrets | None:
    provider = connection.provider.code
    try:
        proof, verify_token = proof_of(connection), connection.verify_token
    except SecretUnreadable:  # its webhooks are refused, and the platform tries again for days
        _log.exception("intake.secrets_unreadable", provider=provider)
        return None
    if proof is None:  # anyone could sign with nothing
        _log.error("intake.secret_missing", provider=provider)
        return None
    return Secrets(provider=provider, proof=proof, verify_token=verify_token)
