"""Reading single values that the platform gives in more than one way."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import msgspec

from bode.whatsapp.errors import PlatformError
from bode.whatsapp.limits import ID_LENGTH, WAMID_LENGTH

_USER_ID = re.compile(r"[A-Za-z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
_ESCAPE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u([0-9a-fA-F]{4})|\\."
)
_MAYBE_UNSTORABLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_CODE_MAX = 2**31 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Unreadable(ValueError):
    """A value is not what the platform promises; the sentence says which."""


# RecursionError: how deep is too deep depends on how deep the reader itself stands. ValueError:
# ours is `Unreadable`, and msgspec raises a bare one for the year 10000.
ODD = (msgspec.MsgspecError, ValueError, RecursionError)
"""What reading an item by type raises when it is not what the platform promises."""


def mend_text(body: bytes) -> bytes:
    """Replace the two things that JSON can escape but a database can't hold by U+FFFD.

    Those are U+0000, which PostgreSQL refuses in text, and halves of surrogate pairs, which no
    UTF-8 has. A body without them comes back unchanged.
    """
    if b"\\" not in body or _MAYBE_UNSTORABLE.search(body) is None:
        return body
    return _ESCAPE.sub(_mended_escape, body)


def _mended_escape(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code is None:  # a whole pair, or an escape of one sign such as \n
        return match[0]
    number = int(code, 16)
    if number == 0 or 0xD800 <= number <= 0xDFFF:
        return rb"\ufffd"
    return match[0]


def read_id(value: str | int | None, name: str, longest: int = ID_LENGTH) -> str:
    """Return an id as text; raise Unreadable when it is missing, blank or too long to be one."""
    text = "" if value is None else str(value).strip()
    if not text:
        raise Unreadable(f"{name} is missing")
    if len(text) > longest:
        raise Unreadable(f"{name} is too long")
    return text


def optional_id(value: str | int | None, longest: int = ID_LENGTH) -> str | None:
    """Return an id as text, or None when it is missing, blank or too long to be one."""
    if value is None:
        return None
    text = str(value).strip()
    return text if 0 < len(text) <= longest else None


def read_wamid(value: str | None, name: str) -> str:
    """Return a message's id; raise Unreadable when it is missing, blank or too long to be one."""
    return read_id(value, name, WAMID_LENGTH)


def optional_phone(value: str | int | None) -> str | None:
    """Return a phone number as bare digits, or None when it isn't one."""
    if value is None:
        return None
    digits = str(value).strip().removeprefix("+")
    return digits if 4 <= len(digits) <= 20 and digits.isascii() and digits.isdigit() else None


def is_user_id(text: str) -> bool:
    """Whether text looks like a user id: a country, a dot, and up to 128 letters and digits."""
    return _USER_ID.fullmatch(text) is not None


def checked_moment(value: datetime | None) -> datetime:
    """Return a moment in UTC; raise Unreadable when it is missing, or none that can be meant."""
    if value is None or value.tzinfo is not UTC or value <= _EPOCH:
        raise Unreadable("timestamp is not a number of seconds")
    return value


def read_moment(value: str | int | None) -> datetime:
    """Return Unix seconds, given as text or number, as a moment in UTC; else raise Unreadable."""
    seconds = _whole(str(value), digits=12)
    if not seconds:
        raise Unreadable("timestamp is not a number of seconds")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise Unreadable("timestamp is out of range") from error


def optional_moment(value: str | int | None) -> datetime | None:
    """Return Unix seconds as a moment in UTC, or None when they are missing or odd."""
    try:
        return read_moment(value)
    except Unreadable:
        return None


def read_error(value: dict[str, Any]) -> PlatformError:
    """Return an error, from a webhook or an answer; parts that are odd are left out."""
    data = value.get("error_data")
    details = data.get("details") if isinstance(data, dict) else data
    return PlatformError(
        code=_optional_code(value.get("code")),
        title=_optional_text(value.get("title")) or _optional_text(value.get("error_user_title")),
        message=_optional_text(value.get("message")),
        details=_optional_text(details) or _optional_text(value.get("error_user_msg")),
        subcode=_optional_code(value.get("error_subcode")),
        type=_optional_text(value.get("type")),
        trace_id=_optional_text(value.get("fbtrace_id")),
        is_transient=value.get("is_transient") is True,
    )


def _whole(text: str, *, digits: int) -> int | None:
    """Return what a row of so many digits at most says; None when it is anything else."""
    if text.isascii() and text.isdigit() and len(text) <= digits:
        return int(text)
    return None


def _optional_text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _optional_code(value: object) -> int | None:
    if isinstance(value, str):
        value = _whole(value, digits=12)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _CODE_MAX:
        return value
    return None
