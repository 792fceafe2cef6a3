"""Answers that stand ready."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from bode.basics import new_id
from bode.organisations.models import Organisation, Team


class QuickReply(models.Model):
    """A ready answer, found by a short name, for the whole municipality or for one team."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        Team, null=True, on_delete=models.CASCADE, related_name="+", help_text="Null: everyone."
    )
    shortcut = models.CharField(max_length=30, help_text="What is typed after a slash.")
    language = models.CharField(max_length=2)
    purpose = models.CharField(max_length=30, blank=True, help_text="Empty: whatever it is about.")
    title = models.CharField(max_length=80)
    body = models.TextField(help_text="With {{ blanks }} in it.")
    author = models.CharField(max_length=120, help_text="Who wrote or changed it last.")
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "municipality",
                Lower("shortcut"),
                "language",
                "team",
                name="quick_reply_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="quick_reply_says_something",
                condition=~Q(shortcut="") & ~Q(title="") & ~Q(body=""),
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.shortcut}"
