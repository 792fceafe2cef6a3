"""Campaigning: for a party, a candidate or a choice."""

from __future__ import annotations

import re

from . import grounds
from .signs import Sign, blocks

BEGINS = r"(?:^|[,;:]\s*|\b(?:en|dus|daarom|and|so)\s+|\b(?:please|asjeblieft|alstublieft),?\s+)"
_WHOM_NL = (
    r"(?:lijst [0-9]|nummer [0-9]|(?:de |onze |mijn )?(?:partij|kandidaat|lijsttrekker)\b"
    r"|ons\b|mij\b|onze wethouder|wethouder\b|burgemeester\b)"
)
_WHOM_EN = r"(?:list [0-9]|number [0-9]|(?:the |our |my )?(?:party|candidate)\b|us\b|me\b)"
_CAMPAIGNS = re.compile(
    rf"{BEGINS}stem (?:ook |weer |straks |dan |woensdag |morgen |vandaag )?(?:op|voor) {_WHOM_NL}"
    rf"|{BEGINS}(?:breng|geef) (?:uw|je|jouw) stem (?:uit op|aan) {_WHOM_NL}"
    rf"|{BEGINS}stem (?:voor|tegen) (?:het|dit|deze) (?:plan|voorstel|referendum)\b"
    rf"|\b(?:steun|word lid van|doneer aan) (?:de |onze |mijn )?"
    rf"(?:partij|kandidaat|lijsttrekker|verkiezingscampagne)\b"
    rf"|{BEGINS}vote (?:again )?(?:for|against) (?:{_WHOM_EN}|(?:the|this) (?:plan|proposal)\b)"
    rf"|\b(?:support|join|donate to) (?:our|my) (?:party|candidate|election campaign)\b",
    re.IGNORECASE,
)
_NO_NAME = (
    r"(?!(?i:\w*dag|uw?|nu|station|schiphol|texel|vlieland|terschelling|ameland|schiermonnikoog"
    r"|municipal|provincial|european|dutch|parliament|council|water|the|a|your)\b)"
)
"""What may follow in a plain answer about where and when to vote, even with a capital."""
_CAMPAIGNS_FOR_A_NAME = re.compile(
    rf"{BEGINS}(?:[Ss]tem|[Bb]reng (?:uw|je|jouw) stem uit) op (?:de |het )?{_NO_NAME}[A-Z]\w+"
    rf"|{BEGINS}[Ss]tem {_NO_NAME}[A-Z]\w*[A-Z0-9]\b"
    rf"|{BEGINS}[Vv]ote for {_NO_NAME}[A-Z]\w+"
)

SIGNS: tuple[Sign, ...] = tuple(blocks(grounds.CAMPAIGN, _CAMPAIGNS, _CAMPAIGNS_FOR_A_NAME))
