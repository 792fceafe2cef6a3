"""What a message may not say, whatever its purpose.

Narrow on purpose: only what is plain. An ordinary answer that is refused by mistake costs a
citizen more than a doubtful one that a colleague still sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from bode.basics import find_bsns

from . import refusals
from .refusals import Refusal

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DIGITS = re.compile(r"[0-9]{3}[ .-]?[0-9]{2}")
_WORDS = (
    *("bsn", "burger", "sofi", "citizen service"),
    *("stem", "vote", "voti", "partij", "party", "campa", "kandida", "candida", "lijsttrekker"),
    *("korting", "aanbieding", "discount", "sale", "% off", "promo"),
)
"""Nothing below can be found in a text without one of these; most texts have none."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")

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

_PROMOTES = re.compile(
    r"\b(?:koop|bestel|boek|shop|profiteer) (?:nu|snel|vandaag)\b[^.!?]{0,60}"
    r"(?:\bkorting|\baanbieding|\bsale\b)"
    r"|\b(?:mis|grijp) (?:deze|onze|je|uw) (?:aanbieding|korting|kans op korting)"
    r"|\bkortingscode\b"
    r"|\b(?:buy|shop|order|book) (?:now|today)\b[^.!?]{0,60}(?:\bdiscount|% off|\bsale\b)"
    r"|\bdon't miss (?:this|our) (?:discount|sale)\b"
    r"|\b(?:discount|promo) code\b",
    re.IGNORECASE,
)

_BEGINS = r"(?:^|[,;:]\s*|\b(?:en|dus|daarom|and|so)\s+|\b(?:please|asjeblieft|alstublieft),?\s+)"
_WHOM_NL = (
    r"(?:lijst [0-9]|nummer [0-9]|(?:de |onze |mijn )?(?:partij|kandidaat|lijsttrekker)\b"
    r"|ons\b|mij\b|onze wethouder|wethouder\b|burgemeester\b)"
)
_WHOM_EN = r"(?:list [0-9]|number [0-9]|(?:the |our |my )?(?:party|candidate)\b|us\b|me\b)"
_CAMPAIGNS = re.compile(
    rf"{_BEGINS}stem (?:ook |weer |straks |dan |woensdag |morgen |vandaag )?(?:op|voor) {_WHOM_NL}"
    rf"|{_BEGINS}(?:breng|geef) (?:uw|je|jouw) stem (?:uit op|aan) {_WHOM_NL}"
    rf"|{_BEGINS}stem (?:voor|tegen) (?:het|dit|deze) (?:plan|voorstel|referendum)\b"
    rf"|\b(?:steun|word lid van|doneer aan) (?:de |onze |mijn )?"
    rf"(?:partij|kandidaat|lijsttrekker|verkiezingscampagne)\b"
    rf"|{_BEGINS}vote (?:again )?(?:for|against) (?:{_WHOM_EN}|(?:the|this) (?:plan|proposal)\b)"
    rf"|\b(?:support|join|donate to) (?:our|my) (?:party|candidate|election campaign)\b",
    re.IGNORECASE,
)
_NO_NAME = (
    r"(?!(?i:\w*dag|uw?|nu|station|schiphol|texel|vlieland|terschelling|ameland|schiermonnikoog"
    r"|municipal|provincial|european|dutch|parliament|council|water|the|a|your)\b)"
)
"""What may follow in a plain answer about where and when to vote, even with a capital."""
_CAMPAIGNS_FOR_A_NAME = re.compile(
    rf"{_BEGINS}(?:[Ss]tem|[Bb]reng (?:uw|je|jouw) stem uit) op (?:de |het )?{_NO_NAME}[A-Z]\w+"
    rf"|{_BEGINS}[Ss]tem {_NO_NAME}[A-Z]\w*[A-Z0-9]\b"
    rf"|{_BEGINS}[Vv]ote for {_NO_NAME}[A-Z]\w+"
)
_ASKS_FOR_A_VOTE = re.compile(
    r"\bop (?:wie|welke partij|welke kandidaat) (?:gaat|ga|stemt|stem|heeft|heb|wilt|wil)\b"
    r"[^.!?]{0,20}\b(?:u|je|jij)\b(?:[^.!?]{0,20}\b(?:stemmen|gestemd)\b|\s*\?)"
    r"|\b(?:who|which party|which candidate) (?:will|did|do) you (?:be )?(?:vote|voting)\b"
    r"|\b(?:who|which party|which candidate) are you voting\b",
    re.IGNORECASE,
)
_KEEPS_FROM_VOTING = re.compile(
    rf"{_BEGINS}(?:ga (?:(?:dit jaar|morgen|woensdag) )?niet stemmen|stem niet"
    rf"|(?:do not|don't) (?:go and )?vote)\s*(?:[.!]|$)",
    re.IGNORECASE,
)


def forbidden_content(texts: Iterable[str]) -> Refusal | None:
    """Return why one of these texts may not be sent; None when all of them may."""
    for text in texts:
        plain = text if text.isascii() else _plain(text)
        if _worth_reading(plain):
            found = _forbidden(plain)
            if found is not None:
                return found
    return None


def _worth_reading(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _WORDS) or _DIGITS.search(text) is not None


def _plain(text: str) -> str:
    """The text as it reads: without signs that only look different, or that nobody sees."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("’", "'")


def _forbidden(text: str) -> Refusal | None:
    if _shares_bsn(text):
        return refusals.BSN_SHARED
    for sentence in _SENTENCE.split(text):
        for says, refusal in _SENTENCES:
            if says(sentence.strip()):
                return refusal
    return None


def _shares_bsn(text: str) -> bool:
    """Whether a number passes the eleven-test, and no word before it says it is another kind."""
    for match in find_bsns(text):
        before = text[max(0, match.start() - 60) : match.start()]
        named = _IS_BSN.search(before)
        if not _OTHER_NUMBER.search(before[named.end() :] if named else before):
            return True
    return False


def _asks_for_bsn(sentence: str) -> bool:
    return bool(_ASKS.search(sentence)) and not _ELSEWHERE.search(sentence)


def _campaigns(sentence: str) -> bool:
    return bool(_CAMPAIGNS.search(sentence) or _CAMPAIGNS_FOR_A_NAME.search(sentence))


_SENTENCES: tuple[tuple[Callable[[str], object], Refusal], ...] = (
    (_asks_for_bsn, refusals.BSN_ASKED),
    (_campaigns, refusals.CAMPAIGN),
    (_ASKS_FOR_A_VOTE.search, refusals.VOTER_DATA),
    (_KEEPS_FROM_VOTING.search, refusals.ELECTION_INFLUENCE),
    (_PROMOTES.search, refusals.PROMOTION),
)
