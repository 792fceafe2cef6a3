"""One answer to many citizens who answered a broadcast, each in their own conversation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from bode import policy
from bode.conversations.errors import SendRefused
from bode.conversations.models import Conversation
from bode.conversations.sending import Outgoing, send
from bode.organisations.actors import Actor

from .errors import TooManyAtOnce
from .models import Broadcast
from .replies import group_replies

MOST = 500
"""In so many conversations at once."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """In how many conversations it was sent, and why not in the others."""

    sent: int = 0
    refused: Counter[policy.Refusal] = field(default_factory=Counter)


def answer_groups(
    actor: Actor,
    broadcast: Broadcast,
    keys: Collection[str],
    text: str,
    *,
    form_id: UUID,
    confirmed: str = "",
) -> Outcome:
    """Send this text in each conversation of these groups that nobody answered yet.

    The same form, sent twice, answers nobody twice. Raises `TooManyAtOnce`, and what
    `conversations.send` raises for a text that is amiss; who got it before that is answered. Each
    send is a transaction of its own: to hold many citizens at once would keep their webhooks
    waiting.
    """
    actor.require("agent")
    places = {
        place
        for group in group_replies(broadcast)
        if group.key in keys
        for place in group.unanswered
    }
    if len(places) > MOST:
        raise TooManyAtOnce
    sent, refused = 0, Counter[policy.Refusal]()
    for conversation in Conversation.objects.filter(id__in=places).order_by("id"):
        try:
            send(actor, _outgoing(broadcast, conversation, text, form_id, confirmed))
            sent += 1
        except SendRefused as why:
            refused[why.refusal] += 1
    return Outcome(sent=sent, refused=refused)


def _outgoing(
    broadcast: Broadcast, conversation: Conversation, text: str, form_id: UUID, confirmed: str
) -> Outgoing:
    """What the conversation is about stays as it is."""
    return Outgoing(
        type="text",
        content={"body": text},
        purpose=conversation.purpose or broadcast.purpose,
        conversation_id=conversation.id,
        message_id=uuid5(form_id, str(conversation.id)),
        keeps_purpose=True,
        confirmed=confirmed,
    )
