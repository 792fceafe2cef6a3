"""What takes a sign's meaning away: long ago, in general, a joke, a no."""

from __future__ import annotations

import re

LONG_AGO = re.compile(
    r"\b(?:gister\w*|eergisteren|vorige?|laatst|destijds|afgelopen|jaar geleden|jaren geleden"
    r"|maanden? geleden|weken? geleden|vroeger|nooit|gehad|na (?:mijn|een|zijn|haar) \w+"
    r"|ziektewet|(?:is|zijn|werd) gepakt|yesterday|last (?:week|month|year))\b"
)
JUST_NOW = re.compile(r"\b(?:net|zojuist|zonet|just now|right now)\b")

_IN_GENERAL = (
    r"\b(?:wat als|als er|stel dat|in geval van|bij brand|bij een|voor het geval|oefening\w*"
    r"|cursus|training|vergunning\w*|ontheffing|nieuws|open dag|worden wil|geblust|voorkomen"
    r"|subsidie|preventie\w*|inleveren|keurmerk|declareren|vrijwilligers?|oorlog|krant)\b"
    r"|\b(?:wanneer|hoe laat) (?:komt|kom|komen|is|zijn|gaat|rijdt|mag)\b"
    r"|\b\w+oefening\b|\b\w+cursus\b|-dag\b"
    r"|^\W*(?:mag|wanneer|waar|hoe|waarom|wat kost|moet ik|kan ik|is het|zijn er|do i|where|how)\b"
    r"|^\W*(?:dónde|gdzie|wo ist|де|где|أين)\b"
)
_IN_JEST = r"\b(?:grapje|grap|haha|hihi|spelletje)\b"
_HARMLESS = (
    r"\b(?:lamp\w*|licht\w*|lantaarn\w*|\w*verlichting|zon|kaars\w*|kachel)\b[^.?!]{0,30}\bbrandt?\b"
    r"|\bbrandt? (?:\w+ ){0,3}(?:licht|lamp\w*)\b|\bbrand van\b"
    r"|\b(?:schoorsteen|barbecue|bbq|houtkachel|openhaard|vuurkorf|stoken|rookoverlast)\b"
    r"[^.?!]{0,30}\brook|\brook\b[^.?!]{0,30}\b(?:schoorsteen|barbecue|bbq|houtkachel)\b"
    r"|\b(?:gemeente|jullie|afdeling|website|app)\b[^.?!]{0,20}\breage"
    r"|\bkwijt\b[^.?!]{0,30}\b(?:administratie|systeem|formulier|brp)\b"
    r"|\b(?:hond|kat|poes|eend|vogel|duif|egel)\b[^.?!]{0,20}\b(?:aangereden|dood|verdronken)\b"
)
NO_DANGER = re.compile(f"{_IN_GENERAL}|{_IN_JEST}|{_HARMLESS}")
"""What is asked in general, or meant otherwise, needs no ambulance."""

NO_HASTE = re.compile(
    r"\b(?:kost|kosten|procedure|vakantie|hoe geef ik|hoeft niet|kan wel wachten|haha)\b"
    r"|^\W*(?:hoe|wat|waar|kan ik|mag ik|is er|wordt|is it)\b"
)

_NO = r"(?:geen|niet|nooit|zonder|no|not|isn't|kein|keine|nicht|pas|nie|не|ليس|sin)"
DENIED_BEFORE = re.compile(
    rf"\b{_NO}[^\w,;:!]+(?:(?!(?:maar|want|dus|but)\b)\w+[^\w,;:!]+){{0,2}}$|\bpas d'$"
)
DENIED_AFTER = re.compile(
    r"\W*(?:değil|is (?:al )?(?:voorbij|geblust|uit)|is niet nodig|niet nodig|hoeft niet"
    r"|niet meer\b|alarm meer|erin\b)"
)
