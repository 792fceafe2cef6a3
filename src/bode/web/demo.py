"""What the demo alone shows: invented accounts to sign in with, and numbers to connect."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings

from bode.licensing.models import Licence
from bode.licensing.queries import list_numbers
from bode.organisations.actors import list_everyone

from .templatetags.bode import role_name


@dataclass(frozen=True, kw_only=True)
class Account:
    email: str
    roles: str


# The simulator's numbers that no licence has yet, by municipality and provider: its number id,
# its account id and the number itself. The token is the simulator's, published on purpose.
_NUMBERS = {
    ("GM9902", "berichtenbrug"): ("100000000000002", "200000000000002", "+31 85 000 0002"),
    ("GM9902", "waterlijn"): ("100000000000003", "200000000000003", "+31 85 000 0003"),
}
_TOKEN = "simulator-token"  # noqa: S105


def demo_number(licence: Licence) -> dict[str, str]:
    """What the platform would have told this provider of a number that has no licence yet.

    Empty outside the demo.
    """
    found = _NUMBERS.get((licence.municipality.code, licence.provider.code))
    if not settings.DEMO or found is None:
        return {}
    platform_id, account_id, display_number = found
    if any(each.platform_id == platform_id for each in list_numbers()):
        return {}
    return {
        "platform_id": platform_id,
        "account_id": account_id,
        "display_number": display_number,
        "access_token": _TOKEN,
    }


def demo_accounts() -> list[tuple[str, list[Account]]]:
    """The accounts of the demo by organisation; empty everywhere else.

    Who was invited and has no password yet can't sign in with the demo's.
    """
    if not settings.DEMO:
        return []
    members = (each for each in list_everyone() if each.person.has_usable_password())
    return [
        (
            organisation,
            [Account(email=each.person.email, roles=role_name(each.role)) for each in people],
        )
        for organisation, people in groupby(members, key=lambda each: each.organisation.name)
    ]
