"""Someone who is unwell, hurt, in the water, or wants to die."""

from __future__ import annotations

from .patterns import MINE, NEAR, PERSON

CUES = """
adem lucht bewust westen hart beroerte borst bloed stik slik gezakt gestort gevallen flauw
reageer onwel blauw epilep weeën bevallen baby overdosis medicijnen pillen gedronken reanim
verdrink water sloot ijs drijft kopje ongeluk ongeval letsel aangereden geschept bekneld gekomen
ligt liggen gewond spookrijder beweegt praat mond leven dood einde eind zelf mezelf spring
suïcid suicid kant wakker kennis hartslag ogen schudden trillen stuip arm hand been uitweg
met_mij missen brug boven aanspreekbaar meer_zijn erin
"""
_POISON = (
    r"(?:pil|pillen|medicijn\w*|tabletten|afwasmiddel|bleek\w*|chloor|schoonmaak\w*|ontstopper"
    r"|knoopcel|batterij|gif|terpentine|wasmiddel|paddenstoel\w*)"
)
_TAKEN = r"(?:gedronken|ingeslikt|geslikt|doorgeslikt|opgegeten)"
_WATER = r"(?:sloot|water|gracht|vijver|kanaal|plas|rivier|zwembad|haven|singel)"
_VEHICLE = r"(?:auto|trein|tram|bus|trekker|tractor|vrachtwagen|motor)"

_UNWELL = (
    r"\badem\w* (?:\w+ )?niet\b|\b(?:kan|kunnen)? ?\bniet (?:meer |goed )?adem\w*",
    r"\bkrijg\w* (?:\w+ )?geen lucht\b|\bbewust?e?loos\b|\bbuiten westen\b|\bbuiten bewustzijn\b",
    r"\bhart(?:stilstand|aanval|infarct)\b|\breanim(?:eren|atie nodig|eer)\b",
    r"\b(?:heeft|krijgt|kreeg) (?:denk ik )?een beroerte\b(?! gehad)",
    r"\b(?:pijn|druk) op (?:de|mijn|m'n|mn|zijn|z'n|zn|haar) borst\b",
    r"\bpraat (?:\w+ )?(?:raar|onduidelijk|wartaal)\b|\bmond hangt\b|\bscheve mond\b",
    r"\bbloedt\b|\b(?:veel|plas) bloed\b|\b(?:te|het|hevig|blijft) bloeden\b",
    r"\bstikt\b(?! van)|\bverslikt\b|\b(?:wordt|loopt|ziet) (?:\w+ )?blauw\b",
    r"\bin elkaar gezakt\b|\bflauw ?gevallen\b|\bonwel\b|\bepilep\w+ aanval\b|\boverdosis\b",
    rf"\b{PERSON}(?: is| was)? (?:ingestort|neergevallen|omgevallen)\b(?! en)",
    r"\breageert (?:nergens op|niet meer)\b(?! op)|\bgevallen\W+(?:\w+\W+){1,3}reageert niet\b",
    r"\bniet (?:meer )?wakker (?:wordt|krijg\w*|te krijgen|worden)\b",
    r"\b(?:krijg|krijgen|wordt|worden)\b[^.?!]{0,14}\bniet (?:meer )?wakker\b",
    r"\bniet (?:meer )?aanspreekbaar\b|\bbuiten kennis\b|\bgeen hartslag\b|\bgeen pols\b",
    r"\bogen (?:draaien|rollen) weg\b|\bligt te (?:schudden|trillen|stuiptrekken)\b|\bstuip\w*",
    r"\bkan (?:zijn|haar|z'n) (?:arm|been|hand) niet\b|\bgeen (?:hand|arm|been|vingers?) meer\b",
    r"\bheeft (?:iets|wat|\w+) ge?slikt\b|\b(?:heeft|hebben) [^.?!]{0,20}ingeslikt\b",
    r"\bbeweegt niet\b|\bte veel (?:medicijnen|pillen|drugs)\b",
    rf"\b{_POISON}\b{NEAR}\b{_TAKEN}\b|\b{_TAKEN}\b{NEAR}\b{_POISON}\b",
    r"\bweeën\b|\b(?:de )?baby komt (?:nu|er ?aan)\b|\bmoet (?:nu )?bevallen\b",
)
_HURT = (
    r"\b(?:van|uit) (?:het|de|een) (?:dak|boom|flat|balkon|raam|steiger|ladder) gevallen\b",
    r"\b(?:ligt|liggen|zit|zitten|kwam) (?:\w+ )?onder (?:de|een) " + _VEHICLE,
    r"\bonder (?:de|een) " + _VEHICLE + r" (?:gekomen|terecht)|\bbekneld\b",
    r"\bernstig ongeluk\b|\bongeluk\b[^.?!]{0,30}\bgewond|\bzwaar ongeluk\b|\bernstig ongeval\b",
    r"\b(?:ongeval|aanrijding|ongeluk) met (?:letsel|gewonden?)\b|\bletselongeval\b",
    r"\baangereden\b|\bgeschept door\b|\bspookrijder\b",
    r"\b(?:er is|er zijn|iemand is|is|zijn) (?:\w+ )?(?:ernstig |zwaar )?gewond\w*\b",
)
_WATER_SIGNS = (
    rf"\b{PERSON}\b{NEAR}\bin {MINE} {_WATER} (?:gevallen|gesprongen|beland|gereden)\b",
    r"\bvan (?:de|het|een) (?:brug|flat|dak|balkon) gesprongen\b|\bkomt niet (?:meer )?boven\b",
    r"\bin het water gevallen\b|\bdoor het ijs\b|\bverdrink\w*|\bkopje onder\b",
    r"\b(?:auto|bus|busje|scootmobiel|iemand) te water\b",
    r"\bmet (?:iemand|mensen|kinderen) er ?in\b",
    r"\bzit(?:ten)? (?:nog )?(?:iemand|mensen) (?:er ?)?in\b",
    r"\bdrijft (?:\w+ ){0,2}(?:iemand|lichaam|lijk|persoon|man|vrouw|kind)\b",
)
_TO_DIE = (
    r"\bwil(?:len)?(?! niet) (?:\w+ )?dood\b(?! aan)|\bwil (?:\w+ )?niet meer (?:leven|zijn)\b",
    r"\bgeen uitweg meer\b|\bklaar met mij\b|\b(?:zal|gaat) mij missen\b",
    r"\bwil er niet meer zijn\b|\ber (?:\w+ )?een einde? aan\b",
    r"\beinde? aan (?:mijn|m'n|zijn|haar|het) leven\b",
    r"\bgeen zin meer (?:om te leven|in het leven|in leven)\b|\bhet leven hoeft\b",
    r"\bspring\w* (?:\w+ )?(?:van|voor|uit) (?:het|de|een) (?:dak|trein|brug|flat|balkon|raam)\b",
    r"\bdak\b[^.?!]{0,25}\bspringen\b",
    r"\bzelfmoord\b|\bzelfdoding\b|\bsu[iï]cid\w+",
    r"\b(?:mezelf|mijzelf|zichzelf) (?:\w+ )?(?:iets aan|van kant|wat aan)\w*",
)
SIGNS = (*_UNWELL, *_HURT, *_WATER_SIGNS, *_TO_DIE)
