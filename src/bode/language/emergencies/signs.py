"""The words themselves, in small letters. Dutch in full; of other languages the plainest."""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


CUE = _any(
    "112|brand|vlam|rook|gas|adem|bewusteloos|hart|help|hulp|brek|brok|broken|mes|pistool|wapen",
    "dreig|schote|aangevallen|aangereden|slaat|water|drink|ongeluk|gevaar|explosie|ontplof|stoken",
    "schreeuw|ambulance|politie|police|nood|stikt|beroerte|leven|einde|moord|suïcide|suicid|fire",
    "emergency|brenn|notfall|krankenwagen|secours|feu|incend|yang[ıi]n|i?mdat|po[żz]ar|пожеж|пожар",
    "допоможіть|помогите|حريق|النجدة|socorro|koolmonoxide|co-melder|spoed|dringend|urgent|asap",
    "piln|acil|عاجل|терміново|срочно|snel|haast|uitgezet|straat|ratunku|kabel",
)
"""A message without any of these is done at once, as nearly all are."""

ALONE = re.compile(r"(?:bel |call )?112[\s!?.]*|brand[\s!.]*|(?:help[\s!.,]*){1,4}|politie\s*!+")
"""A whole message that says no more than this."""

_SERVICE = r"\b(?:ambulance|brandweer|politie|krankenwagen|police|fire ?brigade|ziekenwagen)\b"
_SENDING = r"\b(?:stuur|sturen|send|nodig|need|brauche|kom|komen)\b"

DANGER = _any(
    r"\b(?:bel|belt|bellen|gebeld|call|called)\b[^.?!]{0,20}\b112\b",
    r"\b112\b[^.?!]{0,15}\b(?:gebeld|bellen|called|bel)\b",
    r"\b(?:er|het|dit|hier|daar) is (?:\w+ ){0,2}brand\b(?! (?:blus|geblust))",
    r"\b(?:staat|staan|stond|vliegt|vloog|huis|auto|flat) (?:nu )?in brand\b|\bbrand!+",
    r"\bbrand (?:in|op|bij) (?:de|het|mijn|ons|onze)\b",
    r"\bvlammen\b|\b(?:veel|dikke|zwarte) rook\b",
    r"\bruik\w* (?:\w+ ){0,2}gas\b|\bgas(?:lucht|lek|geur)\b|\bkoolmonoxide",
    r"\bco-melder (?:gaat|piept)",
    r"\badem\w* (?:\w+ )?niet\b|\bniet (?:meer )?adem\w*|\bbewusteloos\b",
    r"\bhart(?:stilstand|aanval)\b",
    r"\breanim\w+|\bstikt\b|\bverdrink\w*|\bin het water gevallen\b|\bneergestoken\b",
    r"\bsteekpartij\b",
    r"\baangereden\b|\b(?:heeft|krijgt|kreeg) (?:denk ik )?een (?:beroerte|hartinfarct)\b",
    r"\bernstig ongeluk\b|\bongeluk\b[^.?!]{0,30}\bgewond",
    r"\b(?:wordt|worden) (?:nu |hier )?(?:ingebroken|geschoten|gestoken|gevochten|beschoten)",
    r"\bmet een (?:mes|pistool|wapen|geweer)\b[^.?!]{0,25}\b(?:op|in|voor|bij)\b",
    r"\b(?:met een )?(?:man|iemand|hij|jongen) met een (?:mes|pistool|wapen|geweer)\b",
    r"\bbedreig\w*\b|\b(?:word|wordt|worden) (?:\w+ )?aangevallen\b",
    r"\b(?:slaat|sloeg|schopt) (?:mij|me|m'n|mijn|haar|hem|ons)\b|\bom hulp (?:schreeuw|roep)\w*",
    r"\b(?:schreeuw|roep|gil)\w* om hulp\b",
    _SENDING + r"[^.?!]{0,25}" + _SERVICE + "|" + _SERVICE + r"[^.?!]{0,12}" + _SENDING,
    r"\blevensgevaar\w*|\bnood(?:geval|situatie)\b|\bontplof(?:t|fing)\b",
    r"\b(?:is|was) een explosie\b|\b(?:kabel|draad) met stroom\b",
    r"\bwil niet meer leven\b|\beinde aan (?:mijn leven )?maken\b|\bzelfmoord\b|\bsu[iï]cid\w+",
    r"\bmezelf (?:iets aan|van kant)\b|\bkill myself\b",
    r"\bhelp(?:\W+help)+\b|\bhelp ?!{2,}",
    r"\bemergency\b|\bon fire\b|\b(?:is|a) fire in\b|\bbreaking into\b|\bnot breathing\b",
    r"\bnotfall\b|\bes brennt\b|\bau secours\b|\bil y a le feu\b|\bincendie\b",
    r"\byang[ıi]n\b|\bi?mdat\b",
    r"\bpo[żz]ar\w*|\bratunku\b|пожеж\w|пожар\w?|допоможіть|помогите|не дихає|не дышит",
    r"حريق|النجدة|\bincendio\b|\bsocorro\b",
)
HASTE = _any(
    r"\b(?:spoed|dringend|urgent|urgente|asap|pilne|acil|ratunku)\b|عاجل|терміново|срочно",
    r"\b(?:snel|direct|meteen) (?:mogelijk )?hulp\b|\bkan niet wachten\b",
    r"\b(?:vandaag|morgen|vanavond|nu) (?:\w+ ){0,3}uitgezet\b|\buitgezet (?:vandaag|morgen)\b",
    r"\b(?:vannacht|vanavond|vandaag|morgen) op straat\b",
)

_LONG_AGO = (
    r"\b(?:gisteren|eergisteren|vorige?|laatst|destijds|afgelopen|jaren geleden|maanden? geleden"
    r"|weken? geleden|vroeger|nooit|yesterday|last (?:week|month|year))\b"
)
_IN_GENERAL = (
    r"\b(?:wat als|als er|stel dat|in geval van|bij brand|bij een|voor het geval|oefening\w*"
    r"|cursus|training|vergunning|ontheffing|nieuws|open dag|worden wil|geblust|voorkomen)\b"
    r"|\b\w+oefening\b|-dag\b"
    r"|^\W*(?:mag|wanneer|waar|hoe|waarom|wat kost|moet ik|kan ik|is het|zijn er|do i|where|how)\b"
)
NO_DANGER = re.compile(f"{_LONG_AGO}|{_IN_GENERAL}")
"""What is long ago, or asked in general, needs no ambulance."""

NO_HASTE = re.compile(
    r"\b(?:kost|kosten|procedure|verklaring)\b|^\W*(?:hoe|wat|waar|kan ik|mag ik|is er)\b"
)

_NO = r"(?:geen|niet|nooit|zonder|no|not|isn't|kein|keine|nicht|pas|nie|не|ليس|sin)"
DENIED_BEFORE = re.compile(rf"\b{_NO}\W+(?:\w+\W+){{0,2}}$")
DENIED_AFTER = re.compile(
    r"\W*(?:değil|is (?:al )?(?:voorbij|geblust|uit)|niet nodig|hoeft niet)\b"
)
