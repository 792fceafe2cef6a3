"""One answer for all the open pages that ask for the same at the same moment.

What `shared` makes is made anew after every change that `live` hears of. What is kept
`for_a_moment` changes seldom, stands on every page and may be two seconds old: but not for who
just changed something, nor once `live` heard that anything may have changed. While `live` hears
nothing, nothing is shared.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

KEEP_SECONDS = 5.0  # times and windows on a page go on without any change
MOST = 500  # renderings kept at once
MOMENT_SECONDS = 2.0

_changes: Counter[str] = Counter()
_is_listening = False
_kept: dict[tuple[str, str], _Rendering] = {}
_moments: dict[UUID, dict[str, tuple[float, Any]]] = {}  # by organisation: until when, and what

T = TypeVar("T")


@dataclass
class _Rendering:
    lock: Lock = field(default_factory=Lock)
    after: int = -1  # the number of changes that it takes in
    until: float = 0.0
    text: str = ""


def changed(organisation_id: str) -> None:
    """Something of this organisation changed."""
    _changes[organisation_id] += 1


def anything_changed(organisation_id: str | None) -> None:
    """Anything of this organisation, or of all, may have changed: also what stands above pages."""
    if organisation_id is None:
        _moments.clear()
    else:
        acted(UUID(organisation_id))


def listening(is_listening: bool) -> None:
    """Whether changes are heard of at all."""
    global _is_listening  # one listener in a process
    _is_listening = is_listening
    _kept.clear()
    _moments.clear()


def shared(organisation_id: UUID, key: str, make: Callable[[], str]) -> str:
    """What `make` returns, or what it returned for another page since the last change."""
    if not _is_listening:
        return make()
    if len(_kept) > MOST:
        _kept.clear()
    owner = str(organisation_id)
    kept = _kept.setdefault((owner, key), _Rendering())
    with kept.lock:
        # Read before making: a change that comes meanwhile makes the next page ask again.
        changes = _changes[owner]
        if kept.after != changes or time.monotonic() > kept.until:
            kept.text = make()
            kept.after, kept.until = changes, time.monotonic() + KEEP_SECONDS
        return kept.text


def for_a_moment(organisation_id: UUID, key: str, make: Callable[[], T]) -> T:
    """What `make` returns, or what it returned less than two seconds ago."""
    if not _is_listening:
        return make()
    theirs = _moments.setdefault(organisation_id, {})
    until, known = theirs.get(key, (0.0, None))
    if time.monotonic() > until:
        known = make()
        theirs[key] = (time.monotonic() + MOMENT_SECONDS, known)
    return known  # type: ignore[no-any-return] # under this key stands what such a `make` returned


def acted(organisation_id: UUID) -> None:
    """Someone there changed something, and is to see so."""
    _moments.pop(organisation_id, None)
