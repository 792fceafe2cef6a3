"""What every room may need: clock, ids, phone numbers, service window, BSN test, redaction,
numbers of organisations, holidays, working days, direction of writing.

Pure: no Django, no database, no network. May import: nothing of Bode's.
"""

from __future__ import annotations

from .bsn import find_bsns, is_bsn
from .clock import FIRST_DAY, HERE, LAST_DAY, day_of, now
from .directions import in_order
from .holidays import Holiday, holidays_of, is_fifth_year
from .ids import is_drill_id, made_at, new_drill_id, new_id
from .organisation_numbers import (
    NumberInvalid,
    is_rsin,
    kvk_in_oin,
    parse_kvk,
    parse_oin,
    parse_postal_code,
)
from .personal_numbers import find_personal_numbers
from .phones import (
    INVENTED,
    RecipientInvalid,
    SenderInvalid,
    bare_digits,
    country_of,
    digits,
    is_invented,
    parse_recipient,
    parse_sender,
)
from .redaction import redact
from .service_window import WINDOW, is_window_open, window_expires_at
from .working_days import add_working_days, is_working_day

__all__ = [
    "FIRST_DAY",
    "HERE",
    "INVENTED",
    "LAST_DAY",
    "WINDOW",
    "Holiday",
    "NumberInvalid",
    "RecipientInvalid",
    "SenderInvalid",
    "add_working_days",
    "bare_digits",
    "country_of",
    "day_of",
    "digits",
    "find_bsns",
    "find_personal_numbers",
    "holidays_of",
    "in_order",
    "is_bsn",
    "is_drill_id",
    "is_fifth_year",
    "is_invented",
    "is_rsin",
    "is_window_open",
    "is_working_day",
    "kvk_in_oin",
    "made_at",
    "new_drill_id",
    "new_id",
    "now",
    "parse_kvk",
    "parse_oin",
    "parse_postal_code",
    "parse_recipient",
    "parse_sender",
    "redact",
    "window_expires_at",
]
