"""Calling for help itself: 112, an ambulance, the police, or just help."""

from __future__ import annotations

from .patterns import PERSON

CUES = """
112 help hellup heelp hulp amb amu polit polis plies brandweer ziekena ziekenw nood
gevaar sos sturen verstopt zolder onder gillen schreeuw krijsen
"""
_AMBULANCE = r"a[mn]?b?u?b?lan[cs]e?|ambula\w{0,2}[cs]e|amublance|ziekenauto|ziekenwagen"
_SERVICE = rf"\b(?:{_AMBULANCE}|brandweer|politie|polisie|poltie|pliesie|hulpdiensten)\b"
_SENDING = r"\b(?:stuur|sturen|nodig|(?<!ik )kom|komen|komt|graag|bel|bellen|waarschuw|snel|gauw)\b"
_PLEASE = r"(?:alsjeblieft|alstublieft|asjeblieft|aub|a\.u\.b\.?|please|snel|nu|gauw|toch)"
_HELP = r"(?:help|hellup|heelp)"

ALONE = (
    r"(?:bel(?:len)? |call )?112[\s!?.]*",
    r"(?:moet|kan|mag|zal) (?:ik|we|wij) (?:nu )?112 bellen[\s!?.]*",
    rf"(?:{_HELP}[\s!.,]*){{1,4}}(?:(?:mij|me|ons)[\s!.,]*)?(?:{_PLEASE}[\s!.,]*){{0,2}}",
    rf"(?:{_SERVICE}|hulp)\s*!+",
    r"sos[\s!.]*",
)

SIGNS = (
    r"\biemand\b[^.?!]{0,8}\b(?:sturen|komen|langs)\b[^.?!]{0,40}\b(?:ligt|bloed|gewond|wakker)\b",
    r"\b(?:ik|we|wij) (?:heb|hebben|zit|zitten) [^.?!]{0,15}(?:verstopt|op zolder|onder het bed)\b",
    r"\b(?:bel|belt|bellen|gebeld|call|called)\b[^.?!]{0,20}\b112\b",
    r"\b112\b[^.?!]{0,15}\b(?:gebeld|bellen|called|bel)\b",
    rf"{_SENDING}[^.?!]{{0,25}}{_SERVICE}",
    rf"{_SERVICE}[^.?!]{{0,12}}{_SENDING}",
    r"\bhulp\b[^.?!]{0,15}\bnodig\b[^.?!]{0,25}\bgewond\w*",
    rf"\b{_HELP}(?:\W+{_HELP})+\b|\bhelp ?!{{2,}}|\b(?:hellup|heelp)\b",
    rf"(?<!can you )(?<!could you )\bhelp (?:mij|me|ons)(?: {_PLEASE}){{0,2}}\W*$",
    r"\bhoor (?:haar|hem|iemand|een \w+) (?:gillen|schreeuwen|krijsen)\b",
    r"\b(?:schreeuw|roep|gil)\w* om hulp\b|\bom hulp (?:schreeuw|roep|te roepen|te schreeuwen)\w*",
    r"\blevensgevaar\b|\bnood(?:geval|situatie)\b",
    rf"\b{PERSON}\b[^.?!]{{0,15}}\bin gevaar\b|\bleven\b[^.?!]{{0,10}}\bin gevaar\b",
)
