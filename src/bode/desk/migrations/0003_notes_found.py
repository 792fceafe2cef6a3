"""Notes are found by their words."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from bode.conversations.search.keeping import keep_words


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("desk", "0002_notes_and_tags"),
        ("conversations", "0005_search"),
    ]

    operations: ClassVar = [keep_words("desk_note", "note")]
