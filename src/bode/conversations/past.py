"""What was said with one citizen over the years, in however many conversations. Reads alone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from bode.organisations.tenancy import organisation_in_scope

from .models import Contact, Conversation, Message, Reaction
from .queries import Cursor, find_conversations, with_beside
from .search import finding as search
from .search.wanting import read
from .states import Direction

FEW = 20  # candidates among whom an agent finds someone by eye


def list_earlier(conversation: Conversation, *, limit: int = 10) -> list[Conversation]:
    """The other conversations with the same citizen, the latest first.

    Each has `began_at`, and `first_words` of the citizen (empty where they wrote none).
    """
    others = Conversation.objects.filter(contact_id=conversation.contact_id)
    found = with_beginning(others.exclude(id=conversation.id))
    return list(found.order_by("-last_message_at", "-id")[:limit])


def with_beginning(found: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Each with the moment at which it began, and the citizen's first words."""
    said = Message.objects.filter(conversation=OuterRef("id")).order_by("at", "id")
    theirs = said.filter(direction=Direction.IN).exclude(text="")
    return found.annotate(
        began_at=Subquery(said.values("at")[:1]), first_words=Subquery(theirs.values("text")[:1])
    )


def list_conversations_of(contact_id: UUID) -> list[Conversation]:
    """All conversations with a citizen, the latest first, at most a thousand."""
    found = Conversation.objects.filter(contact_id=contact_id).select_related("assignee", "number")
    return list(found.order_by("-last_message_at", "-id")[:1000])


def list_latest_of(contact_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The id of the latest conversation with each of these citizens."""
    found = Conversation.objects.filter(contact__in=contact_ids)
    latest = found.order_by("contact_id", "-last_message_at", "-id").distinct("contact_id")
    return dict(latest.values_list("contact_id", "id"))


def list_everything_said(
    conversations: Sequence[Conversation], *, before: Cursor | None = None, limit: int = 100
) -> list[Message]:
    """What was last said in these conversations together, oldest first."""
    found = with_beside().filter(conversation__in=[each.id for each in conversations])
    found = found.exclude(
        Q(type="reaction", direction=Direction.OUT)
        & Exists(Reaction.objects.filter(sent_as=OuterRef("id")))
    )
    if before is not None:
        at, key = before
        found = found.filter(Q(at__lt=at) | Q(at=at, id__lt=key))
    return list(found.order_by("-at", "-id")[:limit])[::-1]


def find_contacts(written: str, *, besides: UUID) -> list[Contact]:
    """The contacts with this number, username or part of a name, by name."""
    written = written.strip()
    if not written:
        return []
    if any(each.isalpha() or each == "@" for each in written):
        of_name = Q(name__istartswith=written) & ~Q(name="") | _named(written)
        of_username = Q(username__iexact=written.removeprefix("@")) & ~Q(username="")
        wanted = of_username if written.startswith("@") else of_name | of_username
    else:
        wanted = Q(id__in={each.contact_id for each in find_conversations(phone=written)})
    return _candidates(wanted, besides)


def _named(written: str) -> Q:
    """With words in the name that begin so, in any place."""
    wanted = read(written)
    return Q(id__in=[each.id for each in search.find_contacts(wanted, limit=FEW)] if wanted else [])


def find_namesakes(contact: Contact) -> list[Contact]:
    """The contacts with just this name: perhaps the same person, on another phone."""
    if not contact.name:
        return []
    return _candidates(Q(name__iexact=contact.name) & ~Q(name=""), contact.id)


def _candidates(wanted: Q, besides: UUID) -> list[Contact]:
    # Row security says the same, but leaves an index that starts with it unused.
    found = Contact.objects.filter(wanted, municipality_id=organisation_in_scope())
    found = found.exclude(id=besides)
    latest = Conversation.objects.filter(contact=OuterRef("id")).order_by("-last_message_at")
    found = found.annotate(last_message_at=Subquery(latest.values("last_message_at")[:1]))
    return list(found.prefetch_related("identities").order_by("name", "id")[:FEW])
