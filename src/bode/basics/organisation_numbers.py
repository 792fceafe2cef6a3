"""Numbers by which an organisation is known: KVK, RSIN, OIN, and its postal code."""

from __future__ import annotations

import re

from .bsn import is_bsn

_SPACES = re.compile(r"[\s.]")
_KVK_LENGTH = 8
_OIN_LENGTH = 20
_PREFIX_LENGTH = 8
_RSIN_LENGTH = 9
_RSIN_PREFIX, _KVK_PREFIX = "00000001", "00000003"
_PREFIXES = frozenset({_RSIN_PREFIX, _KVK_PREFIX, "00000004", "00000006", "00000099"})
"""RSIN, KVK, a part of an organisation (subOIN), given out by Logius itself, tests."""
_POSTAL_CODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})")
_NO_LETTERS = frozenset({"SA", "SD", "SS"})  # never given out


class NumberInvalid(ValueError):
    """This text is no such number.

    `code`: `not_digits`, `length` (too few or too many), and for an OIN `prefix` (of no register),
    `main` (what follows the prefix is no RSIN or no KVK number) or `rest` (does not end in zeros);
    for a postal code `form`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_kvk(text: str) -> str:
    """Return a number of the trade register, 8 digits. Raises `NumberInvalid`."""
    return _digits(text, _KVK_LENGTH)


def is_rsin(text: str) -> bool:
    """Whether these are the 9 digits of an RSIN, by the same eleven-test as a BSN."""
    return len(text) == _RSIN_LENGTH and is_bsn(text)


def parse_oin(text: str) -> str:
    """Return an OIN, 20 digits: a register's prefix, the number there, zeros.

    Of an RSIN the eleven-test must hold. Raises `NumberInvalid`.
    """
    number = _digits(text, _OIN_LENGTH)
    prefix, main = number[:_PREFIX_LENGTH], number[_PREFIX_LENGTH:]
    if prefix not in _PREFIXES:
        raise NumberInvalid("prefix")
    if prefix == _RSIN_PREFIX and not is_rsin(main[:_RSIN_LENGTH]):
        raise NumberInvalid("main")
    length = _KVK_LENGTH if prefix == _KVK_PREFIX else _RSIN_LENGTH
    if not int(main[:length]):
        raise NumberInvalid("main")
    if int(main[length:]):
        raise NumberInvalid("rest")
    return number


def kvk_in_oin(oin: str) -> str | None:
    """The KVK number on which an OIN is built; None for one that is built on another register."""
    main = oin[_PREFIX_LENGTH:]
    return main[:_KVK_LENGTH] if oin.startswith(_KVK_PREFIX) else None


def parse_postal_code(text: str) -> str:
    """Return a Dutch postal code as `1234 AB`. Raises `NumberInvalid`."""
    found = _POSTAL_CODE.fullmatch(text.strip().upper())
    if found is None or found[2] in _NO_LETTERS:
        raise NumberInvalid("form")
    return f"{found[1]} {found[2]}"


def _digits(text: str, length: int) -> str:
    number = _SPACES.sub("", text)
    if not (number.isascii() and number.isdecimal()):
        raise NumberInvalid("not_digits")
    if len(number) != length:
        raise NumberInvalid("length")
    return number
