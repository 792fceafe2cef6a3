"""Putting a phone number under a licence, and reading the templates of its account."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from bode.organisations.actors import Actor
from bode.whatsapp.limits import THROUGHPUT

from . import jobs
from .errors import NumberTaken
from .models import Licence, PhoneNumber
from .states import LicenceStatus


@transaction.atomic
def connect_number(
    actor: Actor,
    licence_id: UUID,
    *,
    platform_id: str,
    account_id: str,
    display_number: str,
    access_token: str,
    messages_per_second: int = THROUGHPUT,
) -> PhoneNumber:
    """Put a phone number under a licence; done by the provider, who has it from the platform.

    `display_number` is E.164; `messages_per_second` is what the platform allows the number. The
    account's templates are read from the platform right after. Raises
    `Licence.DoesNotExist` for one that is another provider's or not in force, `NumberTaken`
    for a number that has a licence.
    """
    actor.require("account_manager", "licences")
    licence = Licence.objects.get(
        id=licence_id, provider_id=actor.organisation_id, status=LicenceStatus.ACTIVE
    )
    try:
        with transaction.atomic():
            number = PhoneNumber.objects.create(
                municipality_id=licence.municipality_id,
                provider_id=licence.provider_id,
                licence=licence,
                platform_id=platform_id,
                account_id=account_id,
                display_number=display_number,
                access_token=access_token,
                messages_per_second=messages_per_second,
            )
    except IntegrityError as taken:
        raise NumberTaken(display_number) from taken
    read_templates(number)
    return number


def read_templates(number: PhoneNumber) -> None:
    """Read the templates of a number's account from the platform, soon."""
    jobs.sync_templates.defer(number_id=str(number.id))
