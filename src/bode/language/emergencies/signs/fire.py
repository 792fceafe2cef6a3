"""Fire and smoke, gas and power, and what comes down."""

from __future__ import annotations

from .patterns import MINE, NEAR

CUES = """
brand brant brnad bradn brân fik hens lichterlaaie vlam rook steekt steken gas koolmonoxide accu
co-melder comelder melder explosie ontplof plofkraak geknald knal vuur
kabel draad draden ingestort stort beneden vonk iemand
"""
_FIRE = r"(?:brand|brandt|brant|brnad|bradn|brân)"
_THERE = r"(?:er|het|dit|hier|daar|der|d'r|t|'t)"
_BUILDING = (
    r"(?:huis|huus|woning|flat|keuken|schuur\w*|schure|skuorre|zolder|kelder|garage|dak|balkon"
    r"|auto|scooter|container|school|winkel|gebouw|hal|trappenhuis|gang|lift|meterkast|raam|ramen"
    r"|stopcontact|muur)"
)
_STANDS = r"staat|steet|stiet|staan|stond|vliegt|vloog"
_WHAT_BURNS = (
    r"(?:woning|huis|keuken|schoorsteen|auto|schuur|bos|berm|container|kelder|flat|zolder"
    r"|natuur|heide|binnen|buiten)"
)

ALONE = (rf"{_FIRE}[\s!?.]*",)

SIGNS = (
    rf"\b{_THERE} is (?:(?!geen|niet|nog)\w+ ){{0,2}}{_FIRE}\b(?! (?:blus|geblust))",
    rf"^\W*{_FIRE}\W*!|\bbrand!+",
    rf"\b(?:{_STANDS}|{_BUILDING})(?: nu| helemaal)? (?:in|yn) (?:de |'e )?(?:{_FIRE}|fik)\b",
    r"(?<!erin )\bin (?:de fik|de hens|lichterlaaie)\b|\bfikt\b",
    rf"\b{_FIRE}(?:je)? (?:in|op|bij|aan) {MINE}\b",
    rf"\b{_WHAT_BURNS}brand(?:je)?\b",
    rf"\b(?:het|t|'t|{_BUILDING}) brandt\b(?! (?:niet|overdag|altijd))",
    r"\bbrandt? (?:het |t )?(?:hier|bij (?:de|mijn|ons))\b",
    r"\bbrand (?:aan het |te )?stichten\b",
    r"\b(?:iemand|ze|hij|jongens|jongeren|jeugd) ste(?:ekt|ken) (?:\w+ ){1,4}aan\b",
    rf"\bvuur (?:uit|in) {MINE} \w*(?:raam|ramen|dak|huis|woning|schuur|keuken)\b",
    r"\bvlammen\b|\b(?:veel|dikke|zwarte) (?:\w+ )?rook\w*|\bvol (?:met )?rook\b|\ber is rook\b",
    rf"\brook (?:\w+ ){{0,2}}?(?:uit|in) {MINE} (?:\w+ )?{_BUILDING}\b",
    rf"\b\w*accu\b{NEAR}\b(?:ontploft|rookt|sist|brandt)\b",
    r"\b(?:ruik|stink|riek)\w*[^.?!]{0,40}? naar gas\b|\b(?:ruik|stink)\w* (?:\w+ ){0,3}?gas\b",
    r"\bgas(?:lucht|lek|lekkage|geur)\b|\bkoolmonoxide\w*|\bco[ -]?melder (?:gaat|piept)",
    rf"\bgasleiding\b{NEAR}\b(?:geraakt|kapot|lek|gesprongen)\b",
    rf"\b(?:geraakt|kapot|lek|gesprongen)\b{NEAR}\bgasleiding\b|\bgasleiding geraakt\b",
    r"\bontplof(?:t|fing)\b|\b(?:is|was) een explosie\b(?! aan)|\bplofkraak\b",
    r"\buit elkaar geknald\b|\bvuurwerk naar (?:mensen|kinderen|de politie|hulp\w+)\b",
    r"\b(?:gebouw|huis|gevel|muur|dak) (?:\w+ )?(?:stort|zakt) (?:zo|nu|straks|bijna)? ?in\b",
    r"\b(?:kabel|draad) met stroom\b",
    rf"\b(?:stroom|elektriciteits)(?:draad|draden|kabel\w*)\b{NEAR}\b(?:los|hang\w*|vonk\w*|bloot)\b",
    rf"\b(?:los|losse|blote|hangt?|hangen)\b{NEAR}\b(?:stroom|elektriciteits)(?:draad|draden|kabel\w*)\b",
    rf"\bingestort\b{NEAR}\b(?:mensen|iemand|kinderen)\b",
    r"\b(?:gevel|muur|dak|plafond|balkon|steiger) (?:stort in|komt naar beneden|valt om)\b",
    r"\bis (?:al )?iemand in ?gevallen\b",
)
