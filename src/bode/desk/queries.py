"""The only reads of the desk for others; all of them inside a scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from bode.conversations.models import Conversation
from bode.organisations.actors import Actor
from bode.organisations.models import Person, Role

from .models import ConversationTag, Mention, Note, Tag


def list_colleagues(municipality_id: UUID) -> list[Person]:
    """Who answers citizens there, by name."""
    found = Person.objects.filter(
        memberships__organisation_id=municipality_id,
        memberships__role=Role.AGENT,
        is_active=True,
    )
    return list(found.order_by("name", "id"))


def list_notes(conversation_ids: Iterable[UUID], *, since: datetime | None = None) -> list[Note]:
    """The notes in these conversations, oldest first; those `since` a moment."""
    found = Note.objects.filter(conversation__in=list(conversation_ids))
    if since is not None:
        found = found.filter(at__gte=since)
    found = found.prefetch_related("versions", "mentions__person")
    return list(found.order_by("at", "id"))


def access_note(note_id: UUID) -> Note:
    """One note in scope; raises `Note.DoesNotExist`."""
    return Note.objects.select_related("conversation__contact").get(id=note_id)


def list_notes_found(ids: list[UUID]) -> dict[UUID, Note]:
    """These notes, with their conversations and citizens."""
    found = Note.objects.select_related("conversation__contact")
    return found.prefetch_related("conversation__contact__identities").in_bulk(ids)


def list_mentions(actor: Actor, *, limit: int = 100) -> list[Mention]:
    """The notes that name this person, the latest first."""
    return _with_notes(mentions_of(actor), limit)


def list_mentions_since(actor: Actor, since: datetime, *, limit: int = 5) -> list[Mention]:
    """The notes after this moment that name this person and that they have not seen."""
    return _with_notes(mentions_of(actor).filter(seen_at=None, at__gt=since), limit)


def count_unseen_mentions(actor: Actor) -> int:
    """How many notes name this person that they have not seen."""
    return mentions_of(actor).filter(seen_at=None).count()


def mentions_of(actor: Actor) -> QuerySet[Mention]:
    """The mentions of this person here; none of a program."""
    if actor.person_id is None:
        return Mention.objects.none()
    return Mention.objects.filter(person_id=actor.person_id, municipality_id=actor.organisation_id)


def _with_notes(found: QuerySet[Mention], limit: int) -> list[Mention]:
    """The latest, with their notes and whom these are about."""
    found = found.select_related("note__conversation__contact")
    found = found.prefetch_related("note__conversation__contact__identities")
    return list(found.order_by("-at")[:limit])


def list_tags() -> list[Tag]:
    """The municipality's tags, by name."""
    return list(Tag.objects.order_by("name"))


def list_tags_counted() -> list[tuple[Tag, int]]:
    """The municipality's tags, by name, each with how many conversations have it."""
    counted = dict(
        ConversationTag.objects.values_list("tag").annotate(number=Count("id")).order_by()
    )
    return [(tag, counted.get(tag.id, 0)) for tag in list_tags()]


def list_tags_of(conversation_id: UUID) -> list[ConversationTag]:
    """The tags of a conversation, by name."""
    found = ConversationTag.objects.filter(conversation=conversation_id)
    return list(found.select_related("tag").order_by("tag__name"))


def with_tags(found: QuerySet[Conversation], tag_ids: Iterable[UUID]) -> QuerySet[Conversation]:
    """Of these conversations those that have every one of these tags."""
    for tag_id in tag_ids:
        has = ConversationTag.objects.filter(conversation=OuterRef("id"), tag=tag_id)
        found = found.filter(Exists(has))
    return found
