"""Names of people and things: digits, user ids, message ids."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

import phonenumbers

_SIGNS = re.compile(r"[\s().+/-]")
_DIGITS = re.compile(r"[1-9][0-9]{6,14}")
_MARKED, _NATIONAL_DIGITS = {"52": "1", "54": "9"}, 10
"""Mexico and Argentina: the platform marks numbers there as mobile ones, people do not."""
_USERNAME = re.compile(r"(?=.*[a-z])(?!www\.)(?!.*\.\.)[a-z0-9._]{3,35}")
_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[0-9A-Za-z]{1,128}")


def read_digits(text: object) -> str | None:
    """Return a phone number in any international notation as bare digits; None if it isn't one."""
    if not isinstance(text, str | int) or isinstance(text, bool):
        return None
    digits = _SIGNS.sub("", str(text))
    digits = digits.removeprefix("00")
    return digits if _DIGITS.fullmatch(digits) else None


def as_registered(digits: str) -> str:
    """Return a number as the platform writes it, which is not always as people write it."""
    for country, mark in _MARKED.items():
        national = digits.removeprefix(country)
        if digits.startswith(country) and len(national) == _NATIONAL_DIGITS:
            return country + mark + national
    return digits


def is_user_id(text: str) -> bool:
    """Say whether this has the form of a business-scoped user id."""
    return _USER_ID.fullmatch(text) is not None


def is_username(text: str) -> bool:
    """Say whether this has the form of a username."""
    return _USERNAME.fullmatch(text) is not None


@lru_cache(maxsize=65536)
def user_id(portfolio: str, digits: str) -> str:
    """Return how the platform names this citizen to this business portfolio, always the same."""
    number = int.from_bytes(sha256(f"{portfolio}|{digits}".encode()).digest()[:12]) % 10**20
    return f"{_country(digits)}.{number:020d}"


@lru_cache(maxsize=65536)
def identity_key_hash(digits: str) -> str:
    """Return by what one may see that a phone number still has the same owner."""
    return b64encode(sha256(f"identity|{digits}".encode()).digest()[:12]).decode()


def _country(digits: str) -> str:
    if digits.startswith("31"):
        return "NL"
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return "ZZ"
    return phonenumbers.region_code_for_number(number) or "ZZ"


def new_wamid(digits: str, *, inbound: bool = False) -> str:
    """Return a fresh message id, built as the platform builds them."""
    name = digits.encode()
    serial = os.urandom(9).hex().upper().encode()
    direction = b"\x12" if inbound else b"\x11"
    parts = b"\x1c\x18" + bytes([len(name)]) + name + b"\x15\x02\x00" + direction
    return "wamid." + b64encode(parts + b"\x18\x12" + serial + b"\x00").decode()


def new_node_id() -> str:
    """Return a fresh id for a file or a template: 16 digits."""
    return str(10**15 + int.from_bytes(os.urandom(7)) % (9 * 10**15))
