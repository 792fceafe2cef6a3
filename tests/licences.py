"""How licences stand, as a test arranges it, and what several people do at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connections

from bode.licensing.models import Licence
from bode.organisations.tenancy import every_tenant


def stand(status: str) -> None:
    """Let every licence stand so; one that is suspended was suspended by its provider."""
    suspended_by = ["provider"] if status == "suspended" else []
    with every_tenant("a test's world"):
        Licence.objects.update(status=status, suspended_by=suspended_by)


def at_once(*deeds: Callable[[], None]) -> list[str]:
    """What became of deeds that are done by several people at the same moment."""
    barrier, outcomes = threading.Barrier(len(deeds)), list[str]()

    def do(deed: Callable[[], None]) -> None:
        barrier.wait(10)
        try:
            deed()
            outcomes.append("done")
        except Exception as refused:  # noqa: BLE001 - its name is the outcome
            outcomes.append(type(refused).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return outcomes
