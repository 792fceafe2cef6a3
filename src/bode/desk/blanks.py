"""The blanks of ready answers: `{{ naam }}` is filled in, and what is not known is asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

KNOWN = {
    "naam": "name",
    "medewerker": "agent",
    "gemeente": "municipality",
    "openingstijden": "opening_hours",
    "datum": "today",
}
"""What Bode may fill in, in Dutch and in English."""
_DUTCH = {english: dutch for dutch, english in KNOWN.items()}
_BLANK = re.compile(r"\{\{\s*([^{}\n]{1,40}?)\s*\}\}")


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """The text with what is known in its blanks; `values` by the blanks' Dutch names."""

    def fill(blank: re.Match[str]) -> str:
        name = blank[1].lower()
        return values.get(_DUTCH.get(name.replace(" ", "_"), name), "") or blank[0]

    return _BLANK.sub(fill, text)


def list_blanks(text: str) -> list[str]:
    """What is yet to be filled in, each once, in the order of the text."""
    return list(dict.fromkeys(_BLANK.findall(text)))
