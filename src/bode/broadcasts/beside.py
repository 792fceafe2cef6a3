"""What stands beside a conversation: which broadcast the citizen answers in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from bode.conversations.sending_many import AS_BROADCAST
from bode.desk.panels import Beside, Item

from .models import Broadcast
from .replies import ANSWERS, WITHIN

FIND = f"""
SELECT DISTINCT recipient.broadcast_id
FROM conversations_conversation AS its
JOIN conversations_message AS ours
  ON ours.conversation_id = its.id AND ours.automatic = '{AS_BROADCAST}'
JOIN broadcasts_recipient AS recipient ON recipient.message_id = ours.id
WHERE its.contact_id = %(contact)s AND its.number_id = %(number)s AND EXISTS (
  SELECT FROM conversations_message AS said
  WHERE said.conversation_id = %(conversation)s AND {ANSWERS})
"""  # noqa: S608 - the pieces are our own constants


class AnsweredBroadcasts:
    """The broadcasts that are answered in a conversation, the latest first."""

    code = "broadcasts"

    def title(self) -> str:
        return _("Antwoord op een groepsbericht")

    def list_items(self, beside: Beside) -> Sequence[Item]:
        asked: dict[str, Any] = {
            "contact": beside.contact.id,
            "number": beside.conversation.number_id,
            "conversation": beside.conversation.id,
            "within": WITHIN,
        }
        with connection.cursor() as cursor:
            cursor.execute(FIND, asked)
            found = [key for (key,) in cursor.fetchall()]
        answered = Broadcast.objects.filter(id__in=found).order_by("-started_at")
        return [
            Item(
                title=each.name, at=each.started_at, url=reverse("broadcast_report", args=[each.id])
            )
            for each in answered
        ]
