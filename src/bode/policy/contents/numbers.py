"""Personal numbers: a BSN that is shared, or asked for, and documents on which one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bode.basics import find_bsns, is_bsn

from . import grounds
from .signs import Sign, blocks, warns

CUES = ("bsn", "b.s.n", "burger", "sofi", "citizen service", "social security")
ID_CUES = ("foto", "kopie", "scan", "picture", "photo", "copy")

_OTHER_NUMBER = re.compile(
    r"(?:\b(?:zaak|kenmerk|dossier|referentie|aanvra|factu|order|bestel|melding|meldn|rsin|reken|klant"
    r"|vergunning|kvk|oin|tel|bel|nummer|case|reference|invoice|account|permit|report|call)"
    r"[\w./-]*(?:\W+\w+){0,2}\W*"
    r"|[€$]\s*|(?:\+|\b00)[0-9]{1,3}\s?)$",
    re.IGNORECASE,
)
"""Just before a number, a sign that it is something else than a BSN."""

_BSN = (
    r"\b(?:bsn|b\.s\.n\.?|burgerservicenummer|burger ?service ?nummer|sofi-?nummer"
    r"|citizen service number|social security number)(?!\w)"
)
_IS_BSN = re.compile(_BSN, re.IGNORECASE)
_YOUR = r"(?:uw|je|jouw|your)"
_ID = r"\b(?:paspoort|identiteits(?:kaart|bewijs)|id-kaart|rijbewijs|passport|id card|driving licence)\b"
_PICTURE = r"\b(?:foto|kopie|scan|picture|photo|copy)\b"
_ELSEWHERE = (
    r"\b(?:nooit|niet|geen|zonder|never|not|don't|no|without|digid|website|formulier|form"
    r"|balie|desk|brief|letter|post|upload\w*|kopieid)\b"
)
"""In one sentence with a BSN: a warning, or a safer way to share it."""

_PLEA = (
    r"\b(?:stuur|stuurt|geef|geeft|vermeld|noem|typ|deel|bevestig|app|vul|vult u|mag|mogen|kunt|kun|kan"
    r"|wilt|wil|zou|graag|nodig|svp|s\.v\.p|send|give|share|text|tell|provide|confirm|reply|need|may"
    r"|can|could|please)\b"
)

SIGNS: tuple[Sign, ...] = tuple(
    blocks(
        grounds.BSN_ASKED,
        rf"{_PLEA}[^.!?]{{0,60}}{_BSN}",
        rf"{_BSN}[^.!?]{{0,30}}{_PLEA}",
        rf"\b(?:wat is|what is|what's) {_YOUR} {_BSN}",
        unless=rf"{_ELSEWHERE}|\b(?:vind\w*|staat|staan|find|stands|printed|mee)\b",
    )
)
ID_SIGNS: tuple[Sign, ...] = tuple(
    warns(
        grounds.ID_ASKED,
        rf"{_PICTURE}[^.!?]{{0,40}}{_ID}",
        unless=rf"{_ELSEWHERE}|\b(?:mee|meenemen|bring)\b",
        needs=r"\b(?:stuur|stuurt|sturen|maak|app|appen|mail|mailen|send|take)\b",
    )
)

_APART = re.compile(r"(?<![\w+])[0-9](?:[ .-]{1,2}[0-9]){8}(?![\w-])")
_WORDS = {
    **{word: str(n) for n, word in enumerate("nul een twee drie vier vijf zes zeven acht negen".split())},
    **{"één": "1", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"},
    **{"six": "6", "seven": "7", "eight": "8", "nine": "9"},
}
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(_WORDS)})(?:[\s,-]+(?:{'|'.join(_WORDS)})){{8}}\b", re.IGNORECASE)


def find_shared(text: str) -> Iterator[tuple[int, int]]:
    """Where a number passes the eleven-test, and no word before it says it is another kind."""
    for match in (*find_bsns(text), *_find_odd(text)):
        before = text[max(0, match.start() - 60) : match.start()]
        named = _IS_BSN.search(before)
        called_so = _IS_BSN.search(text, match.end(), match.end() + 15)
        if called_so or not _OTHER_NUMBER.search(before[named.end() :] if named else before):
            yield match.span()


def _find_odd(text: str) -> Iterator[re.Match[str]]:
    """A BSN with each digit apart, or in words."""
    for match in _APART.finditer(text):
        if is_bsn(re.sub(r"[ .-]", "", match[0])):
            yield match
    for match in _IN_WORDS.finditer(text):
        digits = (_WORDS[word] for word in re.findall(r"\w+", match[0].lower()))
        if is_bsn("".join(digits)):
            yield match
