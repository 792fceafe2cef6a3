"""The service window: how long after a citizen's message one may answer in free form."""

from __future__ import annotations

from datetime import datetime, timedelta

WINDOW = timedelta(hours=24)
"""From the citizen's last message, by the platform's own timestamp of that message."""


def window_expires_at(last_inbound_at: datetime | None) -> datetime | None:
    """Return the first moment at which the window is closed; None when it never opened."""
    return None if last_inbound_at is None else last_inbound_at + WINDOW


def is_window_open(last_inbound_at: datetime | None, at: datetime) -> bool:
    """Say whether a free-form message may be sent at this moment.

    A message that the platform dates later than `at` opens the window too: clocks differ.
    """
    expires_at = window_expires_at(last_inbound_at)
    return expires_at is not None and at < expires_at
