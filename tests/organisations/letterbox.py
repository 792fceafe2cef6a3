"""What was mailed to someone, and the personal link in it."""

from __future__ import annotations

import re

from bode.organisations.models import Mail
from bode.organisations.tenancy import every_tenant


def newest_letter(address: str) -> Mail:
    with every_tenant("a test looks at everything"):
        found = Mail.objects.filter(address=address).order_by("-created_at", "-id").first()
    assert found is not None, f"nothing was mailed to {address}"
    return found


def link_to(address: str) -> str:
    """The token in the newest invitation to this address."""
    found = re.search(r"/invitations/([\w-]+)/", newest_letter(address).text)
    assert found is not None
    return found[1]
