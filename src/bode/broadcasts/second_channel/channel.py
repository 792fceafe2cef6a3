"""What an administrator sets for the second channel of their municipality."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction

from bode.organisations.actors import Actor
from bode.privacy import audit

from ..actions import CRISIS
from .models import SecondChannel
from .notify import Notify

MAY_SET = "administrator"


def find_channel() -> SecondChannel | None:
    """What the municipality in scope set; None: nothing ever."""
    return SecondChannel.objects.first()


@transaction.atomic
def set_channel(actor: Actor, *, on: bool, minutes: int, template_id: UUID, api_key: str) -> None:
    """Set it; an empty key leaves the one that is there. Raises `NotAllowed`."""
    actor.require(MAY_SET)
    channel = find_channel() or SecondChannel(municipality_id=actor.organisation_id)
    was_on = channel.is_on
    channel.is_on, channel.minutes, channel.template_id = on, minutes, template_id
    channel.refused = ""
    if api_key:
        channel.api_key = api_key
    channel.save()
    _record(actor, "second_channel.set")
    if on != was_on:
        _record(actor, "second_channel.switch_on" if on else "second_channel.switch_off")


def connect(channel: SecondChannel) -> Notify:
    """The provider, not opened yet. Raises `Refused`, and `SecretUnreadable`."""
    return Notify(settings.NOTIFY_URL, channel.api_key, str(channel.template_id))


def _record(actor: Actor, what: str) -> None:
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what=what,
        subject="broadcasts.SecondChannel",
        subject_id=actor.organisation_id,
        purpose=CRISIS,
    )
