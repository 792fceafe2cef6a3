"""Trying ids and key of a number at the platform, before Bode relies on them."""

from __future__ import annotations

from collections.abc import Sequence

from asgiref.sync import async_to_sync

from bode.basics import bare_digits
from bode.organisations.actors import Actor
from bode.whatsapp import Access, Gateway, TemplateShape

from .errors import AnotherNumber
from .reaching import gateway_of, open_client

_PATIENCE_SECONDS = 10.0  # someone looks at an empty page meanwhile


def try_number(
    actor: Actor, *, platform_id: str, account_id: str, display_number: str, access_token: str
) -> None:
    """Ask the platform, along the actor's own gateway, whether these belong together.

    Raises as `prove`.
    """
    actor.require("account_manager", "licences")
    access = Access(
        gateway=gateway_of(actor.organisation_id),
        number_id=platform_id,
        account_id=account_id,
        token=access_token,
    )
    prove(access, display_number)


def prove(access: Access, display_number: str) -> Sequence[TemplateShape]:
    """Ask for number and templates along a new way: it proves ids and key.

    That it is the number that is meant, Meta alone can tell: raises `AnotherNumber` when it is
    not; and what the platform's refusal raises: `Refused`, `Unreachable`, `AnswerLost`.
    """

    async def ask() -> Sequence[TemplateShape]:
        async with open_client(timeout_seconds=_PATIENCE_SECONDS) as client:
            if access.gateway is Gateway.META:
                _require_same(display_number, (await client.number(access)).phone)
            else:
                await client.profile(access)  # of the number
            return await client.templates(access)  # and of its account

    return async_to_sync(ask)()


def _require_same(meant: str, found: str) -> None:
    if bare_digits(found) != bare_digits(meant):
        raise AnotherNumber(found)
