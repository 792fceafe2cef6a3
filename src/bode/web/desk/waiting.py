"""Why a message of ours has not left yet, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bode.basics import now
from bode.conversations.models import Message
from bode.conversations.states import Direction, MessageStatus
from bode.outbox.queries import find_waits
from bode.outbox.states import Waits

PATIENCE = timedelta(seconds=5)  # nearly all leave before anyone wonders

WORDS = {
    Waits.FOR_FILE: gettext_noop("Wacht op het bestand. Dat gaat eerst naar WhatsApp."),
    Waits.FOR_NUMBER: gettext_noop("Wacht tot het nummer van de gemeente weer mag versturen."),
    Waits.FOR_ACCOUNT: gettext_noop("Wacht tot WhatsApp dit soort berichten weer toelaat."),
    Waits.FOR_BATCH: gettext_noop("Wacht tot iemand met het groepsbericht verdergaat."),
    Waits.FOR_PORTFOLIO: gettext_noop("Wacht tot WhatsApp weer meer inwoners toestaat."),
    Waits.FOR_STATUS: gettext_noop("Wacht op WhatsApp: is het verstuurd of niet?"),
    Waits.FOR_PERSON: gettext_noop("Wacht op uw keuze."),
    Waits.FOR_WORKER: gettext_noop(
        "Bode verstuurt nu niets. Dit bericht gaat vanzelf weg zodra Bode weer werkt."
    ),
    Waits.FOR_LICENCE: gettext_noop("Wacht tot de vergunning van de gemeente weer geldt."),
    Waits.FOR_WRITER: gettext_noop("Gaat zo weg. Wie het schreef, kan het nog terughalen."),
    Waits.FOR_RETRY: gettext_noop("Nog niet gelukt. Bode probeert het vanzelf opnieuw."),
    Waits.FOR_EARLIER: gettext_noop("Wacht op het vorige bericht aan deze inwoner."),
    Waits.FOR_CITIZEN: gettext_noop(
        "Deze inwoner kreeg veel berichten achter elkaar. Dit bericht gaat zo vanzelf weg."
    ),
    Waits.FOR_PACE: gettext_noop(
        "Bode verstuurt nu veel berichten tegelijk. Dit bericht wacht op zijn beurt."
    ),
}


def is_leaving(message: Message) -> bool:
    """Whether it is ours, and WhatsApp has not taken it yet."""
    may_leave = message.status in (MessageStatus.QUEUED, MessageStatus.SENDING)
    return message.direction == Direction.OUT and may_leave and message.accepted_at is None


def explain_waits(messages: Iterable[Message]) -> dict[UUID, str]:
    """Why those among these wait that have waited for a while."""
    since = now() - PATIENCE
    waiting = [each.id for each in messages if is_leaving(each) and each.at < since]
    if not waiting:
        return {}
    return {message_id: _(WORDS[why]) for message_id, why in find_waits(waiting).items()}
