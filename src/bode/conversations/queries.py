"""The only reads of conversations for other rooms; all of them inside a scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import (
    Exists,
    Min,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)

from bode.basics import (
    RecipientInvalid,
    bare_digits,
    digits,
    is_window_open,
    now,
    parse_recipient,
)
from bode.organisations.planning import planned_once
from bode.organisations.tenancy import organisation_in_scope

from .models import (
    Contact,
    ContactEvent,
    ContactEventKind,
    ContactIdentity,
    ContentOverride,
    Conversation,
    ConversationEvent,
    IdentityKind,
    Media,
    Message,
    Reaction,
    Upload,
)
from .naming import files_named
from .sameness import id_of_repeat
from .states import ConversationStatus, Direction, MessageStatus, OverrideStatus

Cursor = tuple[datetime, UUID]
_RECENT = timedelta(hours=4)
_EVENTS = 200  # far more than a conversation has in the messages that a page shows
Row = TypeVar("Row", bound=Model)


def list_conversations(
    *, status: str | None = None, before: Cursor | None = None, limit: int = 50
) -> list[Conversation]:
    """The conversations with the latest messages; `before` is the last one of the page before.

    Not those in which nobody said anything yet.
    """
    found = in_order().filter(is_quiet=False)
    if status is not None:
        found = found.filter(status=status)
    return _page(found, before, limit)


def find_conversations(
    *,
    phone: str | None = None,
    user_id: str | None = None,
    before: Cursor | None = None,
    limit: int = 50,
) -> list[Conversation]:
    """The conversations with one citizen, latest first; `phone` in any notation."""
    values = {
        IdentityKind.PHONE: _phones(phone) if phone else set(),
        IdentityKind.USER_ID: {user_id} if user_id else set(),
    }
    found = in_order()
    for kind, those in values.items():
        if those:
            found = found.filter(contact__in=_named(kind, those).values("contact"))
    return _page(found, before, limit) if any(values.values()) else []


def with_number(phone: str) -> QuerySet[ContactIdentity]:
    """By what the citizens with this number, in any notation, are known."""
    return _named(IdentityKind.PHONE, _phones(phone))


def _named(kind: str, values: Collection[str]) -> QuerySet[ContactIdentity]:
    return in_scope(ContactIdentity.objects.filter(kind=kind, value__in=values))


def list_earlier_owners(phone: str) -> dict[UUID, datetime]:
    """The contacts that had this number, in any notation, and have it no longer: until when."""
    phones = _phones(phone)
    gone = ContactEvent.objects.filter(
        identity_kind=IdentityKind.PHONE,
        kind__in=(ContactEventKind.IDENTITY_LOST, ContactEventKind.IDENTITY_LEFT),
        value__in=phones,
    )
    theirs_again = ContactIdentity.objects.filter(contact=OuterRef("contact"), value__in=phones)
    gone = in_scope(gone).exclude(Exists(theirs_again)).order_by("at")
    return dict(gone.values_list("contact_id", "at"))


def list_by_id(ids: Sequence[UUID]) -> list[Conversation]:
    """These conversations, as far as they are there."""
    return list(Conversation.objects.filter(id__in=ids))


def access_conversation(conversation_id: UUID) -> Conversation:
    """One conversation in scope; raises `Conversation.DoesNotExist`."""
    return in_order().select_related("number__licence").get(id=conversation_id)


def access_latest(conversation: Conversation) -> Conversation:
    """The latest conversation with the same citizen at the same number.

    An answer to a closed conversation is judged by this one, and joins it while it runs.
    """
    theirs = latest_first().filter(
        contact_id=conversation.contact_id, number_id=conversation.number_id
    )
    return theirs[:1].get()


def runs_beside(closed: Conversation) -> bool:
    """Whether its citizen has a conversation with the same number that was not closed."""
    theirs = Conversation.objects.filter(
        municipality_id=closed.municipality_id,
        contact_id=closed.contact_id,
        number_id=closed.number_id,
    )
    return theirs.exclude(status=ConversationStatus.CLOSED).exists()


def list_events(conversation_id: UUID) -> list[ConversationEvent]:
    """The latest of what was done with a conversation besides writing in it, oldest first."""
    found = ConversationEvent.objects.filter(conversation_id=conversation_id)
    return list(found.select_related("assignee", "team").order_by("-at", "-id")[:_EVENTS])[::-1]


def list_messages(
    conversation_id: UUID, *, after: Cursor | None = None, limit: int = 100
) -> list[Message]:
    """Messages, oldest first, from after a (time, id) on."""
    found = with_beside().filter(conversation_id=conversation_id)
    if after is not None:
        at, key = after
        found = found.filter(Q(at__gte=at), Q(at__gt=at) | Q(id__gt=key))
    return list(found.order_by("at", "id")[:limit])


def first_answers(conversation_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When an agent first answered in each of these conversations, where one did.

    What Bode says of itself is no answer of an agent, and neither is what a program sends.
    """
    by_people = Message.objects.filter(direction=Direction.OUT, author__isnull=False)
    answered = by_people.filter(conversation__in=list(conversation_ids)).exclude(type="reaction")
    return dict(answered.values_list("conversation").annotate(Min("at")))


def list_latest_messages(conversation_id: UUID, *, limit: int = 100) -> list[Message]:
    """The newest messages of a conversation as people see it, oldest first.

    A reaction of ours shows at the message that it is for; by itself only when something is wrong.
    """
    with planned_once():
        return list(as_people_see_it(conversation_id).order_by("-at", "-id")[:limit])[::-1]


def as_people_see_it(conversation_id: UUID) -> QuerySet[Message]:
    """The messages of a conversation, without the reactions of ours that show at another."""
    at_a_message = Exists(Reaction.objects.filter(sent_as=OuterRef("id")))
    found = with_beside().filter(conversation_id=conversation_id)
    return found.exclude(_IN_ORDER & Q(type="reaction", direction=Direction.OUT) & at_a_message)


_IN_ORDER = ~Q(status=MessageStatus.FAILED) & ~Q(error_code="unsettled")


def load_versions(messages: Iterable[Message]) -> None:
    """Read at once what those of these messages said before that were changed or taken back."""
    changed = [each for each in messages if each.edited_at or each.revoked_at]
    prefetch_related_objects(changed, "versions")


def list_repeats(messages: Iterable[Message]) -> dict[UUID, datetime]:
    """Of these messages those that were sent once more, and when."""
    failed = [each.id for each in messages if each.status == MessageStatus.FAILED]
    repeats = {id_of_repeat(each): each for each in failed}
    sent = Message.objects.filter(id__in=list(repeats)).values_list("id", "at") if repeats else ()
    return {repeats[repeat]: at for repeat, at in sent}


def list_shut(conversation_ids: Iterable[UUID]) -> set[UUID]:
    """Those of these conversations whose citizen can be sent nothing but a template now."""
    with_citizen = Conversation.objects.filter(
        contact=OuterRef("contact"), number=OuterRef("number"), last_inbound_at__isnull=False
    )
    latest = Subquery(with_citizen.order_by("-last_inbound_at").values("last_inbound_at")[:1])
    found = Conversation.objects.filter(id__in=list(conversation_ids)).annotate(latest=latest)
    moment = now()
    return {
        conversation_id
        for conversation_id, wrote_at in found.values_list("id", "latest")
        if not is_window_open(wrote_at, moment)
    }


def list_contact_events(contact_id: UUID) -> list[ContactEvent]:
    """Why a contact is who it is now, oldest first."""
    return list(ContactEvent.objects.filter(contact_id=contact_id)[:200])


def list_reactions(message: Message) -> list[Reaction]:
    """The emoji that each side has on a message now."""
    now_there = {
        each.direction: each
        for each in message.reactions.all()  # by time, so that the latest stays
        if each.sent_as is None or each.sent_as.status != MessageStatus.FAILED
    }
    return [each for each in now_there.values() if each.emoji]


def access_message(message_id: UUID) -> Message:
    """One message in scope; raises `Message.DoesNotExist`."""
    return with_beside().get(id=message_id)


def is_sent(message_id: UUID) -> bool:
    """Whether a message with this id is there: sent, or about to be."""
    return Message.objects.filter(id=message_id).exists()


def access_media(media_id: UUID) -> Media:
    """One attachment in scope; raises `Media.DoesNotExist`."""
    return Media.objects.select_related("message").get(id=media_id)


def access_upload(upload_id: UUID) -> Upload:
    """One file that was given to be sent, in scope; raises `Upload.DoesNotExist`."""
    return Upload.objects.get(id=upload_id)


def in_order() -> QuerySet[Conversation]:
    """Conversations with all that a list shows of them, the latest message first."""
    found = latest_first().select_related("contact", "number", "assignee", "team")
    return found.prefetch_related("contact__identities")


def latest_first() -> QuerySet[Conversation]:
    """Those in scope, the latest message first, to choose from."""
    return in_scope(Conversation.objects.order_by("-last_message_at", "-id"))


def in_scope(found: QuerySet[Row]) -> QuerySet[Row]:
    """Row security says the same, but leaves an index that starts with it unused."""
    municipality_id = organisation_in_scope()
    return found if municipality_id is None else found.filter(municipality_id=municipality_id)


def as_sql(found: QuerySet[Any, Any]) -> tuple[str, Sequence[Any]]:
    """A query and its values, to be part of a larger one; also of what can't find anything."""
    compiler = found.query.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False)
    sql, values = compiler.as_sql()
    return sql, values


def _page(found: QuerySet[Conversation], before: Cursor | None, limit: int) -> list[Conversation]:
    if before is not None:
        at, key = before
        found = found.filter(Q(last_message_at__lt=at) | Q(last_message_at=at, id__lt=key))
    return list(found[:limit])


def with_beside() -> QuerySet[Message]:
    """Messages with the file, the reactions and the answered message that stand beside them."""
    ours = Message.objects.only("status", "author_name")
    return Message.objects.select_related("media").prefetch_related(
        "reactions", Prefetch("reactions__sent_as", ours), "reply_to"
    )


def is_called(contact: Contact, *, phone: str | None, user_id: str | None) -> bool:
    """Whether the platform knows this contact by the number, in any notation, or by the id."""
    named = {*(_phones(phone) if phone else ()), *([user_id] if user_id else ())}
    return any(each.value in named for each in contact.identities.all())


def _phones(written: str) -> set[str]:
    """What the platform may call this number; a citizen's can be one that the books don't know."""
    phones = {bare_digits(written)}
    with suppress(RecipientInvalid):
        phones.add(digits(parse_recipient(written)))
    return phones


def list_overrides_waiting() -> QuerySet[ContentOverride]:
    """The requests about which a second person has yet to decide, the oldest first."""
    waiting = ContentOverride.objects.filter(status=OverrideStatus.REQUESTED, expires_at__gt=now())
    return waiting.select_related("conversation").order_by("requested_at")


def count_overrides_waiting(*, besides: UUID | None = None) -> int:
    """How many requests wait for a second person, but for those of this one."""
    return list_overrides_waiting().exclude(requested_by=besides).count()


def access_override(override_id: UUID) -> ContentOverride:
    """One request to a second person."""
    return ContentOverride.objects.get(id=override_id)


def list_files_of(override: ContentOverride) -> list[Upload]:
    """The files that would be sent, as far as they are still here; in their order."""
    named = [each.id for each in files_named(override.type, override.content)]
    return sorted(Upload.objects.filter(id__in=named), key=lambda each: named.index(each.id))


def list_overrides_of(conversation_id: UUID) -> list[ContentOverride]:
    """What a second person is asked, or decided in the last hours, in a conversation."""
    theirs = ContentOverride.objects.filter(conversation=conversation_id)
    recent = theirs.filter(requested_at__gt=now() - _RECENT)
    return list(recent.exclude(status=OverrideStatus.USED).order_by("requested_at"))
