"""What a conversation is about: said at its start, and said anew only with a reason.

The first message of ours that counts, or an agent's choice, gives it its purpose. Once something
was said with it, an agent's answers carry that purpose, and for another one the conversation is
re-assigned with a reason. What a program sends carries its own purpose, and leaves the
conversation's as it is.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When

from bode import policy
from bode.basics import now
from bode.organisations.actors import Actor
from bode.privacy import audit

from . import live
from .errors import PurposeNotLicensed, PurposeReasonMissing
from .models import Conversation, Message, PurposeChange
from .states import ConversationStatus, Direction, PurposeFrom

REASON_LENGTH = 1000
"""Characters, at most, for why a conversation is about something else; the doors see to it."""


@transaction.atomic
def set_purpose(
    actor: Actor, conversation_id: UUID, purpose: str, reason: str = ""
) -> Conversation:
    """Say what a conversation is about; empty: nobody knows.

    Raises `policy.UnknownPurpose`, `PurposeNotLicensed`, and `PurposeReasonMissing` where it is
    settled that it is about something else.
    """
    actor.require("agent")
    found = Conversation.objects.select_for_update(of=("self",)).select_related("number__licence")
    conversation = found.get(id=conversation_id)
    if purpose and policy.purpose(purpose).code not in conversation.number.licence.purposes:
        raise PurposeNotLicensed
    if purpose == conversation.purpose:
        return conversation
    if is_settled(conversation):
        _reassign(actor, conversation, purpose, reason.strip())
    else:
        _choose(conversation, purpose)
    live.announce(conversation.municipality_id, [conversation.id])
    return conversation


def is_settled(conversation: Conversation) -> bool:
    """Whether something was said with the conversation's purpose; until then it is only chosen."""
    said = Message.objects.filter(conversation=conversation, direction=Direction.OUT)
    return bool(conversation.purpose) and said.filter(purpose=conversation.purpose).exists()


def require_reason(conversation: Conversation | None, purpose: str, reason: str) -> None:
    """Raise `PurposeReasonMissing` where a message changes a settled purpose without a reason."""
    if conversation is None or conversation.status == ConversationStatus.CLOSED:
        return
    if conversation.purpose != purpose and is_settled(conversation) and not reason.strip():
        raise PurposeReasonMissing


def as_started(message_type: str, purpose: str, *, by_person: bool) -> dict[str, Case]:
    """What becomes of the purpose of a conversation in which we say this, in an update."""
    said_by = PurposeFrom.AGENT if by_person else PurposeFrom.PROGRAM
    said = PurposeFrom.TEMPLATE if message_type == "template" else said_by
    return {
        "purpose": Case(When(purpose="", then=Value(purpose)), default=F("purpose")),
        "purpose_from": Case(When(purpose="", then=Value(said)), default=F("purpose_from")),
    }


def list_purpose_changes(conversation: Conversation) -> QuerySet[PurposeChange]:
    """Why a conversation is about what it is about now, oldest first."""
    return PurposeChange.objects.filter(conversation=conversation).order_by("at", "id")


def _reassign(actor: Actor, conversation: Conversation, purpose: str, reason: str) -> None:
    if not reason:
        raise PurposeReasonMissing
    before = conversation.purpose
    PurposeChange.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        purpose_before=before,
        from_before=conversation.purpose_from,
        purpose=purpose,
        reason=reason,
        actor=actor.name,
        at=now(),
    )
    _choose(conversation, purpose)
    # The reason stays with the conversation: someone's words may hold something of the citizen.
    audit.record(
        organisation_id=conversation.municipality_id,
        actor=actor.name,
        what="conversation.purpose",
        subject="conversations.Conversation",
        subject_id=conversation.id,
        purpose=purpose,
        facts={"before": before},
    )


def _choose(conversation: Conversation, purpose: str) -> None:
    conversation.purpose = purpose
    conversation.purpose_from = PurposeFrom.AGENT if purpose else PurposeFrom.NOBODY
    conversation.save(update_fields=["purpose", "purpose_from"])
