"""Someone who hurts others, threatens them, or breaks in; and who is gone."""

from __future__ import annotations

from .patterns import MINE, NEAR

CUES = """
brek brok brak binnen overval trapt huis dreig vermoord doden dood mes pistool wapen bijl geweer
machete knuppel scho schiet vecht vocht slaat slaan geslagen schop mishandel wurg stomp steek
gestoken gestalkt opgesloten sluit verkracht aangerand aanrand ontvoer kwijt vermist
explosief granaat bom deur aangevallen keel
"""
_WEAPON = r"(?:\w{0,8}mes|messen|bijl|pistool|vuurwapen|wapen|geweer|machete|(?:honkbal)?knuppel)"
_SOMEONE = r"(?:man|vent|kerel|gozer|iemand|hij|ze|jongens?|buurman|ex|partner|vriend|broer|zoon)"
_WHOM = (
    r"(?:mij|me|haar|hem|ons|elkaar|m'n|mn|mijn (?:moeder|vader|zus|zusje|broer\w*|kind\w*|vrouw)"
    r"|(?:zijn|z'n) (?:vrouw|vriendin|kind\w*)|een (?:man|vrouw|jongen|meisje|kind)|iemand)"
)
_KILL = (
    r"(?:vermoorden|doden|dood ?(?:te )?maken|dood ?steken|dood ?slaan|dood ?schieten"
    r"|neer ?(?:te )?steken|te steken|te schieten)"
)
_CHILD = r"(?:zoon\w*|dochter\w*|kind\w*|peuter|kleuter|meisje|jongetje)"
_NOT_BY_LAW = r"(?! met (?:een )?(?:dwangsom|boete|uitschrijving|sluiting|korting|ontslag))"

SIGNS = (
    r"\b(?:wordt|worden) (?:nu |hier |er )?(?:ingebroken|geschoten|gestoken|gevochten|beschoten)",
    r"\baan het inbreken\b|\binbrekers?\b|\bin te breken\b|\b(?:deur|raam) open te breken\b",
    rf"\bprobe\w+\b{NEAR}\b(?:in te breken|binnen te (?:komen|dringen)|open te breken)\b",
    rf"\btrap\w* (?:{MINE} )?(?:voor)?deur (?:in|open)\b",
    r"\biemand in (?:mijn|ons) huis\b(?=[^.?!]*\bniet\b)",
    r"\b(?:vreemde|onbekende) (?:\w+ )?in huis\b",
    r"\b(?:word|wordt|worden) (?:nu )?overvallen\b|\boverval (?:op|bij|in) (?:de|het|een)\b",
    rf"\bmet een {_WEAPON}\b[^.?!]{{0,25}}\b(?:op|in|voor|bij)\b",
    rf"\b{_SOMEONE}\b{NEAR}\bmet (?:een |z'n |zijn )?(?:\w+ )?{_WEAPON}\b",
    rf"\b{_SOMEONE} (?:heeft|had|trekt|pakt) (?:nu )?(?:een|z'n|zijn) (?:\w+ )?{_WEAPON}\b",
    rf"\bbedreig\w*\b{_NOT_BY_LAW}|\b(?:word|wordt|worden) (?:\w+ )?aangevallen\b",
    rf"\bdreigt?\b[^.?!]{{0,20}}\b{_KILL}|\b(?:gaat|wil|zal|ga) (?:mij|me|ons|haar|hem) {_KILL}",
    r"\bhoor\w* (?:\w+ )?schoten\b|\ber (?:is|wordt) (?:\w+ )?geschoten\b|\bschietpartij\b",
    r"\bdood(?:schiet|maakt|slaat|steekt)\w*|\bkeel dicht\b|\b(?:knijpt|grijpt) [^.?!]{0,10}keel\b",
    r"\b(?:staan?|staat|zijn) (?:\w+ )?(?:te|aan het) vechten\b|\biemand (?:\w+ )?binnengekomen\b",
    r"\bvechtpartij\b|\bsteekpartij\b|\bneergestoken\b|\bneergeschoten\b|\bword gestoken\b",
    rf"\b(?:slaat|slaan|sloeg|schopt|schoppen|wurgt|mishandelt|steekt|stompt) {_WHOM}\b",
    r"\bheeft (?:mij|me|haar|mijn \w+) (?:\w+ )?(?:geslagen|geschopt|gestoken|mishandeld)\b",
    r"\bsla\w* [^.?!]{0,25}in elkaar\b|\bin elkaar (?:geslagen|slaan)\b",
    r"\bslaat [^.?!]{0,20}kapot\b",
    rf"\bex\b[^.?!]{{0,20}}\bvoor {MINE} (?:voor)?deur\b",
    r"\bgestalkt\b[^.?!]{0,30}\b(?:nu|staat)\b",
    r"\bik (?:zit|ben) (?:\w+ ){0,2}opgesloten\b|\bsluit (?:mij|me|ons) op\b",
    r"\bverkracht\b|\baangerand\b|\bontvoerd\b",
    rf"\b{_CHILD}(?: van \w+)? (?:is )?(?:kwijt|vermist|ontvoerd|verdwenen)\b",
    r"\ber ligt een (?:bom|granaat|explosief)\b|\bexplosief (?:aan|bij|op|voor)\b|\bbommelding\b",
)
