"""By which words things are found again."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from bode.basics import new_id
from bode.organisations.models import Organisation

from ..states import Findable


class SearchEntry(models.Model):
    """The words of a message, a contact or a note, under the same id.

    PostgreSQL keeps it: triggers write it with what it is about, change it, and take it away.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, help_text="What is found: a message, …")
    conversation_id = models.UUIDField(null=True, help_text="In which it was said.")
    at = models.DateTimeField(help_text="When it was said.")
    lexemes = SearchVectorField(help_text="Words, their stems, and facts that begin with #.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="search_entry_kind_known",
                condition=models.Q(kind__in=[str(each) for each in Findable]),
            ),
        ]
        indexes: ClassVar = [
            # Names apart: among everything that was said, few of them hold common words. What is
            # yet to be sorted in is read with each search: at most 256 kB of it.
            GinIndex(
                name="search_entry_said",
                fields=["lexemes"],
                condition=~models.Q(kind=str(Findable.CONTACT)),
                gin_pending_list_limit=256,
            ),
            GinIndex(
                name="search_entry_contacts",
                fields=["lexemes"],
                condition=models.Q(kind=str(Findable.CONTACT)),
            ),
            models.Index(name="search_entry_latest", fields=["municipality", "-at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.kind
