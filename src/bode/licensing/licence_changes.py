"""Telling those above that a licence changed, so that what waits under it obeys at once."""

from __future__ import annotations

from collections.abc import Callable

from .models import Licence

Listener = Callable[[Licence, str], int]
"""Obeys a licence, which is locked and as it is now, after this (`suspend`, `end`, …) befell it;
returns how many messages it kept from leaving for good."""

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Be told, from now on, of each licence that changed, in the transaction that changes it."""
    _listeners.append(listener)


def tell(licence: Licence, what: str) -> int:
    """Let everyone obey; return how many messages will not leave any more."""
    return sum(listener(licence, what) for listener in _listeners)
