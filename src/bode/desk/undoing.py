"""Undo: what an agent sends waits some seconds, and comes back into the box when they say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.conversations.models import Message
from bode.conversations.recalling import take_back
from bode.organisations.actors import Actor
from bode.outbox.queries import find_held

from .drafts import Fields, find_draft, hold_drafts, keep, writer_of
from .models import Draft, UndoChoice
from .states import UNDO_USUAL


def undo_time(actor: Actor) -> timedelta:
    """How long what this agent sends waits."""
    chosen = UndoChoice.objects.filter(
        municipality=actor.organisation_id, person=writer_of(actor)
    ).first()
    return timedelta(seconds=chosen.seconds if chosen else UNDO_USUAL)


def choose_undo_time(actor: Actor, seconds: int) -> None:
    """From now on what this agent sends waits so long: one of `UNDO_SECONDS`."""
    UndoChoice.objects.update_or_create(
        municipality_id=actor.organisation_id,
        person_id=writer_of(actor),
        defaults={"seconds": seconds},
    )


def settle_sent(
    actor: Actor, drafted_in: UUID, sent: Sequence[Message], fields: Fields, rest: Fields
) -> None:
    """What stood in the reply box was sent: of the draft only the `rest` stays.

    Where it may be taken back, `fields` are kept for that. In the transaction that sends, with the
    draft held.
    """
    keep(actor, drafted_in, rest)
    message_ids = [each.id for each in sent]
    held = find_held(message_ids)
    ours = Draft.objects.filter(person=writer_of(actor), message_ids=message_ids)
    if len(held) == len(sent) and not ours.exists():
        Draft.objects.create(
            municipality_id=actor.organisation_id,
            conversation_id=sent[0].conversation_id,
            person_id=writer_of(actor),
            fields=dict(fields),
            message_ids=message_ids,
            leaves_at=min(held.values()),
            saved_at=now(),
        )


def find_undoable(actor: Actor, conversation_id: UUID) -> Draft | None:
    """What this agent sent here last, and may yet take back."""
    found = Draft.objects.filter(
        municipality=actor.organisation_id,
        person=writer_of(actor),
        conversation=conversation_id,
        leaves_at__gt=now(),
    )
    return found.order_by("-leaves_at").first()


@transaction.atomic
def undo(actor: Actor, draft_id: UUID) -> UUID:
    """Take back what was sent, before it leaves: it is a draft again. Returns where.

    What was written in the box meanwhile stands below it. Raises `TooLate`.
    """
    sent = Draft.objects.get(id=draft_id, person=writer_of(actor), leaves_at__isnull=False)
    hold_drafts(actor, sent.conversation_id)
    conversation_id = take_back(actor, sent.message_ids)
    if conversation_id != sent.conversation_id:
        hold_drafts(actor, conversation_id)
    keep(actor, conversation_id, _joined(sent.fields, find_draft(actor, conversation_id)))
    Draft.objects.filter(id=draft_id).delete()
    return conversation_id


def _joined(back: Fields, since: Fields) -> Fields:
    words = [text for each in (back, since) if (text := str(each.get("body", "")).strip())]
    files = [*back.get("attachment", []), *since.get("attachment", [])]
    joined = {**since, **back, "body": "\n\n".join(words), "attachment": files}
    return {name: value for name, value in joined.items() if value}


def expires_in(leaves_at: datetime) -> float:
    """Seconds until something leaves."""
    return max((leaves_at - now()).total_seconds(), 0)
