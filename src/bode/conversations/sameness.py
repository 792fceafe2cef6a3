"""Which sends are one message: pressed twice, it is sent once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

import orjson

from .models import Conversation, Message, Upload
from .naming import files_named, with_platform_ids
from .states import Direction

Content = Mapping[str, Any] | list[Any]


def find_sent(message_id: UUID) -> Message | None:
    """The message of ours with this id, if it was sent."""
    found = Message.objects.select_related("conversation")
    return found.filter(id=message_id, direction=Direction.OUT).first()


def says_the_same(
    known: Message, kind: str, content: Content, conversation_id: UUID | None
) -> bool:
    """Whether a message says this to this citizen; from a closed conversation it went on."""
    if said(known.type, known.content) != said(kind, content):
        return False
    if conversation_id in (None, known.conversation_id):
        return True
    meant = Conversation.objects.filter(id=conversation_id)
    here = known.conversation
    return meant.filter(contact=here.contact_id, number=here.number_id).exists()


def id_of_another(
    message_id: UUID, kind: str, content: Content, conversation_id: UUID | None
) -> UUID:
    """The id of a message that says something else; the same for the same."""
    return uuid5(message_id, f"{conversation_id} {said(kind, content)!r}")


def id_of_repeat(message_id: UUID) -> UUID:
    """The id of the message that is sent once more in place of this one, which failed."""
    return uuid5(message_id, "again")


def said(kind: str, content: Content) -> bytes:
    """A message in one notation. A file that came twice has two ids, and is the same file."""
    files = [named.id for named in files_named(kind, content)]
    hashes = dict(Upload.objects.filter(id__in=files).values_list("id", "sha256"))
    said = orjson.dumps({kind: content}, option=orjson.OPT_SORT_KEYS)
    return with_platform_ids(said, {each: hashes.get(each, str(each)) for each in files})
