"""Notes beside a conversation: written, changed and removed by who wrote them, for a while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.conversations import live
from bode.conversations.models import Conversation
from bode.organisations.actors import Actor
from bode.privacy import audit

from .errors import NoteSettled, NoteWrong
from .mentioning import find_mentioned
from .models import ConversationTag, Draft, Mention, Note, NoteVersion
from .queries import list_colleagues, mentions_of

LONGEST = 4000
CHANGEABLE = timedelta(hours=1)


@transaction.atomic
def write_note(actor: Actor, conversation_id: UUID, text: str) -> Note:
    """Leave a note for colleagues; who is named in it finds it in their list.

    Raises `NotAllowed`, `Conversation.DoesNotExist` or `NoteWrong`.
    """
    actor.require("agent")
    conversation = Conversation.objects.select_for_update(of=("self",), no_key=True).get(
        id=conversation_id
    )
    note = Note.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        author_id=actor.person_id,
        author_name=actor.name,
        text=_checked(text),
        at=now(),
    )
    _mention(note)
    return note


@transaction.atomic
def change_note(actor: Actor, note_id: UUID, text: str) -> Note:
    """Say it otherwise; what it said before is kept. Raises `NoteSettled` or `NoteWrong`."""
    note = _hold_own(actor, note_id)
    text = _checked(text)
    if text == note.text:
        return note
    NoteVersion.objects.create(municipality_id=note.municipality_id, note=note, text=note.text)
    note.text, note.edited_at = text, now()
    note.save(update_fields=["text", "edited_at"])
    _mention(note)
    return note


@transaction.atomic
def remove_note(actor: Actor, note_id: UUID) -> Note:
    """Take a note away with all that it ever said; that it was there stays. `NoteSettled`."""
    note = _hold_own(actor, note_id)
    named = list(note.mentions.values_list("person_id", flat=True))
    note.versions.all().delete()
    note.mentions.all().delete()
    note.text, note.removed_at = "", now()
    note.save(update_fields=["text", "removed_at"])
    live.announce(note.municipality_id, [note.conversation_id])
    live.announce_to(note.municipality_id, named)
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what="note.remove",
        subject="desk.Note",
        subject_id=note.id,
    )
    return note


def may_change(note: Note, person_id: UUID | None) -> bool:
    """Whether this person may still change or remove a note."""
    is_own = note.author_id is not None and note.author_id == person_id
    return is_own and note.removed_at is None and now() < note.at + CHANGEABLE


@transaction.atomic
def see_mentions(actor: Actor, conversation_ids: Iterable[UUID]) -> int:
    """Someone read the notes that name them in these conversations; how many were new to them."""
    theirs = mentions_of(actor).filter(seen_at=None)
    seen = theirs.filter(note__conversation__in=list(conversation_ids)).update(seen_at=now())
    if seen and actor.person_id is not None:
        live.announce_to(actor.organisation_id, [actor.person_id])
    return seen


def take_along(own: Conversation, other: Conversation) -> None:
    """What stands beside a conversation goes with it into the one that it becomes part of."""
    Note.objects.filter(conversation=other).update(conversation=own)
    writing = Draft.objects.filter(conversation=own, leaves_at=None).values("person")
    Draft.objects.filter(conversation=other).exclude(leaves_at=None, person__in=writing).update(
        conversation=own
    )
    given = ConversationTag.objects.filter(conversation=own).values("tag")
    ConversationTag.objects.filter(conversation=other).exclude(tag__in=given).update(
        conversation=own
    )


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise NoteWrong("empty")
    if len(text) > LONGEST:
        raise NoteWrong("too_long")
    return text


def _hold_own(actor: Actor, note_id: UUID) -> Note:
    actor.require("agent")
    note = Note.objects.select_for_update(of=("self",)).get(id=note_id)
    if not may_change(note, actor.person_id):
        raise NoteSettled
    return note


def _mention(note: Note) -> None:
    """Let those who are named in it know, and nobody else any more."""
    names = {each.id: each.name for each in list_colleagues(note.municipality_id)}
    named = find_mentioned(note.text, names) - {note.author_id}
    known = set(note.mentions.values_list("person_id", flat=True))
    note.mentions.exclude(person__in=named).delete()
    Mention.objects.bulk_create(
        Mention(municipality_id=note.municipality_id, note=note, person_id=each, at=note.at)
        for each in sorted(named - known)
    )
    live.announce(note.municipality_id, [note.conversation_id])
    live.announce_to(note.municipality_id, known ^ named)
