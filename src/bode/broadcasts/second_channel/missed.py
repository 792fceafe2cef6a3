"""Who has not got a crisis message in time, and needs it along another way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from bode.background.beating import find_still
from bode.background.states import Part
from bode.basics import now
from bode.conversations.consent_emails import EMAIL_OF

from .states import Way

LACKING = """message.status NOT IN ('delivered', 'read')
  AND message.error_code NOT IN
    ('broadcast_stopped', 'consent_withdrawn', 'recipient_gone', 'given_up')
  AND NOT EXISTS (
    SELECT FROM conversations_consent AS said
    WHERE said.municipality_id = message.municipality_id AND said.address = recipient.address
      AND said.purpose = message.purpose AND said.withdrawn_at > message.created_at)
  AND NOT EXISTS (
    SELECT FROM broadcasts_secondmessage AS other
    WHERE other.broadcast_id = recipient.broadcast_id AND other.address = recipient.address
      AND other.state = 'delivered')"""
"""Nothing has brought it, nobody stopped it, and the citizen did not say no meanwhile."""

ITS_TURN_COMES = """EXISTS (
    SELECT FROM outbox_sending AS sending
    JOIN licensing_phonenumber AS number ON number.id = sending.number_id
    JOIN licensing_licence AS licence ON licence.id = number.licence_id
    WHERE sending.message_id = message.id
      AND (sending.state = 'queued' AND sending.attempts = 0
        OR sending.state = 'sending' AND sending.attempts = 1)
      AND %(sends)s AND number.stopped_code IS NULL AND licence.status <> 'suspended'
      AND NOT EXISTS (
        SELECT FROM outbox_numbercircuit AS circuit WHERE circuit.number_id = number.id))"""
"""WhatsApp was not asked yet, and will be: everyone is handed over while a number is cut off, and
what then stands in the outbox leaves at the number's pace once it is not."""

REACHED_BY = f"""CASE %(way)s WHEN 'email' THEN ({EMAIL_OF})
  ELSE substring(recipient.address FROM '^[0-9]+$') END"""
"""The number or e-mail address by which a recipient is reached along a way; a user id is none."""

# What did not leave counts from the last resume, as nobody wanted it to leave before. What WhatsApp
# took late has a minute to arrive. What was cancelled, or is gone as its citizen asked, is for
# nobody. A later way waits for the one before, where there is that: until it failed, or had its
# minutes.
MISSED = f"""
INSERT INTO broadcasts_secondmessage
  (id, municipality_id, broadcast_id, address, way, state, reason)
SELECT gen_random_uuid(), recipient.municipality_id, recipient.broadcast_id, recipient.address,
  %(way)s, 'waiting', ''
FROM broadcasts_broadcast AS broadcast
CROSS JOIN LATERAL (
  SELECT max(at) AS at FROM broadcasts_broadcastevent
  WHERE broadcast_id = broadcast.id AND step = 'resume') AS resumed
JOIN broadcasts_recipient AS recipient ON recipient.broadcast_id = broadcast.id
JOIN conversations_message AS message ON message.id = recipient.message_id
LEFT JOIN broadcasts_secondmessage AS before
  ON before.broadcast_id = broadcast.id AND before.address = recipient.address
 AND before.way = %(before)s
WHERE broadcast.municipality_id = %(municipality)s AND broadcast.purpose = 'crisis_response'
  AND broadcast.status IN ('running', 'done')
  AND broadcast.started_at > %(now)s - interval '24 hours'
  AND recipient.state = 'handed' AND {REACHED_BY} IS NOT NULL
  AND {LACKING}
  AND NOT {ITS_TURN_COMES}
  AND (message.accepted_at IS NULL OR message.status = 'failed'
    OR message.accepted_at < %(now)s - interval '1 minute')
  AND CASE WHEN message.accepted_at IS NULL THEN greatest(message.created_at, resumed.at)
    ELSE message.created_at END < %(now)s - %(minutes)s * interval '1 minute'
  AND CASE WHEN before.id IS NULL
    THEN %(before)s = '' OR {REACHED_BY.replace("%(way)s", "%(before)s")} IS NULL
    ELSE before.state = 'failed'
      OR before.created_at < %(now)s - %(minutes)s * interval '1 minute' END
ON CONFLICT (broadcast_id, address, way) DO NOTHING
"""  # noqa: S608 - the pieces are our own constants

# It came after all, was stopped, or its message is gone: nothing of it has left.
NEEDLESS = f"""
DELETE FROM broadcasts_secondmessage AS second
WHERE second.municipality_id = %(municipality)s AND second.state = 'waiting'
  AND NOT EXISTS (
    SELECT FROM broadcasts_recipient AS recipient
    JOIN broadcasts_broadcast AS broadcast ON broadcast.id = recipient.broadcast_id
    JOIN conversations_message AS message ON message.id = recipient.message_id
    WHERE recipient.broadcast_id = second.broadcast_id AND recipient.address = second.address
      AND broadcast.status <> 'stopped' AND broadcast.started_at > %(now)s - interval '24 hours'
      AND {LACKING})
"""  # noqa: S608


def find_missed(municipality_id: UUID, minutes: int, ways: Sequence[Way]) -> None:
    """Add a row for each who has waited so many minutes, and take away those who need none."""
    asked: dict[str, Any] = {
        "municipality": municipality_id,
        "minutes": minutes,
        "now": now(),
        "sends": Part.SENDING not in find_still(),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(NEEDLESS, asked)
        for before, way in zip(["", *ways], ways, strict=False):
            cursor.execute(MISSED, asked | {"way": way, "before": before})
