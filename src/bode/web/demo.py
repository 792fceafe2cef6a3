"""What the demo alone shows: with which invented account one can sign in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings

from bode.organisations.actors import list_everyone

from .templatetags.bode import role_name


@dataclass(frozen=True, kw_only=True)
class Account:
    email: str
    roles: str


def demo_accounts() -> list[tuple[str, list[Account]]]:
    """The accounts of the demo by organisation; empty everywhere else."""
    if not settings.DEMO:
        return []
    return [
        (
            organisation,
            [Account(email=each.person.email, roles=role_name(each.role)) for each in members],
        )
        for organisation, members in groupby(
            list_everyone(), key=lambda member: member.organisation.name
        )
    ]
