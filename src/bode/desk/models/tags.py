"""Words by which a municipality sorts its conversations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from bode.basics import new_id
from bode.conversations.models import Conversation
from bode.organisations.models import Organisation


class Tag(models.Model):
    """A word that the municipality's agents may give to a conversation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    name = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("municipality", Lower("name"), name="tag_named_once"),
            models.CheckConstraint(name="tag_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class ConversationTag(models.Model):
    """That a conversation has a tag, and who gave it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="tags", db_index=False
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")
    given_by = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="tagged_once", fields=["conversation", "tag"]),
        ]

    def __str__(self) -> str:
        return str(self.id)
