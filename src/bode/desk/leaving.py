"""What the desk adds to an export: what agents said and sorted beside the conversations."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from bode.conversations.leaving.rows import Part, Row, rows_of

from .models import ConversationTag, Note


def _notes(municipality_id: UUID) -> Iterator[Row]:
    for note in rows_of(Note, municipality_id, prefetch=("versions",)):
        yield {
            "conversation": str(note.conversation_id),
            "author": note.author_name,
            "text": note.text,
            "at": note.at.isoformat(),
            "edited_at": note.edited_at and note.edited_at.isoformat(),
            "removed_at": note.removed_at and note.removed_at.isoformat(),
            "earlier": [
                {"text": each.text, "until": each.at.isoformat()} for each in note.versions.all()
            ],
        }


def _tags(municipality_id: UUID) -> Iterator[Row]:
    for given in rows_of(ConversationTag, municipality_id, "tag"):
        yield {
            "conversation": str(given.conversation_id),
            "tag": given.tag.name,
            "by": given.given_by,
            "at": given.at.isoformat(),
        }


PARTS = (
    Part(name="notities.jsonl", about="wat uw medewerkers bij gesprekken noteerden", rows=_notes),
    Part(name="labels.csv", about="welk gesprek welk label heeft", rows=_tags),
)
