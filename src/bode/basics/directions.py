"""Characters that turn the direction in which what stands around them is read. Pure."""

from __future__ import annotations

_TURNING = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


def in_order(text: str) -> str:
    """A name, or another text of one line, in the order in which it was written.

    With such a character in it, `fotogpj.exe` would read as a picture. A name in Arabic or Hebrew
    needs none of them.
    """
    return text.translate(_TURNING)
