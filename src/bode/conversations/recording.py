"""Recording what the platform reports. Twice, late or out of order: the result is the same."""

from __future__ import annotations

from datetime import datetime

from bode.basics import now
from bode.licensing.error_notices import record_errors
from bode.licensing.models import PhoneNumber
from bode.licensing.notices import Noticed, record_notice
from bode.outbox.unknown_errors import report_unknown
from bode.whatsapp import (
    Event,
    HistoryMessage,
    InboundMessage,
    MessageEcho,
    StatusUpdate,
    TemplateEvent,
    UserPreference,
    ValueErrors,
)

from .contacts import contact_for
from .importing import record_echo, record_old_message
from .numbers import Numbers
from .receiving import record_message
from .statuses import record_statuses
from .template_news import record_template_news
from .withdrawing import choose_marketing


def record(event: Event, numbers: Numbers, heard_at: datetime | None = None) -> None:
    """Take in one event that a provider's webhook told, all or nothing; of its own numbers alone.

    `heard_at` is when the webhook came, if not just now: some events don't tell their own time.

    Raises `NumberUnknown` when none of its numbers is meant, `MessageUnknown` when it is about
    a message that may come later: try again then. Kinds of event that have no effect yet are left
    to the log that they came from.
    """
    match event:
        case InboundMessage():
            with numbers.at(event.phone_number_id) as number:
                record_message(number, event)
        case StatusUpdate():
            record_statuses([event], numbers)
        case UserPreference():
            with numbers.at(event.phone_number_id) as number:
                _record_preference(number, event)
        case MessageEcho():
            with numbers.at(event.phone_number_id) as number:
                record_echo(number, event)
        case HistoryMessage():
            with numbers.at(event.phone_number_id) as number:
                record_old_message(number, event)
        case TemplateEvent():
            record_template_news(event, numbers.provider)
        case ValueErrors():
            _record_errors(event, numbers, heard_at or now())
        case _ if isinstance(event, Noticed):
            record_notice(event, numbers.provider)


MARKETING = "marketing_messages"
_WANTED = {"stop": False, "resume": True, "signup": True}


def _record_preference(number: PhoneNumber, event: UserPreference) -> None:
    wanted = _WANTED.get(event.value)
    if event.category == MARKETING and wanted is not None:
        contact = contact_for(number.municipality_id, event.citizen)
        choose_marketing(contact, wanted=wanted, at=min(event.timestamp, now()))


def _record_errors(event: ValueErrors, numbers: Numbers, heard_at: datetime) -> None:
    """Trouble of a number or its account, told without any message."""
    codes = [error.code for error in event.errors if error.code is not None]
    for code in codes:
        report_unknown(code)
    if event.phone_number_id is not None:
        with numbers.at(event.phone_number_id) as number:
            record_errors(number, codes, heard_at)
