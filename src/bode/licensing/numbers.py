"""Putting a phone number under a licence, and reading the templates of its account."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from bode.organisations.actors import Actor

from . import accounts, jobs
from .errors import NumberTaken
from .licence_history import remember
from .licence_states import LicenceParty
from .licence_steps import lock_licence
from .models import Licence, PhoneNumber
from .sections import Section
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
    ours = Licence.objects.filter(provider_id=actor.organisation_id, status=LicenceStatus.ACTIVE)
    licence = ours.select_for_update().get(id=licence_id)
    try:
        with transaction.atomic():
            account = accounts.lock(licence.municipality_id, licence.provider_id, account_id)
            known = _find(licence, platform_id, display_number)
            number = known or PhoneNumber(
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
    _remember(actor, number, "correct_number" if known else "connect_number")
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
    lock_licence(ours.values_list("licence_id", flat=True).get(id=number_id))
    number = ours.defer("access_token").get(id=number_id)  # the one that it has may be unreadable
    accounts.take_in_key(number, access_token)
    _remember(actor, number, "change_key")
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


def declared_number(licence: Licence) -> str:
    """The number in the application from which a licence came; empty where it names none."""
    declared = licence.application.sections.filter(name=Section.NUMBER).first()
    return str(declared.data.get("number", "")) if declared else ""


def _remember(actor: Actor, number: PhoneNumber, what: str) -> None:
    facts = {"number": number.display_number}
    remember(number.licence, actor, what, by=LicenceParty.PROVIDER, facts=facts)


def _tell(number: PhoneNumber) -> None:
    for listener in _listeners:
        listener(number.id)


def _find(licence: Licence, platform_id: str, display_number: str) -> PhoneNumber | None:
    """The number that is meant, also when one of the two was wrong the first time."""
    same = Q(platform_id=platform_id) | Q(display_number=display_number)
    return licence.phone_numbers.select_for_update().filter(same).first()
