"""Campaigning: for or against a party, a candidate or a choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from . import grounds
from .findings import Ground
from .parties import find_mentions, party_pattern
from .signs import Sign, blocks, warns
from .words import BEGINS, DATE, NO_NAME, PARTICIPATION, whom

CUES = (
    *("stem", "vote", "voti", "kies", "choose", "kruisje", "vakje", "partij", "party", "campa"),
    *("kandida", "candida", "lijsttrekker", "flyer", "lijst ", "list ", "petitie", "petition"),
    *("poster", "affiche", "u weet", "you know", "gun ons", "geef ons", "zet ons", "linkse", "rechtse"),
    *("verkiezing", "manifest", "volmacht", "gemachtigde"),
)


@lru_cache(maxsize=512)
def signs(names: tuple[str, ...] = ()) -> tuple[Sign, ...]:
    """The signs of a campaign; `names` are the parties and candidates of a municipality."""
    return (*_calls(whom(names), party_pattern(names)), *_joins(party_pattern(names)), *_DOUBTS)


def _calls(whom: str, party: str) -> tuple[Sign, ...]:
    """Asking for a vote."""
    small = r"(?:ook |weer |straks |dan |gewoon |volgende keer |again )*"
    return (
        *blocks(
            grounds.CAMPAIGN,
            rf"{BEGINS}(?:stem|vote) {small}{DATE}?{small}(?:(?:bij|in|at) (?:de|het|the) \w+ )?"
            rf"(?:op|voor|for|against) {whom}",
            unless=PARTICIPATION,
        ),
        *blocks(
            grounds.CAMPAIGN,
            rf"\b(?:stem|stemt|stemmen|vote) (?:dan |wel |weer |ook |gewoon |nu |toch |u )*{party}",
            rf"{party} (?:te )?stemmen\b",
            rf"\b(?:vergeet|vraag|hop?en|hoop|moet|raad|zorg|mijn advies)\b[^.!?]*\bop {whom}"
            r" (?:te stemmen|stemmen|stemt)\b",
            rf"\bstemt u (?:dan |natuurlijk )?op {whom}(?![^.!?]*\?)",
            rf"\b(?:breng|geef) (?:uw|je|jouw) stem (?:uit op|aan) (?:{whom}|(?-i:{NO_NAME}[A-Z]\w+))",
            r"\bgive your vote to (?:(?:the|our|my) \w+|(?-i:[A-Z]\w+)|us|me)\b",
            rf"\b(?:een stem op|a vote for) {whom} is\b",
            r"\b(?:een stem op|a vote for) (?-i:[A-Z]\w+) is (?:een stem|a vote)\b",
            rf"{BEGINS}(?:kies|choose|back|support) (?:dus |dan |nu )?{DATE}?(?:voor )?(?:de |het |the )?(?:{party}|lijst [0-9]+"
            r"|list [0-9]+|(?-i:[A-Z]\w+ [A-Z]\w+, lijst [0-9]))",
            rf"\b(?:kruisje|vakje|hokje|cross|box)\b[^.!?]{{0,40}}(?:lijst [0-9]|nummer [0-9]|list [0-9]|{party}"
            r"|kandidaat|candidate)",
            rf"\b(?:hang|plak|zet|put up|display)\b[^.!?]{{0,20}}\b(?:poster|bord|affiche)s?\b[^.!?]{{0,10}}{party}",
            rf"\bbeste keuze\b[^.!?]{{0,30}}(?:lijst [0-9]|{party})",
            rf"\b(?:geef|give) {party} (?:een|a) (?:kans|chance)",
            rf"\bga {DATE}?voor (?:de |het )?{party}",
            rf"\bstembus\b[^.!?]{{0,20}}\bvoor (?:de |het )?{party}",
            rf"\b(?:to|don't forget to|and) vote for {whom}",
        ),
        *blocks(
            grounds.CAMPAIGN,
            rf"{BEGINS}(?-i:(?:[Ss]tem|[Bb]reng (?:uw|je|jouw) stem uit) op (?:de |het )?{NO_NAME}[A-Z]\w+)",
            rf"{BEGINS}(?-i:[Ss]tem {NO_NAME}[A-Z]\w*[A-Z0-9]\b)",
            rf"{BEGINS}(?-i:[Ss]tem voor (?:de |het )?{NO_NAME}[A-Z]\w+)",
            rf"{BEGINS}(?-i:[Vv]ote for {NO_NAME}[A-Z]\w+)",
            unless=PARTICIPATION,
        ),
        *blocks(
            grounds.CAMPAIGN,
            rf"{BEGINS}(?:stem|vote) (?:voor|tegen|for|against) (?:het|dit|deze|de|the|this) "
            r"(?:\w+ ){0,2}(?:plan|voorstel|referendum|proposal)\b",
        ),
        *blocks(
            grounds.CAMPAIGN,
            rf"{BEGINS}(?:stem|vote) (?:voor|tegen|for|against|ja|nee|yes|no)\b",
            needs=r"\breferendum\b",
        ),
    )


def _joins(party: str) -> tuple[Sign, ...]:
    """Asking to join, help or pay."""
    its = r"(?:(?:de |onze |mijn |our |my )?(?:partij|kandidaat|lijsttrekker|party|candidate)"
    return (
        *blocks(
            grounds.CAMPAIGN,
            rf"\b(?:steun|word lid van|lid worden van|doneer aan|support|join|donate to) {its}\b"
            rf"|(?:de )?{party})",
            r"\b(?:steun|doneer|support|donate)\w*\b[^.!?]{0,30}"
            r"\b(?:(?:onze|mijn|our|my) campa(?:gne|ign)|verkiezingscampagne|election campaign)\b",
            r"\b(?:onze|mijn|our|my) campa(?:gne|ign) (?:steunen|support)\b",
            r"\b(?:vrijwilligers|volunteers?)\b[^.!?]{0,40}"
            r"\b(?:verkiezingscampagne|for the party|for the alderman|voor de partij)\b",
            r"\bcampaign volunteers?\b",
            r"\b(?:kom|doe|help|ga)\b[^.!?]{0,20}\b(?:mee )?(?:flyeren|folderen)\b",
            r"\bflyers\b[^.!?]{0,15}\bfor the party\b",
            rf"\b(?:word|become)\b[^.!?]{{0,10}}\b(?:lid|a member|donateur) (?:van|of|bij) (?:de |het |the )?{party}",
            r"\b(?:kom|kom naar|meld u aan|come)\b[^.!?]{0,50}\b(?:onze|mijn|our|my) (?:partij\b|party's)",
        ),
    )


_DOUBTS = (
    *warns(
        grounds.LIKE_CAMPAIGN,
        r"\b(?:onze|mijn|namens de|wij van de|-) ?(?:partij|kandidaat|lijsttrekker|fractie|afdeling zoekt)\b",
        r"\b(?:our|my) (?:party|candidate|campaign|poster)\b(?! room| against)",
        r"\b(?:onze|mijn) (?:verkiezings)?(?:poster|affiche)s?\b",
        r"\b(?:verkiezingsprogramma|election manifesto|the manifesto of)\b",
        r"\bbeve(?:elt|len)\b[^.!?]{0,20}\b(?:lijst|kandidaat|partij)\b",
        r"\b(?:petitie|petition)\b[^.!?]{0,20}\b(?:tegen|against)\b",
        r"\bkandidaat voor de (?:tweede kamer|gemeenteraad|provinciale staten)\b",
        r"\b(?:linkse|rechtse|left-wing|right-wing) (?:raad|partij|coalitie|wethouder|council|party)\b",
        r"\bplaats op de kandidatenlijst\b|\b(?:zoekt|zoeken)\b[^.!?]{0,25}\bkandidatenlijst\b",
    ),
    *warns(
        grounds.LIKE_CAMPAIGN,
        r"\blijsttrekker\b[^.!?]{0,40}\b(?:staat|komt|deelt|langs|markt|bezoekt)\b",
        r"\b(?:lijst|list) [0-9]+\b(?! van de bijlage| of the appendix)",
        r"\bkandidaat\b[^.!?]{0,30}\b(?:trots|ontmoet)\b",
        r"\bu weet\b[^.!?]{0,25}\b(?:te doen|stemhokje)\b|\byou know what to do\b",
        r"\b(?:gun|geef|schenk) ons (?:uw|je) (?:vertrouwen|steun)|\bzet ons op\b",
        around=True,
    ),
)

_TO_THEIR_CREDIT = re.compile(
    r"\b(?:dankzij|danken aan|dank aan|hard gemaakt|komt? op voor|opkomt|strijd\w*|gestreden|fought"
    r"|fights?|komt door|schuld|beloofd?|promised|enige partij|enige die|only party|only one|thanks to"
    r"|gaat het|went|laten lopen|valt tegen|in de steek|let down|verdient|deserves?|wil dat|trots|proud"
    r"|cares? about|beter|better|beste?|best|goed|slecht|bad|you|your|uw?|je|ons|us)\b",
    re.IGNORECASE,
)
"""A party or candidate is praised or blamed in it, or held before whoever reads it."""
_NEUTRAL = re.compile(
    r"\b(?:uitslag|zetels?|doen mee|take part|website|griffie|registrar\w*|moties?|motions?|verslag"
    r"|minutes|volgens|according|in (?:19|20)[0-9]{2}|uit (?:19|20)[0-9]{2}|debat|debate"
    r"|kandidatenlijst\w*|stembiljet|overzicht|overview|vernield|verkiezings(?:bord|affiche)\w*"
    r"|results?|seats?|spreekuur|mailen|winkel|kan ik\b.{0,5}\bniets?|ik kan u niet|can't comment"
    r"|geen (?:advies|antwoord)|wij zijn van de gemeente|melding)\b",
    re.IGNORECASE,
)
"""It tells what everyone may know, or keeps out of it."""


def find_named(
    sentence: str, names: tuple[str, ...], *, around: bool
) -> Iterator[tuple[int, int, Ground]]:
    """Where a sentence names a party or candidate to their credit or discredit.

    Around an election also where it just names one, unless it tells what everyone may know.
    """
    for start, end in find_mentions(sentence, names):
        if _NEUTRAL.search(sentence):
            return
        if _TO_THEIR_CREDIT.search(sentence):
            yield start, end, grounds.LIKE_CAMPAIGN
        elif around:
            yield start, end, grounds.NAMED_AROUND_ELECTION
