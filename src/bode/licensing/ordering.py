"""News of the platform comes late and out of order: each fact keeps when it was told. Pure.

What we read when we ask has no such moment: it gives way to what was told after we asked.
"""

from __future__ import annotations

from datetime import datetime


def is_news(known: datetime | None, at: datetime) -> bool:
    """Whether what was told, or asked, at `at` is not older than what is `known`."""
    return known is None or known <= at
