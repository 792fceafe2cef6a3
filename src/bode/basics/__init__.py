"""What every room may need: clock, ids, phone numbers, service window, BSN test, redaction.

Pure: no Django, no database, no network. May import: nothing of Bode's.
"""

from __future__ import annotations

from .bsn import find_bsns, is_bsn
from .clock import day_of, now
from .ids import new_id
from .phones import RecipientInvalid, bare_digits, country_of, digits, parse_recipient
from .redaction import redact
from .service_window import WINDOW, is_window_open, window_expires_at

__all__ = [
    "WINDOW",
    "RecipientInvalid",
    "bare_digits",
    "country_of",
    "day_of",
    "digits",
    "find_bsns",
    "is_bsn",
    "is_window_open",
    "new_id",
    "now",
    "parse_recipient",
    "redact",
    "window_expires_at",
]
