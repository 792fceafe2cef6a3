"""What the platform reports of our messages, and what that says of citizens and numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from bode.basics import now
from bode.licensing.error_notices import record_error
from bode.licensing.models import PhoneNumber
from bode.outbox.actions import let_next_follow
from bode.outbox.unknown_errors import report_unknown
from bode.whatsapp import StatusUpdate

from .contacts import contact_for
from .explaining import code_told
from .models import Message
from .numbers import Numbers
from .reporting import Report, record_reports
from .withdrawing import MARKETING_STOPPED, choose_marketing


def record_statuses(events: Sequence[StatusUpdate], numbers: Numbers) -> None:
    """Take in many statuses at once, which costs hardly more than one; all or none of a number's.

    Raises `NumberUnknown`.
    """
    by_number: dict[str | None, list[StatusUpdate]] = defaultdict(list)
    for event in events:
        by_number[event.phone_number_id].append(event)
    for platform_id, told in by_number.items():
        with numbers.at(platform_id) as number:
            record_reports(number.municipality_id, [_report(each) for each in told])
            _let_next_follow(number, told)
            _record_refusals(number, [each for each in told if each.errors])


def _let_next_follow(number: PhoneNumber, events: Sequence[StatusUpdate]) -> None:
    reported = [
        (name, message_id)
        for event in events
        if (message_id := _uuid(event.callback_data)) is not None
        for name in (event.recipient.phone, event.recipient.user_id)
        if name
    ]
    if reported:
        let_next_follow(number.id, reported)


def _record_refusals(number: PhoneNumber, events: Sequence[StatusUpdate]) -> None:
    """What refused messages say of their citizens; and of their number, once for all of them."""
    latest: dict[tuple[int, bool], datetime] = {}
    answers = _answers_among(number, events)
    for event in events:
        codes = {error.code for error in event.errors if error.code is not None}
        if MARKETING_STOPPED in codes:
            _record_refused_marketing(number, event)
        at, was_template = min(event.timestamp, now()), event.wamid not in answers
        for code in codes:
            latest[code, was_template] = max(at, latest.get((code, was_template), at))
    for (code, was_template), at in latest.items():
        record_error(number, code, at, was_template=was_template)


def _answers_among(number: PhoneNumber, events: Sequence[StatusUpdate]) -> set[str | None]:
    """The wamids of messages of ours that are no templates, once their reports are kept."""
    wamids = [event.wamid for event in events]
    ours = Message.objects.filter(municipality_id=number.municipality_id, wamid__in=wamids)
    return set(ours.exclude(type="template").values_list("wamid", flat=True)) if wamids else set()


def _record_refused_marketing(number: PhoneNumber, event: StatusUpdate) -> None:
    """The platform refused a message because the citizen wants no marketing any more."""
    if event.recipient.phone or event.recipient.user_id:
        contact = contact_for(number.municipality_id, event.recipient)
        choose_marketing(contact, wanted=False, at=min(event.timestamp, now()))


def _report(event: StatusUpdate) -> Report:
    for error in event.errors:
        report_unknown(error.code)
    return Report(
        wamid=event.wamid,
        status=event.status,
        at=event.timestamp,
        message_id=_uuid(event.callback_data),
        error_code=code_told(event.status, event.errors),
        price_category=event.pricing.category or "" if event.pricing else "",
        price_type=event.pricing.type or "" if event.pricing else "",
    )


def _uuid(text: str | None) -> UUID | None:
    """Our own id in what the platform echoed; None when someone else gave it."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
