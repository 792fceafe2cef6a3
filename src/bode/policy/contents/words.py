"""Words that several signs are made of."""

from __future__ import annotations

from .parties import party_pattern

BEGINS = r"(?:^|[,;:!?]\s*|\b(?:en|dus|daarom|and|so|dan)\s+|\b(?:please|asjeblieft|alstublieft),?\s+)"
"""Where someone is told to do something."""

PARTICIPATION = (
    r"\b(?:ontwerp|speel(?:tuin|plek|toestel)|plein\b|boom|bomen|logo|naam (?:van|voor)|designs?\b|playground"
    r"|square|names? (?:of|for)|huurders|tenants|vrijwilliger van|volunteer of|jongerenraad|kinderburgemeester)"
)
"""A vote about something else than who governs."""

DATE = (
    r"(?:(?:op |on )?(?:(?:deze |this )?(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)day|morgen|vandaag|tomorrow|today|[0-9]{1,2}(?:th)? (?:januari"
    r"|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|january"
    r"|february|march|may|june|july|august|october))\b,?\s*)"
)

NOT_ADVICE = r"\b(?:nooit|niet mogen|mogen u niet|geen advies|never|can't tell|cannot tell|nep|scam)\b"


def whom(names: tuple[str, ...]) -> str:
    """A party, list or candidate for which one can vote."""
    return (
        r"(?:(?:de |het |onze |mijn |the |our |my )?"
        rf"(?:{party_pattern(names)}"
        r"|lijst [0-9]+|list [0-9]+|nummer [0-9]+|number [0-9]+"
        r"|(?:\w+)?partij\b|kandida(?:at|te)\b|candidate\b|lijsttrekker\b|party\b"
        r"|(?:wethouder|burgemeester|alderman|mayor)(?:'?s party)?\b)"
        r"|ons\b|mij\b|us\b|me\b)"
    )


NO_NAME = (
    r"(?!(?i:\w*dag|uw?|nu|station|schiphol|texel|vlieland|terschelling|ameland|schiermonnikoog"
    r"|municipal|provincial|european|dutch|parliament|council|water|the|a|your|your)\b)"
)
"""What may follow in a plain answer about where and when to vote, even with a capital."""
