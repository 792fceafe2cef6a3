"""Personal numbers: a BSN that is shared, or asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bode.basics import find_bsns

from . import grounds
from .signs import Sign, blocks

_OTHER_NUMBER = re.compile(
    r"(?:\b(?:zaak|kenmerk|dossier|referentie|aanvra|factu|order|bestel|melding|rsin|reken|klant"
    r"|vergunning|kvk|oin|tel|bel|nummer|case|reference|invoice|account|permit|report|call)"
    r"[\w./-]*(?:\W+\w+){0,2}\W*"
    r"|[€$]\s*|(?:\+|\b00)[0-9]{1,3}\s?)$",
    re.IGNORECASE,
)
"""Just before a number, a sign that it is something else than a BSN."""

_BSN = (
    r"\b(?:bsn|burgerservicenummer|burger ?service ?nummer|sofi-?nummer|citizen service number)\b"
)
_IS_BSN = re.compile(_BSN, re.IGNORECASE)
_YOUR_NL = r"\b(?:uw|je|jouw)"
_ASKS = re.compile(
    rf"\b(?:stuur|geef|vermeld|noem|typ|deel|bevestig|app)\b[^.!?]{{0,30}}{_YOUR_NL}\b"
    rf"[^.!?]{{0,20}}{_BSN}"
    rf"|\bwat is {_YOUR_NL} {_BSN}"
    rf"|\b(?:mag|mogen|kunt|kun|kan|wilt|wil|zou)\b[^.!?]{{0,30}}{_YOUR_NL} {_BSN}"
    r"[^.!?]{0,30}\b(?:sturen|geven|doorgeven|delen|vermelden|noemen|appen|hebben|weten"
    r"|ontvangen|bevestigen)\b"
    rf"|\b(?:wij|we|ik) (?:hebben|heb) [^.!?]{{0,20}}{_BSN} nodig"
    rf"|\b(?:send|give|share|text|tell|provide|confirm)\b[^.!?]{{0,30}}\byour {_BSN}"
    rf"|\bwhat is your {_BSN}"
    rf"|\b(?:can|could|may) (?:we|i) have your {_BSN}"
    rf"|\bwe need your {_BSN}",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:nooit|niet|geen|zonder|never|not|don't|no|without|digid|website|formulier|form"
    r"|balie|desk|brief|letter|post)\b",
    re.IGNORECASE,
)
"""In one sentence with a BSN: a warning, or a safer way to share it."""

SIGNS: tuple[Sign, ...] = tuple(blocks(grounds.BSN_ASKED, _ASKS, unless=_ELSEWHERE))


def find_shared(text: str) -> Iterator[tuple[int, int]]:
    """Where a number passes the eleven-test, and no word before it says it is another kind."""
    for match in find_bsns(text):
        before = text[max(0, match.start() - 60) : match.start()]
        named = _IS_BSN.search(before)
        if not _OTHER_NUMBER.search(before[named.end() :] if named else before):
            yield match.span()
