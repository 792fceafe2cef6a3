"""Personal numbers that stand in a text: a BSN, also with its digits apart or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .bsn import find_bsns, is_bsn

_OTHER_NUMBER = re.compile(
    r"(?:\b(?:zaak|kenmerk|dossier|referentie|aanvra|factu|order|bestel|melding|meldn|rsin|reken"
    r"|klant|vergunning|kvk|oin|tel|bel|\w*nummer|\w*number|nr|case|reference|invoice|account|permit"
    r"|report|call)[\w./-]*(?:\W+\w+){0,2}\W*"
    r"|[€$]\s*|(?:\+|\b00)[0-9]{1,3}\s?)$",
    re.IGNORECASE,
)
"""Just before a number, a sign that it is something else than a BSN."""

_IS_BSN = re.compile(
    r"\b(?:bsn|burgerservicenummer|burger ?service ?nummer|sofi-?nummer|citizen service number)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9](?:[ .-]{0,2}[0-9]){8}")
_APART = re.compile(r"(?<![\w+])[0-9](?:[ .-]{1,2}[0-9]){8}(?![\w-])")
_DIGIT_WORDS = {
    word: str(digit)
    for words in (
        "nul een twee drie vier vijf zes zeven acht negen",
        "zero one two three four five six seven eight nine",
        "nul één",
    )
    for digit, word in enumerate(words.split())
}
_ANY_DIGIT = "|".join(_DIGIT_WORDS)
_IN_WORDS = re.compile(rf"\b(?:{_ANY_DIGIT})(?:[\s,-]+(?:{_ANY_DIGIT})){{8}}\b", re.IGNORECASE)


def find_personal_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where a number passes the eleven-test, and no word before it says it is another kind."""
    for match in _find_written(text, text.lower()):
        before = text[max(0, match.start() - 60) : match.start()]
        named = _IS_BSN.search(before)
        called_so = _IS_BSN.search(text, match.end(), match.end() + 15)
        if called_so or not _OTHER_NUMBER.search(before[named.end() :] if named else before):
            yield match.span()


def _find_written(text: str, lower: str) -> Iterator[re.Match[str]]:
    if _DIGITS.search(text):
        yield from find_bsns(text)
        for match in _APART.finditer(text):
            if is_bsn(re.sub(r"[ .-]", "", match[0])):
                yield match
    if lower.count(" ") >= 8 and sum(word in lower for word in _DIGIT_WORDS) >= 3:
        for match in _IN_WORDS.finditer(text):
            digits = (_DIGIT_WORDS[word] for word in re.findall(r"\w+", match[0].lower()))
            if is_bsn("".join(digits)):
                yield match
