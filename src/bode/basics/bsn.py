"""The Dutch citizen service number (BSN), and how to recognise one in text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_WRITTEN = re.compile(
    r"(?<![\w+.,-])(?:[0-9]{9}|[0-9]{3}([ .-])[0-9]{3}\1[0-9]{3}|[0-9]{4}([ .-])[0-9]{2}\2[0-9]{3})"
    r"(?![\w-]|[.,][0-9])"
)


def is_bsn(text: str) -> bool:
    """Say whether these are the digits of a BSN, by the eleven-test.

    Eight digits are read with the zero that is often left out in front.
    """
    if not text.isascii() or not text.isdecimal() or len(text) not in (8, 9):
        return False
    number = text.zfill(9)
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True))
    return total % 11 == 0 and int(number) != 0


def find_bsns(text: str) -> Iterator[re.Match[str]]:
    """Find what is written like a BSN, in nine digits, and passes the eleven-test.

    One in eleven of all nine-digit numbers passes: what another kind of number is called in the
    text around it is for the caller to judge.
    """
    for match in _WRITTEN.finditer(text):
        if is_bsn(re.sub(r"[ .-]", "", match[0])):
            yield match
