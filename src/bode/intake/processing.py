"""From stored webhook to recorded events: in order, one bad event never harming the others."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain

import structlog
from django.db import connection, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

from bode.basics import now
from bode.conversations import recording
from bode.conversations.numbers import Numbers
from bode.conversations.statuses import record_statuses
from bode.organisations.drills import CODE
from bode.whatsapp import Event, StatusUpdate, Unknown, parse_webhook

from .describing import describe, is_about_strangers, storable
from .models import Webhook, WebhookState
from .pauses import pause_after
from .sharing import own_drill, own_share

_log = structlog.get_logger(__name__)

# What a batch changed stays locked, and unseen on the desk, until it commits; so it is small,
# and takes no more webhooks once it has taken this long.
_BATCH = 50
_BATCH_SECONDS = 0.1
# A webhook may hold a thousand messages, and takes several turns then: each is a transaction.
_TURN_SECONDS = 0.5

# Asked twenty times a second, mostly in vain: a tenth of what it takes to open a batch.
_LOOK = """
SELECT EXISTS (SELECT FROM intake_webhook WHERE state = 'new'
  AND CASE WHEN %(own)s = '' THEN NOT starts_with(provider, %(drills)s) ELSE provider = %(own)s END)
"""

_NEEDED = ("id", "provider", "body", "attempts", "received_at", "recorded", "error")

_SETTLE = """
UPDATE intake_webhook AS webhook
SET state = told.state, attempts = told.attempts, error = told.error,
    next_attempt_at = told.next_attempt_at, recorded = told.recorded, processed_at = now()
FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::text[], %s::timestamptz[], %s::int[])
  AS told(id, state, attempts, error, next_attempt_at, recorded)
WHERE webhook.id = told.id
"""


@dataclass(frozen=True, kw_only=True)
class Processed:
    """What became of one webhook."""

    webhook_id: int
    state: WebhookState
    attempts: int
    error: str = ""
    next_attempt_at: datetime | None = None
    recorded: int = 0


class _Contended(Exception):
    """The batch ran into another transaction; a smaller one will get through."""


def process_waiting() -> int:
    """Process the next batch of new webhooks, oldest first; says how many that were.

    Safe beside other workers. Raises `django.db.OperationalError` when the database is lost,
    and only then; nothing is lost with it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, {"own": own_drill(), "drills": CODE})
        if not cursor.fetchone()[0]:
            return 0
    return _process({"state": WebhookState.NEW}, ["id"])


def process_due() -> int:
    """Process the failed webhooks whose pause is over; says how many that were."""
    due = {"state": WebhookState.FAILED, "next_attempt_at__lte": now()}
    return _process(due, ["next_attempt_at"])


def _process(which: Mapping[str, object], order: Sequence[str]) -> int:
    try:
        return _process_batch(which, order, size=_BATCH, alone=False)
    except _Contended:
        return _process_batch(which, order, size=1, alone=True)


@transaction.atomic
def _process_batch(
    which: Mapping[str, object], order: Sequence[str], *, size: int, alone: bool
) -> int:
    until = time.monotonic() + _BATCH_SECONDS
    waiting = Webhook.objects.select_for_update(skip_locked=True).filter(own_share(), **which)
    read = [
        (webhook, _events(bytes(webhook.body)))
        for webhook in waiting.only(*_NEEDED).order_by(*order)[:size]
    ]
    if not read:
        return 0
    numbers = {webhook.provider: Numbers(webhook.provider) for webhook, _ in read}
    # Most events are statuses: all of a batch at once cost hardly more than one. When one of them
    # fails, each is recorded by itself, to find out which.
    failed = _record(partial(_record_statuses, read, numbers), may_contend=alone)
    process = partial(_process_one, by_one=bool(failed), may_contend=alone)
    settled = []
    for webhook, events in read:
        settled.append(process(webhook, events, numbers[webhook.provider]))
        if time.monotonic() > until:
            break
    _settle(settled)
    return len(settled)


def _record_statuses(
    read: Sequence[tuple[Webhook, Sequence[Event]]], numbers: Mapping[str, Numbers]
) -> None:
    for provider, known in numbers.items():
        told = (
            events[webhook.recorded :] for webhook, events in read if webhook.provider == provider
        )
        statuses = [each for each in chain(*told) if isinstance(each, StatusUpdate)]
        record_statuses(statuses, known)


def _process_one(
    webhook: Webhook, events: Sequence[Event], numbers: Numbers, *, by_one: bool, may_contend: bool
) -> Processed:
    """Record what is left of a webhook, its statuses too if `by_one`, for one turn."""
    until = time.monotonic() + _TURN_SECONDS
    failures = [webhook.error] if webhook.recorded and webhook.error else []
    for place in range(webhook.recorded, len(events)):
        event = events[place]
        if isinstance(event, Unknown) or (isinstance(event, StatusUpdate) and not by_one):
            continue
        if place > webhook.recorded and time.monotonic() > until:
            return _goes_on(webhook, place, failures)
        record = partial(recording.record, event, numbers, webhook.received_at)
        if failed := _record(record, may_contend=may_contend):
            failures.append(failed)
    if failures:
        return _failed(webhook, _worst(failures))
    unknown = next((each.reason for each in events if isinstance(each, Unknown)), "")
    return Processed(
        webhook_id=webhook.id,
        state=WebhookState.UNKNOWN if unknown else WebhookState.DONE,
        attempts=webhook.attempts + 1,
        error=storable(unknown),
    )


def _goes_on(webhook: Webhook, recorded: int, failures: Sequence[str]) -> Processed:
    """So far; being the oldest, it is the next one again."""
    return Processed(
        webhook_id=webhook.id,
        state=WebhookState.NEW,
        attempts=webhook.attempts,
        error=_worst(failures) if failures else "",
        recorded=recorded,
    )


def _failed(webhook: Webhook, failure: str) -> Processed:
    attempts = webhook.attempts + 1
    _log.warning("intake.webhook_failed", webhook=webhook.id, attempts=attempts, error=failure)
    return Processed(
        webhook_id=webhook.id,
        state=WebhookState.FAILED,
        attempts=attempts,
        error=failure,
        next_attempt_at=now() + pause_after(attempts),
    )


def _worst(failures: Sequence[str]) -> str:
    """The one that may hide what became of a message of ours is told first: `heard_until`."""
    return min(failures, key=is_about_strangers)


def _events(body: bytes) -> list[Event]:
    try:
        return parse_webhook(body)
    except Exception as odd:  # noqa: BLE001 - no body may ever stop the worker
        return [Unknown(raw=body, reason=describe(odd))]


def _record(record: Callable[[], None], *, may_contend: bool) -> str:
    """Record what can be recorded all or not at all; says what went wrong, if anything."""
    try:
        record()
    except Exception as error:
        if not connection.is_usable():
            raise  # it is the database that failed, not the event
        if not may_contend and _is_contention(error):
            raise _Contended from error
        return describe(error)
    return ""


def _is_contention(error: Exception) -> bool:
    return isinstance(error.__cause__, DeadlockDetected | SerializationFailure)


def _settle(settled: Sequence[Processed]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _SETTLE,
            [
                [each.webhook_id for each in settled],
                [str(each.state) for each in settled],
                [each.attempts for each in settled],
                [each.error for each in settled],
                [each.next_attempt_at for each in settled],
                [each.recorded for each in settled],
            ],
        )
