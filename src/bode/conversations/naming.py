"""The files of ours that a message names, by our own ids where the platform has its own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from bode.whatsapp import MEDIA_TYPES

# Ours have dashes. The platform's are digits, of which there may be as many.
_OURS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Named(NamedTuple):
    """A file that a message names: where, as what kind, and which."""

    field: str
    kind: str
    id: UUID


def files_named(kind: str, content: Mapping[str, Any] | list[Any]) -> list[Named]:
    """Every file of ours in a message, in its order: its own, or that of a header in it."""
    return [
        Named(f"{path}.id", place, UUID(media["id"]))
        for path, place, media in _media({kind: content}, "")
    ]


def with_platform_ids(payload: bytes, ids: Mapping[UUID, str]) -> bytes:
    """The body of a request with the platform's ids where ours were."""
    body = orjson.loads(payload)
    for _, _, media in list(_media(body, "")):
        media["id"] = ids[UUID(media["id"])]
    return orjson.dumps(body)


def _media(value: Any, path: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Where a file of ours is named: its path, its kind, and the object that names it."""
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield from _media(each, f"{path}[{place}]")
    elif isinstance(value, Mapping):
        for key, each in value.items():
            inner = f"{path}.{key}" if path else key
            if key in MEDIA_TYPES and _is_ours(each):
                yield inner, key, each
            else:
                yield from _media(each, inner)


def _is_ours(value: Any) -> bool:
    named = value.get("id") if isinstance(value, Mapping) else None
    return isinstance(named, str) and _OURS.fullmatch(named) is not None
