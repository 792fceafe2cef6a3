"""A number with the platform: its profile, its registration and its PIN.

Each is asked of the platform at once, as whoever asks waits for the answer, and raises what
`whatsapp.Client` raises: `Refused`, `Unreachable`, `AnswerLost`. A PIN passes through, and is kept
nowhere.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from asgiref.sync import async_to_sync

from bode import policy
from bode.organisations.actors import Actor
from bode.whatsapp import Access, Client, Gateway, Profile

from . import accounts, jobs
from .errors import ProfileIncomplete, RegisteredElsewhere
from .example_files import check_profile_picture
from .models import PhoneNumber
from .reaching import access_of, gateway_of, open_client

VERTICAL = "GOVT"
"""What every municipality is to the platform."""

_PATIENCE_SECONDS = 10.0  # someone looks at an empty page meanwhile

_Answer = TypeVar("_Answer")


def read_profile(number: PhoneNumber) -> Profile:
    """What citizens read beside a number, as the platform has it now."""
    access = access_of(number)
    return _ask(lambda client: client.profile(access))


def change_profile(actor: Actor, number: PhoneNumber, profile: Profile) -> None:
    """Replace the texts of a number's profile.

    Raises `ProfileIncomplete` when they lack what a citizen must be able to read.
    """
    actor.require("administrator", "account_manager")
    problems = policy.check_profile(
        description=profile.description, email=profile.email, websites=profile.websites
    )
    if problems:
        raise ProfileIncomplete(problems)
    access = access_of(number)
    _ask(lambda client: client.set_profile(access, profile))


def change_picture(actor: Actor, number: PhoneNumber, filename: str, data: bytes) -> None:
    """Replace the picture that citizens see. Raises `FileRefused`, `RegisteredElsewhere`."""
    access = _access_to_register(actor, number)
    mime_type = check_profile_picture(data)

    async def change(client: Client) -> None:
        handle = await client.upload_example(access, filename, mime_type, data)
        await client.set_picture(access, handle)

    _ask(change)


def is_registered_here(number: PhoneNumber) -> bool:
    """Whether its gateway lets us register it and set its picture; at 360dialog one does that on
    its own pages."""
    return gateway_of(number.provider_id) is Gateway.META


def register(actor: Actor, number: PhoneNumber, pin: str) -> None:
    """Let a number send: its PIN is set, or must be the one that it has already.

    If it stood still because it was not registered, it runs again. Raises `RegisteredElsewhere`.
    """
    access = _access_to_register(actor, number)
    _ask(lambda client: client.register(access, pin))
    accounts.take_in_registered(number)
    jobs.read_number_soon(number.id)


def change_pin(actor: Actor, number: PhoneNumber, pin: str) -> None:
    """Give a number another PIN, without the old one. Raises `RegisteredElsewhere`."""
    access = _access_to_register(actor, number)
    _ask(lambda client: client.set_pin(access, pin))


def _access_to_register(actor: Actor, number: PhoneNumber) -> Access:
    actor.require("administrator", "account_manager")
    access = access_of(number)
    if access.gateway is not Gateway.META:
        raise RegisteredElsewhere
    return access


def _ask(call: Callable[[Client], Awaitable[_Answer]]) -> _Answer:
    async def ask() -> _Answer:
        async with open_client(timeout_seconds=_PATIENCE_SECONDS) as client:
            return await call(client)

    return async_to_sync(ask)()
