"""Parties and candidates that are named: to their credit, or around an election."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import grounds
from .findings import Ground, Severity
from .parties import find_mentions

_TO_THEIR_CREDIT = re.compile(
    r"\b(?:dankzij|danken|dank aan|hard gemaakt|komt? op voor|opkomt|strijd\w*|gestreden|fought"
    r"|fights?|komt door|schuld|beloofd?|toegezegd|promised|enige|only|thanks to|zonder|without"
    r"|gaat het|laten lopen|valt tegen|in de steek|let down|verdient|deserves?|wil dat|trots|proud"
    r"|cares? about|beter|better|beste?|best|goed|slecht|bad|veilig"
    r"|gelijk|right|wrong|moet|vindt|adviseren|komt voor|geweldig|great|liegt"
    r"|lies|lesje|zorgde|arranged|fault|you|your|uw?|je|ons|us)\b",
    re.IGNORECASE,
)
"""A party or candidate is praised or blamed in it, or held before whoever reads it."""
_NEUTRAL = re.compile(
    r"\b(?:uitslag|zetels?|doen mee|take part|website|griffie|registrar\w*|moties?|motions?|verslag"
    r"|minutes|(?:in|uit|from) (?:19|20)[0-9]{2}|debat|debate|kandidatenlijst\w*"
    r"|stembiljet|overzicht|overview|vernield|verkiezings(?:bord|affiche)\w*|results?|seats?"
    r"|spreekuur|mailen|winkel|kan ik\b.{0,5}\bniets?|ik kan u niet|can't comment"
    r"|geen (?:advies|antwoord)|wij zijn van de gemeente|melding)\b",
    re.IGNORECASE,
)
"""It tells what everyone may know, or keeps out of it."""


def find_named(sentence: str, *, around: bool) -> Iterator[tuple[int, int, Severity, Ground]]:
    """Where a sentence names a party or candidate to their credit or discredit.

    Around an election also where it just names one, unless it tells what everyone may know.
    """
    for start, end in find_mentions(sentence, around=around):
        if _NEUTRAL.search(sentence):
            return
        if _TO_THEIR_CREDIT.search(sentence):
            yield start, end, Severity.WARNS, grounds.LIKE_CAMPAIGN
        elif around:
            yield start, end, Severity.WARNS, grounds.NAMED_AROUND_ELECTION
