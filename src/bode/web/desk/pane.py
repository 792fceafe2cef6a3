"""One conversation on the desk: everything that its page and its fragments show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from bode import policy
from bode.background.states import Part
from bode.basics import is_window_open, new_id, now, window_expires_at
from bode.conversations import queries
from bode.conversations.consents import list_last_words
from bode.conversations.errors import ContentDoubtful
from bode.conversations.judging import foresee
from bode.conversations.models import Consent, Conversation, Message, Upload
from bode.conversations.purposes import REASON_LENGTH, is_settled
from bode.conversations.states import ConversationStatus
from bode.desk.surroundings import Surroundings
from bode.licensing.models import Template
from bode.licensing.queries import (
    find_template,
    list_approved_templates,
    list_withheld_accounts,
)
from bode.licensing.standing import Trait
from bode.licensing.states import LicenceStatus
from bode.organisations.actors import Actor
from bode.outbox.queries import list_circuits
from bode.policy import Refusal
from bode.rulebook.queries import allowed_purposes

from ..sharing import for_a_moment
from ..workers import list_still
from .attaching import find_given, show_files
from .bubbles import Quote, show_message
from .contacts import show_citizen
from .extras import Extra, list_extras, read_extra
from .filling import Filling, fill_in
from .reading import show_end
from .saying import name_of


@dataclass(frozen=True, kw_only=True)
class Crossed:
    """What a colleague answered in the meantime, or oneself in another window."""

    id: UUID
    is_own: bool
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """The reply box: what was typed, and why it was refused if it was."""

    body: str = ""
    purpose: str = ""
    purpose_reason: str = ""
    """Why the conversation is about something else now."""
    purpose_missing: bool = False
    why_missing: bool = False
    quote: Quote | None = None
    filling: Filling | None = None
    attachments: tuple[Upload, ...] = ()
    extra: Extra | None = None
    refusal: Refusal | None = None
    doubtful: ContentDoubtful | None = None
    crossed: Crossed | None = None
    second_reason: str = ""
    """Why a second person should let it go all the same."""
    reason_missing: bool = False
    problem: str = ""
    is_empty: bool = False
    """Whether one sent it with nothing in it: then there is no message that was not sent."""
    notice: str = ""
    """What there is to tell besides that it was not sent."""
    message_id: UUID = field(default_factory=new_id)

    @property
    def part(self) -> str:
        """The part of the box from which it was sent: `write`, `extra` or `template`."""
        if self.extra is not None:
            return "extra"
        return "template" if self.filling is not None else "write"

    @property
    def form(self) -> str:
        """The id of the form from which it was sent."""
        return "write" if self.part == "write" else f"{self.part}-form"


@dataclass(frozen=True, kw_only=True)
class Window:
    """Whether one may answer freely, and until when."""

    expires_at: datetime | None
    is_open: bool


def show_window(conversation: Conversation) -> Window:
    """The service window of a conversation at this moment."""
    return Window(
        expires_at=window_expires_at(conversation.last_inbound_at),
        is_open=is_window_open(conversation.last_inbound_at, now()),
    )


def show_thread(
    conversation: Conversation, given: Mapping[str, str], there: Surroundings
) -> dict[str, Any]:
    """What changes by itself: messages, window, status, who handles it."""
    return _show_thread(conversation, _continued(conversation), given, there)


def _show_thread(
    conversation: Conversation,
    continued: Conversation,
    given: Mapping[str, str],
    there: Surroundings,
) -> dict[str, Any]:
    citizen = show_citizen(conversation.contact)
    overrides = queries.list_overrides_of(conversation.id) if there.overrides else []
    words = list_last_words(conversation.contact) if there.consents else []
    ended = _ended(conversation, words)
    return {
        "conversation": conversation,
        "citizen": citizen,
        **show_end(conversation, citizen.name, given, there),
        "window": show_window(continued),
        "halted": _halted(conversation),
        "nothing_leaves": _nothing_leaves(conversation),
        "last_words": words,
        "ended": ended,
        "ended_all": len(ended) == len(conversation.number.licence.purposes),
        "is_closed": _is_closed(conversation),
        "running": _running(conversation, continued),
        "overrides": overrides,
        "overrides_version": "-".join(f"{each.id}{each.status}" for each in overrides),
    }


def show_pane(
    actor: Actor,
    conversation: Conversation,
    reply: Reply,
    given: Mapping[str, str],
    there: Surroundings,
) -> dict[str, Any]:
    """The whole conversation, with its reply box."""
    continued = _continued(conversation)
    return {
        **_show_thread(conversation, continued, given, there),
        **_show_reply(actor, conversation, continued, reply),
    }


def show_reply(actor: Actor, conversation: Conversation, reply: Reply) -> dict[str, Any]:
    """The reply box alone."""
    return _show_reply(actor, conversation, _continued(conversation), reply)


def _show_reply(
    actor: Actor, conversation: Conversation, continued: Conversation, reply: Reply
) -> dict[str, Any]:
    licensed = set(conversation.number.licence.purposes)
    allowed = allowed_purposes()
    offered = [each for each in allowed if each.code in licensed]
    chosen = reply.filling.template.purpose if reply.filling else ""
    # Who chose none just now sees that, also while word of it is still on its way.
    purpose = "" if reply.purpose_missing else reply.purpose or chosen or conversation.purpose
    citizen = show_citizen(conversation.contact)
    settled = not _is_closed(conversation) and is_settled(conversation)
    approved = _list_approved(conversation)
    concern = policy.other_purpose(chosen, purpose) if reply.filling else None
    stopped = _stopped(reply, approved)
    foreseen = None if concern or stopped else _foresee(actor, continued, reply, purpose)
    return {
        "conversation": conversation,
        "citizen": citizen,
        "window": show_window(continued),
        "reply": replace(reply, purpose=purpose),
        "purpose_concern": concern,
        "foreseen": None if foreseen == reply.refusal else foreseen,
        "consent_would_do": policy.LIFTED_BY_CONSENT,
        "purpose_settled": settled,
        "is_about_another": settled and purpose != conversation.purpose,
        "licensed_purposes": offered,
        "has_unlicensed_purposes": len(offered) < len(allowed),
        **show_files(),
        "extras": list_extras(knows_number=bool(citizen.phone)),
        "approved_templates": approved,
        "stopped_template": stopped,
    }


def read_reply(conversation: Conversation, given: Mapping[str, Any]) -> Reply:
    """The reply box as the page sent it: a half-typed answer survives every detour."""
    quote = _quote(conversation, given.get("reply_to", ""))
    return Reply(
        body=given.get("body", "").replace("\r\n", "\n"),
        purpose=given.get("purpose", ""),
        purpose_reason=given.get("purpose_reason", "").strip()[:REASON_LENGTH],
        second_reason=given.get("reason", "").strip(),
        quote=quote,
        filling=_filling(conversation, given),
        attachments=find_given(given.get("attachment", ())),
        extra=read_extra(given, quote),
        message_id=uuid_or_none(given.get("message_id", "")) or new_id(),
    )


def _list_approved(conversation: Conversation) -> list[Template]:
    account_id = conversation.number.account_id
    kept_as = f"approved of {account_id}"
    return for_a_moment(
        conversation.municipality_id, kept_as, lambda: list_approved_templates(account_id)
    )


def _foresee(actor: Actor, continued: Conversation, reply: Reply, purpose: str) -> Refusal | None:
    """Why the chosen template would not leave: to be read before it is filled in."""
    return foresee(actor, continued, reply.filling.template, purpose) if reply.filling else None


def _stopped(reply: Reply, approved: Sequence[Template]) -> Template | None:
    """The template that is being filled in, if it may not be used any more."""
    chosen = reply.filling.template if reply.filling else None
    return None if chosen in approved else chosen


def _halted(conversation: Conversation) -> str:
    """How the licence stands, where nothing may leave under it; empty while it is in force."""
    status = conversation.number.licence.status
    return "" if status == LicenceStatus.ACTIVE else status


def _nothing_leaves(conversation: Conversation) -> bool:
    """Whether an answer would wait: for its number, WhatsApp, its account or a worker."""
    number = conversation.number
    if number.stopped_code is not None or Part.SENDING in list_still():
        return True
    circuits = for_a_moment(number.municipality_id, "circuits", list_circuits)
    if any(each.number_id == number.id for each in circuits):
        return True
    withheld = for_a_moment(number.municipality_id, "withheld", list_withheld_accounts)
    return any(
        each.platform_id == number.account_id and each.withheld & Trait.ANSWERS for each in withheld
    )


def _ended(conversation: Conversation, words: Sequence[Consent]) -> list[Consent]:
    """Of what is licensed, what the citizen wants no more; what they said last, first."""
    licensed = conversation.number.licence.purposes
    ended = [each for each in words if each.withdrawn_at and each.purpose in licensed]
    return sorted(ended, key=attrgetter("withdrawn_at"), reverse=True)


def _continued(conversation: Conversation) -> Conversation:
    """The conversation in whose window an answer is sent."""
    return queries.access_latest(conversation) if _is_closed(conversation) else conversation


def _running(conversation: Conversation, latest: Conversation) -> Conversation | None:
    """The conversation that goes on with the citizen of a closed one, if any does."""
    return None if latest.id == conversation.id or _is_closed(latest) else latest


def _is_closed(conversation: Conversation) -> bool:
    return conversation.status == ConversationStatus.CLOSED


def uuid_or_none(text: str) -> UUID | None:
    """The id that a page sent; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _quote(conversation: Conversation, text: str) -> Quote | None:
    """The message that this answers, if it is one of this conversation's."""
    answered = uuid_or_none(text)
    if answered is None:
        return None
    try:
        message = queries.access_message(answered)
    except Message.DoesNotExist:
        return None
    if message.conversation_id != conversation.id:
        return None
    shown = show_message(message, show_citizen(conversation.contact).name)
    return Quote(
        id=message.id,
        author=shown.author,
        text=name_of(message),
        wamid=message.wamid,
        has_ours=any(each.sent_as for each in queries.list_reactions(message)),
    )


def _filling(conversation: Conversation, given: Mapping[str, str]) -> Filling | None:
    chosen = uuid_or_none(given.get("template", ""))
    if chosen is None:
        return None
    # One that was stopped meanwhile stays, with what was filled in: the rules say why it can't go.
    template = find_template(chosen, conversation.number.account_id)
    return fill_in(template, given) if template else None
