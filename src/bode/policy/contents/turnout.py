"""Influence on elections: keeping people from voting, steering their vote, calling them to vote."""

from __future__ import annotations

from . import grounds
from .signs import Sign, blocks, warns
from .words import BEGINS, DATE, PARTICIPATION, whom

CUES = (
    *("stem", "vote", "voti", "verkiezing", "election", "blijf thuis", "stay home", "referendum"),
    *("polling station", "thuis"),
)

_WHOM = whom(())
_ABOUT_VOTING = r"\b(?:stem|verkiez|vote|voting|election|polling)"

_KEEPS_AWAY = blocks(
    grounds.ELECTION_INFLUENCE,
    rf"{BEGINS}(?:ga (?:(?:dit jaar|morgen|woensdag|dus|maar|toch) )*niet stemmen|stem niet"
    r"|(?:do not|don't) (?:go and )?vote)\s*(?:[.!,]|$)",
    r"\b(?:u|je) hoeft niet te (?:gaan )?stemmen\b|\bdon't bother voting\b",
    r"\bstemmen (?:heeft geen zin|is zinloos|maakt niets uit|helpt niet)\b"
    r"|\bno (?:point|use) in voting\b|\bvoting is (?:pointless|useless)\b",
    r"\b(?:uw|je|jouw|your) (?:stem|vote) (?:maakt|telt|won't|doesn't|will not)[^.!?]{0,20}"
    r"\b(?:geen verschil|niets uit|niet mee|make any difference|matter|count)\b",
    r"^niet stemmen is\b[^.!?]*\bbeste\b",
    r"\b(?:blijf thuis|stay (?:at )?home)\b[^.!?]{0,15}\b(?:verkiezing\w*|election day|stemdag)\b",
    r"\b(?:verscheur|gooi|verbrand|tear up|throw away)\b[^.!?]{0,15}\b(?:stempas|voting pass)",
)
_STEERS = blocks(
    grounds.STEERS_A_VOTE,
    rf"\bstem niet op {_WHOM}|\b(?:don't|do not) vote for {_WHOM}",
    rf"\b(?:wie|als u) niet op {_WHOM} stemt\b|\bif you (?:don't|do not) vote for us\b",
    r"\b(?:verloren stem|wasted vote)\b",
    r"^(?=.*\b(?:stemt|stemmen|vote)\b)(?=.*\b(?:uitkering|toeslag|subsidie|aanvraag|benefits?)\b)"
    r".*\b(?:kwijt|eraan|naar achteren|lose)\b",
    r"\bgeef\b[^.!?]{0,10}\bstempas aan (?:mij|ons)\b|\bgive (?:me|us) your voting pass\b",
    r"\b(?:lever|breng|stuur)\b[^.!?]{0,10}\bstempas\b[^.!?]*\b(?:regelen wij|(?:wij|ik) (?:regelen?|doen?|stem))",
    r"\beuro\b[^.!?]{0,20}\b(?:voor|for) (?:uw|je|your) (?:stempas|stem|vote|voting pass)\b",
    r"\bvolmacht\b[^.!?]*\b(?:onze|mijn) kandidaat\b",
    r"\bvia whatsapp stemmen\b[^.!?]*\bstuur|\bvote over whatsapp\b[^.!?]*\breply\b",
    r"\b(?:vraagt|vragen|adviseert|adviseren|raadt|verzoekt|asks|advises|wil dat)\b[^.!?]{0,40}"
    r"\b(?:(?:voor|tegen)\b[^.!?]{0,30}\bte stemmen|to vote (?:for|against|no|yes))\b",
    r"\b(?:hoopt|rekent|vraagt|wil|hopes|counts)\b[^.!?]*\breferendum\b[^.!?]*\b(?:ja|nee|yes|no)\b",
    unless=PARTICIPATION,
)
_MISLEADS = (
    *warns(
        grounds.MISLEADS_VOTERS,
        r"\b(?:de verkiezing(?:en)?|the elections?) (?:is|zijn|has been|have been)\b[^.!?]{0,25}"
        r"\b(?:uitgesteld|verplaatst|afgelast|moved|postponed|cancelled)\b",
        r"\b(?:de )?uitslag staat al vast\b|\bthe result is already known\b",
        r"\b(?:buitenlanders|moslims|vluchtelingen|foreigners)\b[^.!?]{0,20}"
        r"\b(?:niet stemmen|not vote)",
        r"\bblanco stemt\b",
    ),
    *warns(
        grounds.MISLEADS_VOTERS,
        rf"\b(?:blijf thuis|stay (?:at )?home)\b[^.!?]{{0,8}}{DATE}",
        around=True,
    ),
    *warns(
        grounds.MISLEADS_VOTERS,
        r"\b(?:blijf thuis|thuis ?(?:te )?blijven|stay (?:at )?home)\b",
        r"\bbespaar (?:u|uzelf|je) de moeite\b|\bsave yourself the trouble\b",
        needs=_ABOUT_VOTING,
        unless=r"\b(?:ziek|koorts|griep|volmacht|machtig\w*|corona|ill|sick|fever|flu|proxy)\b",
    ),
)
_CALLS = warns(
    grounds.CALL_TO_VOTE,
    rf"{BEGINS}ga (?:ook |dus |dan |allemaal |gewoon )?{DATE}?stemmen\b",
    rf"\bvergeet (?:dan |dus )?niet (?:om )?(?:{DATE})?te (?:gaan )?stemmen\b",
    r"\b(?:elke|iedere|uw|jouw) stem telt\b|\b(?:every|your) vote counts\b",
    r"\b(?:roepen|roept)\b[^.!?]{0,30}\b(?:te stemmen|naar de stembus)"
    r"|\bcall on\b[^.!?]{0,20}\bto vote\b",
    rf"\blaat uw stem horen (?:op |bij de )?(?:{DATE}|verkiezing)"
    r"|\bmake your voice heard\b[^.!?]*\bvote\b",
    r"\bneem uw \w+ mee naar (?:het stembureau|de stembus)",
    r"\b(?:hoopt|hopen|rekent|rekenen)\b[^.!?]*\b(?:gaat stemmen|op uw stem)\b",
    rf"{DATE}(?:gaan )?stemmen(?:!|\? doen)",
    rf"{BEGINS}breng (?:uw|je) stem uit (?:op )?{DATE}[.!]",
    r"\b(?:go and vote|don't forget to vote|remember to vote)\b(?! for)",
    r"\bgebruik\b[^.!?]{0,10}\bstemrecht|\buse your (?:right to )?vote\b|\buse your right to vote\b",
    r"\bstemmen is (?:een |ook |uw )*(?:recht|plicht|belangrijk)|\bvoting is (?:a|your) duty\b",
    unless=rf"{PARTICIPATION}|\b(?:zonder|without)\b",
)

SIGNS: tuple[Sign, ...] = (*_KEEPS_AWAY, *_STEERS, *_MISLEADS, *_CALLS)
