"""What went wrong, in words without personal data."""

from __future__ import annotations

import psycopg

from bode.conversations.errors import MessageUnknown, NumberUnknown

_LONGEST = 500
ABOUT_STRANGERS = tuple(
    f"{kind.__module__}.{kind.__qualname__}:" for kind in (NumberUnknown, MessageUnknown)
)


def describe(error: BaseException) -> str:
    """The kind of error, with its sentence only where that sentence is ours.

    What other libraries say may quote the value they choked on, and so the citizen's message.
    """
    return storable(_describe(error))


def _describe(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if type(error).__module__.startswith("bode."):
        return f"{kind}: {error}"
    cause = error.__cause__
    if isinstance(cause, psycopg.Error):
        place = cause.diag.constraint_name or cause.diag.column_name or cause.diag.table_name
        return " ".join(filter(None, [kind, type(cause).__qualname__, cause.sqlstate, place]))
    return kind


def is_about_strangers(described: str) -> bool:
    """Whether what was described can't be about a message of ours: its number has no licence
    here, or it refers to a message that is not there."""
    return described.startswith(ABOUT_STRANGERS)


def storable(text: str) -> str:
    """PostgreSQL keeps no U+0000 and no halves of surrogate pairs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()[:_LONGEST]
