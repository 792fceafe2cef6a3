"""What stands beside a conversation: services show there what they know of the citizen.

A service is anything that has something to show: cases, appointments, reports. It registers in
its `AppConfig.ready`, gives plain data and knows nothing of pages; the page decides how that
looks. It is asked when someone opens a conversation, in the scope of their municipality, and
must answer within a second. One that fails leaves the rest of the page as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction

from bode.conversations.models import Contact, Conversation
from bode.organisations.actors import Actor

log = logging.getLogger(__name__)

MOST = 10  # things of one service


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Beside what a service shows itself, and to whom."""

    actor: Actor
    conversation: Conversation

    @property
    def contact(self) -> Contact:
        """The citizen, with their identities."""
        return self.conversation.contact


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing: a case, an appointment, a report. Texts are in the page's language."""

    title: str
    about: str = ""
    status: str = ""
    at: datetime | None = None
    url: str = ""
    """Where there is more of it; empty for nowhere."""


class Service(Protocol):
    """Something that has things to show beside a conversation."""

    code: str
    """Its name for programs: small letters and hyphens."""

    def title(self) -> str:
        """What stands above its things, in the page's language."""

    def list_items(self, beside: Beside) -> Sequence[Item]:
        """What it knows of this citizen, the most important first; none when it knows nothing."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What one service shows; `has_failed` when it could not tell."""

    code: str
    title: str
    items: Sequence[Item]
    has_failed: bool = False


_services: dict[str, Service] = {}


def register(service: Service) -> None:
    """Let a service show itself, below those that did so before."""
    _services[service.code] = service


def list_panels(beside: Beside) -> list[Panel]:
    """The services that have something to show, or that can't tell."""
    panels = [_ask(service, beside) for service in _services.values()]
    return [each for each in panels if each.items or each.has_failed]


def _ask(service: Service, beside: Beside) -> Panel:
    try:
        with transaction.atomic():
            items = tuple(service.list_items(beside)[:MOST])
    except Exception as error:  # noqa: BLE001 - what a service raises is not known here
        # Without its words: they may say something about the citizen.
        log.warning("service %s can't show itself: %s", service.code, type(error).__name__)
        return Panel(code=service.code, title=service.title(), items=(), has_failed=True)
    return Panel(code=service.code, title=service.title(), items=items)
