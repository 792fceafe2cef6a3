"""Following broadcasts in the terminal."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from bode.broadcasts.models import Broadcast

LOOK_SECONDS = 1.0
RATE_OVER = 5
"""So many looks make the rate that is told."""


def list_latest(_: Namespace) -> int:
    from bode.processes.starting import started_beside_demo

    with started_beside_demo("broadcasts"):
        from bode.broadcasts.queries import list_broadcasts
        from bode.organisations.tenancy import every_tenant

        with every_tenant("an operator looks at all municipalities"):
            for each in list_broadcasts():
                print(f"{each.id}  {each.created_at:%Y-%m-%d %H:%M}Z  {each.status:17} {each.name}")
    return 0


def watch(asked: Namespace) -> int:
    from bode.processes.starting import started_beside_demo

    with started_beside_demo("broadcasts"):
        from bode.broadcasts.models import Broadcast
        from bode.broadcasts.queries import access_broadcast
        from bode.organisations.tenancy import every_tenant

        with every_tenant("an operator looks at all municipalities"):
            try:
                _follow(access_broadcast(asked.id))
            except Broadcast.DoesNotExist:
                print(f"bode broadcasts: there is no broadcast {asked.id}.", file=sys.stderr)
                return 1
    return 0


def broadcast_id(text: str) -> UUID:
    return UUID(text)


def _follow(broadcast: Broadcast) -> None:
    """A line whenever something changed, until nothing will any more."""
    from bode.broadcasts.queries import count_gone, count_recipients
    from bode.outbox.queries import find_circuit

    looks: deque[tuple[float, int]] = deque(maxlen=RATE_OVER)
    before = ""
    while True:
        broadcast.refresh_from_db()
        counts = count_recipients(broadcast)
        looks.append((time.monotonic(), count_gone(counts)))
        line = _line(broadcast.status, counts, _rate(looks))
        if counts["queued"] and (circuit := find_circuit(broadcast.number_id)):
            line += f"; WhatsApp has not answered since {circuit.opened_at:%H:%M:%S}Z"
        if line != before:
            print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)
            before = line
        if broadcast.ended_at is not None and not counts["queued"] and not counts["sent"]:
            return
        time.sleep(LOOK_SECONDS)


def _rate(looks: deque[tuple[float, int]]) -> float:
    """Messages a second over the last looks."""
    seconds = looks[-1][0] - looks[0][0]
    return (looks[-1][1] - looks[0][1]) / seconds if seconds else 0.0


def _line(status: str, counts: dict[str, int], rate: float) -> str:
    parts = [f"{count:,} {name}" for name, count in counts.items() if count and name != "total"]
    line = f"{status}: {', '.join(parts) or 'nobody'}"
    if rate > 0 and counts["queued"]:
        left = timedelta(seconds=round(counts["queued"] / rate))
        line += f"; {rate:,.0f} a second, {left} left"
    return line
