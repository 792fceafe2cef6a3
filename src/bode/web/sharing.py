"""One rendering for all the open pages that ask for the same at the same moment.

A message in a municipality makes every open desk fetch its list, within the same second. What
they get is equal for all of them, so it is made once. It is made anew after every change that
`live` hears of; while `live` hears nothing, nothing is shared.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

KEEP_SECONDS = 5.0  # times and windows on a page go on without any change
MOST = 500  # renderings kept at once

_changes: Counter[str] = Counter()
_is_listening = False
_kept: dict[tuple[str, str], _Rendering] = {}


@dataclass
class _Rendering:
    lock: Lock = field(default_factory=Lock)
    after: int = -1  # the number of changes that it takes in
    until: float = 0.0
    text: str = ""


def changed(organisation_id: str) -> None:
    """Something of this organisation changed."""
    _changes[organisation_id] += 1


def listening(is_listening: bool) -> None:
    """Whether changes are heard of at all."""
    global _is_listening  # one listener in a process
    _is_listening = is_listening
    _kept.clear()


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
