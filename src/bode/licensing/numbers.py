"""Putting a phone number under a licence, and reading the templates of its account."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from bode.organisations.actors import Actor

from . import accounts, jobs
from .errors import NumberTaken
from .models import Licence, PhoneNumber
from .states import LicenceStatus

Listener = Callable[[UUID], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Be told, from now on, of each number that may reach the platform again, or by another key."""
    _listeners.append(listener)


@transaction.atomic
def connect_number(
    actor: Actor,
    licence_id: UUID,
    *,
    platform_id: str,
    account_id: str,
    display_number: str,
    access_token: str,
    messages_per_second: int | None = None,
) -> PhoneNumber:
    """Put a phone number under a licence; done by the provider, who has it from the platform.

    `display_number` is E.164; `messages_per_second` is what the platform allows the number,
    where that is not the usual. The account's templates are read from the platform right after.

    The number, or the platform's id of it, again under the same licence corrects what was wrong:
    its key and ids are replaced, and it is checked anew.

    Raises `Licence.DoesNotExist` for one that is another provider's or not in force, `NumberTaken`
    for a number that has another licence.
    """
    actor.require("account_manager", "licences")
    licence = Licence.objects.get(
        id=licence_id, provider_id=actor.organisation_id, status=LicenceStatus.ACTIVE
    )
    try:
        with transaction.atomic():
            account = accounts.lock(licence.municipality_id, licence.provider_id, account_id)
            number = _find(licence, platform_id, display_number) or PhoneNumber(
                municipality_id=licence.municipality_id,
                provider_id=licence.provider_id,
                licence=licence,
            )
            number.platform_id = platform_id
            number.account_id = account_id
            number.display_number = display_number
            number.access_token = access_token
            if messages_per_second is not None:
                number.messages_per_second = messages_per_second
            accounts.take_in_connected(account, number)
            number.save()
    except IntegrityError as taken:
        raise NumberTaken(display_number) from taken
    read_templates(number)
    jobs.read_number_soon(number.id)
    _tell(number)
    return number


@transaction.atomic
def change_key(actor: Actor, number_id: UUID, access_token: str) -> PhoneNumber:
    """Give a number another key of the platform's; it is checked anew.

    It runs again, unless it stands still for what a key can't take away.

    Raises `PhoneNumber.DoesNotExist` for one that is another provider's.
    """
    actor.require("account_manager")
    ours = PhoneNumber.objects.filter(provider_id=actor.organisation_id)
    number = ours.defer("access_token").get(id=number_id)  # the one that it has may be unreadable
    accounts.take_in_key(number, access_token)
    read_templates(number)
    jobs.read_number_soon(number.id)
    _tell(number)
    return number


@transaction.atomic
def resume_number(number: PhoneNumber) -> None:
    """Let a number send again, after someone has taken the cause away.

    Its templates are read once more: if the cause is still there, that stops it again.
    """
    accounts.take_in_resumed(number)
    read_templates(number)
    _tell(number)


def read_templates(number: PhoneNumber) -> None:
    """Read the templates of a number's account from the platform, soon."""
    jobs.sync_templates.defer(number_id=str(number.id))


def _tell(number: PhoneNumber) -> None:
    for listener in _listeners:
        listener(number.id)


def _find(licence: Licence, platform_id: str, display_number: str) -> PhoneNumber | None:
    """The number that is meant, also when one of the two was wrong the first time."""
    same = Q(platform_id=platform_id) | Q(display_number=display_number)
    return licence.phone_numbers.select_for_update().filter(same).first()
