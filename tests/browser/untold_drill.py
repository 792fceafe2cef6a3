"""A program that, in a demo that runs, lets the last drill be one without a report."""

from __future__ import annotations

from bode.processes.starting import started_beside_demo


def forget() -> None:
    """None could be made, and by now its world is gone."""
    from bode.basics import now
    from bode.broadcasts.models import Drill
    from bode.organisations.tenancy import every_tenant

    with every_tenant("a test's world"):
        last = Drill.objects.latest("began_at")
        Drill.objects.filter(id=last.id).update(told=None, cleaning_at=now(), cleaned_at=now())


if __name__ == "__main__":
    with started_beside_demo("tests"):
        forget()
