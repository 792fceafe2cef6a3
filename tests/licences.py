"""How licences stand, as a test arranges it."""

from __future__ import annotations

from bode.licensing.models import Licence
from bode.organisations.tenancy import every_tenant


def stand(status: str) -> None:
    """Let every licence stand so; one that is suspended was suspended by its provider."""
    suspended_by = ["provider"] if status == "suspended" else []
    with every_tenant("a test's world"):
        Licence.objects.update(status=status, suspended_by=suspended_by)
