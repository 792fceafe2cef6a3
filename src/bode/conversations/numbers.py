"""Whose phone number a webhook tells of, and the scope in which that is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from bode.licensing.models import PhoneNumber
from bode.licensing.queries import find_number_by_platform_id
from bode.organisations.tenancy import every_tenant, scope

from .errors import NumberUnknown


class Numbers:
    """The numbers of a provider, of which its webhooks tell; each is looked up once.

    For the events of one transaction, as a number may get another municipality.
    """

    def __init__(self, provider: str) -> None:
        self.provider = provider
        self._found: dict[str | None, PhoneNumber] = {}

    @contextmanager
    def at(self, platform_id: str | None) -> Iterator[PhoneNumber]:
        """Record within this, all or nothing. Raises `NumberUnknown`."""
        number = self._found.get(platform_id)
        if number is None:
            number = self._found[platform_id] = self._find(platform_id)
        with scope(number.municipality_id), transaction.atomic():
            yield number

    def _find(self, platform_id: str | None) -> PhoneNumber:
        with every_tenant("a webhook names a phone number, not a municipality"):
            number = find_number_by_platform_id(platform_id or "", provider=self.provider)
        if number is None:
            raise NumberUnknown(platform_id)
        return number
