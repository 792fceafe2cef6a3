"""Promotion: advertising for something to buy, or for the municipality itself."""

from __future__ import annotations

from . import grounds
from .signs import Sign, blocks, warns

CUES = (
    *("korting", "aanbieding", "discount", "sale", "% off", "promo", "prijs", "price", "cheap"),
    *("voorde", "offer", "cashback", "op is op", "laatste kans", "halen", "last chance", "snel bij"),
    *("abonnement", "loot ", "gratis", "free", "nu voor", "vrienden", "friends", "code", "bestel"),
    *("koop", "winkelen", "shoppen", "ontdek", "discover", "beleef", "beleven", "proef", "win "),
    *("winactie", "maak kans", "nieuwsbrief", "newsletter", "dagje", "langs", "verhuis", "move to"),
    *("volg ons", "follow us", "gezellig", "cosy", "cosiest", "mooiste", "leukste", "gastvrijste", "fijnste", "groenste", "schoonste", "nicest", "greenest", "cleanest", "beautiful", "beste ", "best ", "limited", "kom "),
    *("scoor", "goodie", "in plaats van", "trots", "proud", "agenda", "geniet", "enjoy", "grab"),
    *("treat", "visit", "bezoek", "actie", "niet missen", "never miss", "genomineerd"),
)

_URGES = (
    r"\b(?:koop|bestel|boek|shop|profiteer|schrijf u|neem|scoor|pak) (?:nu|snel|vandaag|direct)\b"
    r"|\bvandaag nog\b|\b(?:buy|shop|order|book|grab|sign up)\b[^.!?]{0,25}\b(?:now|today|while)\b"
    r"|\bop is op\b|\blaatste kans\b|\blast chance\b|\b(?:alleen )?(?:dit weekend|deze maand|deze week)\b"
    r"|\balleen vandaag\b|\bthis weekend only\b|\bwees er snel bij\b|\blimited time\b|\border now\b"
    r"|\bnu (?:overstapt|overstappen|voor)\b|\bswitch\b[^.!?]*\bnow\b|\bnog (?:maar )?[0-9]+ kaarten\b"
    r"|^nu\b|\bbestel vandaag\b|\bmis\b|\bspeciaal voor u\b|\bde eerste (?:honderd|vijftig|[0-9]+)\b|^actie!"
)
_PRICE = (
    r"\b(?:\w*korting\b|\w*aanbieding(?:en)?\b|discounts?\b|sale\b|halve prijs|half price"
    r"|helft van de prijs|[0-9]+% (?:voordeel|off)|voordeel\b|cashback|twee halen|two tickets for"
    r"|for the price of one|gratis (?:parasol|cadeau|drankje|drink)|free (?:drink|gift)|goodiebag"
    r"|proefabonnement|maar [0-9]+ euro|nu voor [0-9]|offers?\b|euro in plaats van|maanden gratis"
    r"|months free|first month free|eerste jaar (?:is )?gratis|cheap\b|goedkope tickets)"
)
_RIGHT = (
    r"\b(?:kwijtschelding|inkomen|income|belasting\w*|taxes|pas hebt|pass you|vergunning|permit"
    r"|afgelopen|too late|te laat|van houtsnippers|next to yours)\b"
)
_SELLS = (
    *blocks(grounds.PROMOTION, _PRICE, needs=_URGES, unless=_RIGHT),
    *blocks(
        grounds.PROMOTION,
        r"\b(?:mis|grijp) (?:deze|onze|je|uw) (?:aanbieding|korting|kans op korting)",
        r"\bkortingscode\b|\b(?:discount|promo) code\b|\bgebruik code\b|\buse code\b",
        r"\b(?:koop|bestel) (?:nu|snel)\b[^.!?]{0,60}\b(?:op is op|loot\b|kans op|aanbieding)",
        r"\b(?:stuur|forward)\b[^.!?]{0,20}\b(?:door aan )?(?:drie|vijf|three|five|al uw) "
        r"(?:vrienden|friends)\b",
        r"\bproefabonnement\b[^.!?]*\beuro\b",
    ),
    *warns(
        grounds.LIKE_PROMOTION,
        r"\b(?:\w*korting|aanbieding|discount|sale|halve prijs|half price|cashback|goodiebag)\b",
        needs=r"\b(?:koop|bestel|boek|kom|buy|order|shop|come|scoor|grab)\b",
        unless=_RIGHT,
    ),
)
_PRAISES = warns(
    grounds.LIKE_PROMOTION,
    r"\b(?:mooiste|leukste|gezelligste|gastvrijste|beste|fijnste|groenste|schoonste|cosiest|nicest|greenest"
    r"|cleanest|most beautiful|best) (?:\w+ )?(?:stad|gemeente|plek|dorp|markt|town|place|market|evenement|event"
    r"|van (?:het|de|onze)|of the|in the (?:country|land|region)|zwemles)\b",
    r"\bonze (?:\w+ )?(?:is|zijn) de \w+ste\b",
    r"(?:^|[.!?] )(?:ontdek|discover)\b|\b(?:beleef|proef de sfeer|proef het)\b",
    r"\b(?:trots op|trots zijn|proud of)\b|\bproud\b",
    r"\b(?:niet te missen|wilt u niet missen|never miss|om nooit te vergeten)\b|\bgenomineerd voor\b",
    r"\bzo voordelig\b",
)
_INVITES = warns(
    grounds.LIKE_PROMOTION,
    r"\bkom (?:ook )?(?:gezellig|langs|hier wonen|hier ook|een dagje)\b"
    r"|\bcome and (?:enjoy|live here|visit us)\b",
    r"\bkom\b[^.!?]{0,20}\b(?:winkelen|shoppen|genieten)\b|\bdagje (?:uit|shoppen)\b",
    r"(?:^|[.!?] )(?:bezoek|breng een bezoek aan|visit)\b[^.!?]*(?:\b(?:geniet|enjoy|treat|sfeervol\w*"
    r"|charming|gezellig\w*)\b)",
    r"\bgeniet van\b|\btreat yourself\b|\bin uw agenda\b[^.!?]*(?:!|\b(?:leuk|feest|evenement))",
    r"\b(?:winactie|prijsvraag|maak kans op)\b|(?:^|[.!?] )win\b",
    r"\b(?:volg ons|follow us)\b[^.!?]{0,15}\b(?:instagram|facebook|tiktok|linkedin)",
    r"\b(?:schrijf u|meld u)\b[^.!?]{0,30}\bnieuwsbrief\b|\bsign up\b[^.!?]{0,20}\bnewsletter\b",
    r"(?:^|[.!?] )(?:verhuis naar|move to)\b",
    r"\b(?:scoor|grab)\b[^.!?]{0,20}\b(?:tickets|kaarten)\b",
)

SIGNS: tuple[Sign, ...] = (*_SELLS, *_PRAISES, *_INVITES)
