"""What a conversation is about: said at its start, and said anew only with a reason.

The first message of ours that counts, or an agent's choice, gives it its purpose. Once something
was said with it, an agent's answers carry that purpose, and for another one the conversation is
re-assigned with a reason. What a program sends carries its own purpose, and leaves the
conversation's as it is. What a citizen chooses from the menu counts until someone answered or
chose otherwise. The menu itself says nothing about it: what it was sent for settles nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from bode import policy
from bode.basics import now
from bode.organisations.actors import Actor
from bode.privacy import audit

from . import live
from .assigning import tell_waiting
from .errors import PurposeNotLicensed, PurposeReasonMissing
from .models import Conversation, Message, PurposeChange
from .states import ConversationStatus, Direction, PurposeFrom

MENU = "bode-menu:"
"""With this begins the id of each choice in a menu, and no other: see `menu`."""
_IS_MENU = Q(content__action__buttons__0__reply__id__startswith=MENU) | Q(
    content__action__sections__0__rows__0__id__startswith=MENU
)
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
    conversation = _locked(conversation_id)
    if purpose and policy.purpose(purpose).code not in conversation.number.licence.purposes:
        raise PurposeNotLicensed
    if purpose == conversation.purpose:
        return conversation
    if is_settled(conversation):
        _reassign(actor, conversation, purpose, reason.strip())
    else:
        _choose(conversation, purpose)
    tell_waiting(conversation)
    live.announce(conversation.municipality_id, [conversation.id])
    return conversation


def choose_from_menu(conversation_id: UUID, purpose: str) -> None:
    """A citizen chose what their conversation is about.

    Nothing changes where that is settled or a person chose it, or for a purpose not licensed (any
    more).
    """
    conversation = _locked(conversation_id)
    is_open = conversation.purpose_from in (PurposeFrom.NOBODY, PurposeFrom.MENU)
    is_licensed = purpose in conversation.number.licence.purposes
    if is_open and is_licensed and not is_settled(conversation):
        _choose(conversation, purpose, PurposeFrom.MENU)
        live.announce(conversation.municipality_id, [conversation.id])


def is_settled(conversation: Conversation) -> bool:
    """Whether something was said with the conversation's purpose; until then it is only chosen."""
    if not conversation.purpose:
        return False
    ours = Message.objects.filter(conversation=conversation, direction=Direction.OUT, automatic="")
    said = ours.filter(purpose=conversation.purpose)
    return said.exclude(id__in=ours.filter(_IS_MENU).values("id")).exists()


def is_menu(content: Mapping[str, Any] | list[Any]) -> bool:
    """Whether these are the choices of a menu, also when someone sends it again."""
    return isinstance(content, Mapping) and MENU in str(content.get("action"))


def is_choice(content: Any) -> bool:
    """Whether this is what a citizen chose from a menu, as it is kept."""
    return isinstance(content, Mapping) and str(content.get("id") or "").startswith(MENU)


def chosen_in(content: Mapping[str, Any]) -> str:
    """The purpose that was chosen from a menu; empty where this is no choice."""
    chosen = str(content.get("id") or "")
    return chosen.removeprefix(MENU).partition(":")[0] if chosen.startswith(MENU) else ""


def lacks_reason(conversation: Conversation | None, purpose: str, reason: str) -> bool:
    """Whether a message would change a settled purpose without a reason."""
    if conversation is None or conversation.status == ConversationStatus.CLOSED:
        return False
    return conversation.purpose != purpose and is_settled(conversation) and not reason.strip()


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


def _locked(conversation_id: UUID) -> Conversation:
    found = Conversation.objects.select_for_update(of=("self",)).select_related("number__licence")
    return found.get(id=conversation_id)


def _choose(
    conversation: Conversation, purpose: str, origin: PurposeFrom = PurposeFrom.AGENT
) -> None:
    conversation.purpose = purpose
    conversation.purpose_from = origin if purpose else PurposeFrom.NOBODY
    conversation.save(update_fields=["purpose", "purpose_from"])
