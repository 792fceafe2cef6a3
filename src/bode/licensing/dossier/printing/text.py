"""Any text, so that it can be set: what no font shows is told in words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

BREAK = "\u200b"
"""A place where a line may end, which nobody sees."""
LONGEST_RUN = 30
"""Characters without such a place, at most: as many as fit beside a label."""
OWN, OTHERS = "NotoSans.txt", "others.txt"
"""What Noto Sans shows, and what only the fonts within Typst do."""
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
_RUN = re.compile(rf"[^\s{BREAK}]{{{LONGEST_RUN + 1},}}")


def printable(text: str) -> str:
    """The text with nothing in it that can't be shown, and with places to end a line.

    An emoji becomes its name; a control character, also one that turns the direction of writing,
    its number: what is signed must not look different from what it is.
    """
    told = "".join(_shown(unicodedata.normalize("NFC", _lines(text))))
    return _RUN.sub(_with_breaks, told)


def _lines(text: str) -> str:
    return re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text).replace("\t", "    ")


def _shown(text: str) -> Iterator[str]:
    is_own = True
    for character in text:
        if character in _UNSEEN:
            continue
        # A mark is set with the sign before it, in one font or not at all.
        is_mark = unicodedata.category(character).startswith("M")
        is_own = ord(character) in glyphs(OWN) and (is_own or not is_mark)
        if character == "\n" or is_own or ord(character) in glyphs(OTHERS):
            yield character
        else:
            yield _named(character)
            is_own = True


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"[{name.lower()}]" if name else f"[U+{ord(character):04X}]"


def _with_breaks(run: re.Match[str]) -> str:
    word = run.group()
    parts = [word[start : start + LONGEST_RUN] for start in range(0, len(word), LONGEST_RUN)]
    return BREAK.join(parts)


@cache
def glyphs(fonts: str) -> frozenset[int]:
    """The characters that these fonts show, upright and bold."""
    found: set[int] = set()
    for line in (files(__package__) / "fonts" / fonts).read_text().split():
        first, _, last = line.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)
