"""Tags: which ones a municipality has, and which conversation has which."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from bode.conversations import live
from bode.conversations.models import Conversation
from bode.organisations.actors import Actor
from bode.organisations.deeds import record_by
from bode.organisations.people import lock_organisation

from .errors import TagUnknown, TagWrong
from .models import ConversationTag, Tag

LONGEST = 40
MOST = 200
_MANAGER = "administrator"


@transaction.atomic
def add_tag(actor: Actor, name: str) -> Tag:
    """Let agents use another word. Raises `NotAllowed` or `TagWrong`."""
    actor.require(_MANAGER)
    lock_organisation(actor.organisation_id)  # so that no two get the same name
    if Tag.objects.count() >= MOST:
        raise TagWrong("too_many")
    tag = Tag.objects.create(municipality_id=actor.organisation_id, name=_checked(name))
    record_by(actor, "tag.add", tag, name=tag.name)
    return tag


@transaction.atomic
def rename_tag(actor: Actor, tag_id: UUID, name: str) -> Tag:
    """Call a tag otherwise, wherever it was given. Raises `NotAllowed` or `TagWrong`."""
    actor.require(_MANAGER)
    lock_organisation(actor.organisation_id)  # so that no two get the same name
    tag = Tag.objects.get(id=tag_id)
    before, tag.name = tag.name, _checked(name, besides=tag.id)
    if tag.name != before:
        tag.save(update_fields=["name"])
        record_by(actor, "tag.rename", tag, before=before, after=tag.name)
    return tag


@transaction.atomic
def remove_tag(actor: Actor, tag_id: UUID) -> None:
    """Take a tag away, also from every conversation that has it. Raises `NotAllowed`."""
    actor.require(_MANAGER)
    tag = Tag.objects.select_for_update().get(id=tag_id)
    had = ConversationTag.objects.filter(tag=tag)
    count = had.count()
    had._raw_delete(had.db)  # one statement, however many have it
    record_by(actor, "tag.remove", tag, name=tag.name, conversations=count)
    tag.delete()


@transaction.atomic
def give_tag(actor: Actor, conversation_id: UUID, name: str) -> Tag:
    """Give a conversation the tag of this name. Raises `NotAllowed` or `TagUnknown`."""
    actor.require("agent")
    conversation = Conversation.objects.get(id=conversation_id)
    tag = Tag.objects.select_for_update(no_key=True).filter(name__iexact=_squeezed(name)).first()
    if tag is None:
        raise TagUnknown(name)
    _given, is_new = ConversationTag.objects.get_or_create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        tag=tag,
        defaults={"given_by": actor.name},
    )
    if is_new:
        live.announce(conversation.municipality_id, [conversation.id])
    return tag


@transaction.atomic
def take_tag(actor: Actor, conversation_id: UUID, tag_id: UUID) -> None:
    """Take a tag from a conversation. Raises `NotAllowed`."""
    actor.require("agent")
    conversation = Conversation.objects.get(id=conversation_id)
    gone, _by_model = ConversationTag.objects.filter(
        conversation=conversation, tag_id=tag_id
    ).delete()
    if gone:
        live.announce(conversation.municipality_id, [conversation.id])


def _checked(name: str, *, besides: UUID | None = None) -> str:
    name = _squeezed(name)
    if not name:
        raise TagWrong("empty")
    if len(name) > LONGEST:
        raise TagWrong("too_long")
    others = Tag.objects.filter(name__iexact=name)
    if (others.exclude(id=besides) if besides else others).exists():
        raise TagWrong("known")
    return name


def _squeezed(name: str) -> str:
    return " ".join(name.split())
