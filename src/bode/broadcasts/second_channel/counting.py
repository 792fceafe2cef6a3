"""Who was reached by WhatsApp, who by SMS, who by nothing; each of them counts once."""

from __future__ import annotations

from django.db import connection

from ..models import Broadcast
from ..queries import BECAME

COUNT = f"""
SELECT CASE WHEN {BECAME} IN ('delivered', 'read') THEN 'whatsapp'
  WHEN second.state = 'delivered' THEN 'sms' ELSE 'nothing' END AS way, count(*)
FROM broadcasts_recipient AS recipient
LEFT JOIN conversations_message AS message ON message.id = recipient.message_id
LEFT JOIN outbox_sending AS sending ON sending.message_id = recipient.message_id
LEFT JOIN broadcasts_secondmessage AS second
  ON second.broadcast_id = recipient.broadcast_id AND second.address = recipient.address
WHERE recipient.broadcast_id = %(broadcast)s AND recipient.state <> 'excluded'
  AND EXISTS (SELECT FROM broadcasts_secondmessage WHERE broadcast_id = %(broadcast)s)
GROUP BY way
"""  # noqa: S608 - the pieces are our own constants

WAYS = ("whatsapp", "sms", "nothing")


def count_ways(broadcast: Broadcast) -> dict[str, int]:
    """How many of those who may get it were reached along each way; empty when it had one way.

    Who got it along both counts for WhatsApp.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"broadcast": broadcast.id})
        found = dict(cursor.fetchall())
    return {way: found.get(way, 0) for way in WAYS} if found else {}
