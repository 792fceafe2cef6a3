"""Making personal data and secrets in text unreadable, for logs."""

from __future__ import annotations

import re

from .bsn import find_bsns

_SUSPECT = re.compile(r"@|[0-9](?:[ .()/-]{0,3}[0-9]){7}|bearer|token=|DETAIL:", re.IGNORECASE)
"""What nothing private can do without: most lines have none of it and are done at once."""

_ROW = re.compile(
    # In an error of PostgreSQL: the row or the key that it is about, over any number of lines
    r"(\nDETAIL:).*?(?=\n(?:HINT|CONTEXT):|\n\n(?:The above|During handling)|\Z)",
    re.DOTALL,
)
_TOKEN = re.compile(r"(\bbearer\s+|token=)[^\s\"',;&]+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_KEEP = re.compile(
    # UUIDs, and dates and times, which look like numbers too
    r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|(?<![0-9])(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[+-][0-9]{2}:?[0-9]{2})?)?"
)
_PHONE = re.compile(
    r"(?<![\w.])(?:"
    r"(?:\+|%2B|00)[ -]?[1-9](?:[ .()/-]{0,3}[0-9]){7,14}"  # international
    r"|0[ -]?[1-9](?:[ .()/-]{0,2}[0-9]){8}"  # Dutch
    r"|31[ ./-]?(?:\(0\)|0)?[ ./-]?6(?:[ .-]?[0-9]){8}"  # Dutch, the plus forgotten
    r"|[1-9][0-9]{10,11}|49[0-9]{11}"  # any country, as the platform writes it
    r"|6[1-58][0-9]{7}"  # Dutch, the zero forgotten
    r")(?!\w)",
    re.IGNORECASE,
)


def redact(text: str) -> str:
    """Make phone numbers, e-mail addresses, BSNs and tokens in a text unreadable.

    So is what an error of PostgreSQL quotes of a row, because a row may hold a message.
    UUIDs, dates, times and the platform's own ids (of 13 digits and more) stay as they are.
    """
    if not _SUSPECT.search(text):
        return text
    text = _ROW.sub(r"\1 [row]", text)
    text = _EMAIL.sub("[e-mail]", _TOKEN.sub(r"\1[token]", text))
    parts, end = [], 0
    for kept in _KEEP.finditer(text):
        parts += [_numbers(text[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*parts, _numbers(text[end:])])


def _numbers(text: str) -> str:
    text = _PHONE.sub("[phone]", text)
    for match in reversed(list(find_bsns(text))):
        text = f"{text[: match.start()]}[bsn]{text[match.end() :]}"
    return text
