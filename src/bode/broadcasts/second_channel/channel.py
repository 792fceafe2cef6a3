"""What an administrator sets for the second channel of their municipality."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from bode.organisations.actors import Actor
from bode.privacy import audit

from ..actions import CRISIS
from ..models import Broadcast
from .models import SecondChannel
from .notify import Notify, service_of
from .provider import Provider
from .smtp import Smtp
from .states import EmailBy, Way

MAY_SET = "administrator"


def find_channel() -> SecondChannel | None:
    """What the municipality in scope set; None: nothing ever."""
    return SecondChannel.objects.first()


def find_channel_for(broadcast: Broadcast) -> SecondChannel | None:
    """The channel along which who lacks this broadcast gets it too; None: there is none."""
    channel = find_channel() if broadcast.purpose == CRISIS else None
    return channel if channel is not None and channel.is_on else None


def purpose_of_mail(municipality_id: UUID) -> str:
    """With which purpose this municipality mails citizens now; empty: with none."""
    channel = SecondChannel.objects.filter(municipality=municipality_id, is_on=True).first()
    return CRISIS if channel is not None and Way.EMAIL in channel.ways else ""


@dataclass(frozen=True, kw_only=True)
class ChannelSet:
    """What is set; an empty key leaves the one that is there."""

    on: bool
    minutes: int
    order: str = "sms"
    """One of `states.ORDERS`."""
    api_key: str = ""
    template_id: UUID | None = None
    email_by: EmailBy = EmailBy.NOTIFY
    email_template_id: UUID | None = None
    subject: str = ""


@transaction.atomic
def set_channel(actor: Actor, told: ChannelSet) -> None:
    """Set it. Raises `NotAllowed`."""
    actor.require(MAY_SET)
    channel = find_channel() or SecondChannel(municipality_id=actor.organisation_id)
    was_on, on = channel.is_on, told.on
    channel.is_on, channel.minutes, channel.order = on, told.minutes, told.order
    channel.template_id, channel.email_template_id = told.template_id, told.email_template_id
    channel.email_by, channel.subject = told.email_by, told.subject
    channel.sms_refused = channel.email_refused = ""
    if told.api_key:
        channel.api_key = told.api_key
    channel.save()
    _record(actor, "second_channel.set")
    if on != was_on:
        _record(actor, "second_channel.switch_on" if on else "second_channel.switch_off")


def name_provider(channel: SecondChannel, way: Way) -> str:
    """Who sends along this way now: a service of Notify by its id, or the mail server."""
    if way == Way.EMAIL and channel.email_by == EmailBy.SMTP:
        return EmailBy.SMTP
    return service_of(channel.api_key)


def connect(channel: SecondChannel, way: Way, *, subject: str = "") -> Provider:
    """The provider of this way, not opened yet. Raises `Refused`, and `SecretUnreadable`.

    `subject` is for a mail server, and else the one that was set; in NotifyNL's template it stands.
    """
    if way == Way.EMAIL and channel.email_by == EmailBy.SMTP:
        sender = channel.municipality.name
        return Smtp(settings.CITIZEN_MAIL_SERVER, f"Gemeente {sender}", subject or channel.subject)
    template_id = channel.template_id if way == Way.SMS else channel.email_template_id
    return Notify(settings.NOTIFY_URL, channel.api_key, way, str(template_id))


def _record(actor: Actor, what: str) -> None:
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what=what,
        subject="broadcasts.SecondChannel",
        subject_id=actor.organisation_id,
        purpose=CRISIS,
    )
