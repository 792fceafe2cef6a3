"""What agents tell one another beside a conversation; the citizen never sees it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from bode.basics import new_id
from bode.conversations.models import Conversation
from bode.organisations.models import Organisation, Person


class Note(models.Model):
    """A note in a conversation, at its place in time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="notes", db_index=False
    )
    author = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    author_name = models.CharField(max_length=120)
    text = models.TextField(blank=True, help_text="Empty once it was removed.")
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="note_says_something_or_is_removed",
                condition=Q(removed_at=None) & ~Q(text="") | Q(removed_at__isnull=False, text=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="note_place", fields=["conversation", "at", "id"]),
            models.Index(name="note_latest", fields=["municipality", "-at"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class NoteVersion(models.Model):
    """What a note said before it was changed; it goes when the note is removed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    at = models.DateTimeField(db_default=Now(), help_text="Until when it said so.")

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Mention(models.Model):
    """That a note names a colleague, who finds it in a list until they have seen it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(help_text="Of the note.")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="mentioned_once", fields=["note", "person"]),
        ]
        indexes: ClassVar = [
            models.Index(name="mention_latest", fields=["person", "municipality", "-at"]),
            models.Index(
                name="mention_unseen",
                fields=["person", "municipality"],
                condition=Q(seen_at=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
