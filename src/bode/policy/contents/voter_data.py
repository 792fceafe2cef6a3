"""Collecting voters' data: asking for whom people vote, or whether they do."""

from __future__ import annotations

from . import grounds
from .parties import party_pattern
from .signs import Sign, blocks, warns
from .words import NOT_ADVICE, PARTICIPATION

CUES = (
    *("stem", "vote", "voti", "partij", "party", "kiezers", "verkiezing", "election", "peiling"),
    *("ballot", "politiek", "politic", "links of", "left or", "polling station"),
)

_YOU = r"\b(?:u|je|jij|jullie)\b"
_PARTY = party_pattern()
_POLL = r"\b(?:antwoord|reply|app|peiling|poll|enquête|stuur|kies|uw keuze|your choice)\b"

SIGNS: tuple[Sign, ...] = (
    *blocks(
        grounds.VOTER_DATA,
        rf"\bop (?:wie|welke (?:partij|kandidaat|lijst)) (?:gaat|ga|stemt|stem|stemde|heeft|heb|hebt"
        rf"|wilt|wil|zou)\b[^.!?]{{0,20}}{_YOU}(?:[^.!?]{{0,20}}\b(?:stemmen|gestemd)\b|[^.!?]*\?)",
        rf"\bop (?:wie|welke (?:partij|kandidaat|lijst)) {_YOU} (?:gaat stemmen|stemt|stemde|hebt"
        r" gestemd|heeft gestemd)\b(?![^.!?]*\bhoeft\b)(?=[^.!?]*\?)",
        rf"\bop wie stemde {_YOU}",
        rf"\bwat (?:gaat|stemt|stemde) {_YOU}(?: [^.!?]{{0,25}}\bstemmen\b|[^.!?]*\?)",
        rf"\bwelke partij\b(?:[^.!?]{{0,20}}\b(?:voorkeur|keuze)|[^.!?]{{0,15}}{_YOU}[^.!?]{{0,10}} stemmen)",
        rf"\b(?:wat|hoe) {_YOU} (?:heeft gestemd|hebt gestemd|gestemd heeft|gestemd hebt|gaat stemmen)",
        r"\b(?:wie|welke kandidaat|welke partij|wiens lijst)\b[^.!?]{0,10}\b(?:krijgt )?uw stem\b",
        r"\blinks of rechts\b(?=[^.!?]*\bstem)|\bstemt u\b[^.!?]{0,10}\blinks\b",
        r"\bleft or right\b(?=[^.!?]*\bvote)|\bvote\b[^.!?]{0,10}\bleft or right\b",
        r"\b(?:foto|photo|picture|kopie|copy) (?:van|of) (?:uw|je|your) (?:ingevulde|completed|filled-in)"
        r" (?:stembiljet|ballot)",
        rf"\bstemt u\b[^.!?]{{0,30}}\bop een \w*partij",
        r"\bstemt (?:iedereen|u allemaal)\b[^.!?]{0,30}\bpartij",
        r"\blijsttrekker\b[^.!?]*\bgaat u\b[^.!?]*\bop stemmen\b",
        r"\bpartij van uw keuze\b|\bpreferred party\b|\bkiezersbestand\b|\bvoter file\b",
        r"\b(?:politieke|political) (?:voorkeur|kleur|opvatting|overtuiging|views?|preferences?|beliefs)",
        r"\b(?:partij|party|kandidaat|lijst)\b[^.!?]{0,25}\b(?:voorkeur|prefer)\b|\bwhat party\b",
        rf"{_YOU}[^.!?]{{0,30}}\bop een (?:\w+ )?\w*partij\b[^.!?]{{0,15}}\bstemmen\b(?=[^.!?]*\?)",
        rf"\bop (?:de |het )?{_PARTY}[^.!?]{{0,15}}\b(?:gestemd|gaat stemmen)\b(?=[^.!?]*\?)",
        rf"\b(?:did|do|will) you\b[^.!?]{{0,15}}\bvote (?:for )?(?:the )?{_PARTY}",
        r"\bbent u (?:meer )?(?:links|rechts|politiek)\b|\bare you (?:left|right)[- ]wing\b",
        r"\blid van een politieke partij\b|\bmember of a political party\b",
        r"\b(?:lijst van|list of|houden bij|bijhouden|keep track of)\b[^.!?]{0,40}"
        r"\b(?:gestemd|voted|did not vote)\b",
        r"\b(?:who|which party|which candidate|which list|how) (?:will|did|do|would|are) you"
        r"(?: \w+){0,3} (?:vote|voting|choose)\b",
        r"\b(?:who|which party|which candidate|which list|how) (?:will|did|do) you vote\b",
        r"\b(?:who|which party|which candidate|which list|how) (?:are you|you will|you are)(?: going to)?"
        r" (?:vote|voting)\b(?=[^.!?]*\?)|\bwho gets your vote\b|\bwhich party would you\b",
        unless=rf"{NOT_ADVICE}|{PARTICIPATION}",
    ),
    *blocks(
        grounds.VOTER_DATA,
        rf"{_PARTY}[^.!?]*{_PARTY}",
        unless=r"\b(?:uitslag|zetels|seats)\b",
        needs=rf"{_POLL}[^.]*(?:\b[0-9A-C]\b ?(?:=|voor|for)|=)",
    ),
    *warns(
        grounds.LIKE_VOTER_DATA,
        rf"{_YOU}[^.!?]*\b(?:gestemd|naar de stembus)\b(?=[^.!?]*\?)",
        rf"\b(?:was|bent|ging|gaat) {_YOU}[^.!?]{{0,25}}\b(?:bij|naar) het (?:stembureau|stemlokaal)\b(?=[^.!?]*\?)",
        r"\byou\b[^.!?]{0,25}\b(?:make it|go|been) to the polling station\b",
        r"\bwie\b[^.!?]{0,30}\bstembiljet\b(?=[^.!?]*\?)",
        rf"\b(?:gaat|ga) {_YOU}(?: woensdag| ook| nog| wel)* stemmen\b(?=[^.!?]*\?)",
        rf"\b(?:heeft|hebt|heb) (?:{_YOU}|uw \w+)(?: \w+)? (?:al|ook al|niet|vorige keer niet) gestemd\b",
        rf"\b(?:bent|ben|zijn) {_YOU}(?: \w+)? van plan[^.!?]{{0,20}}\bstemmen\b",
        rf"\bhoe (?:zeker|waarschijnlijk)\b[^.!?]{{0,40}}\bstemmen\b",
        r"\bdoet u mee aan de \w*verkiezing",
        r"\bwas het een (?:linkse|rechtse) partij\b",
        r"\b(?:waarom|why)\b[^.!?]{0,30}\b(?:niet gestemd|did(?:n't| not) you vote|didn't vote)",
        r"\b(?:are you going to|will you|do you plan to) vote\b|\bhave you (?:already )?voted\b"
        r"|\bhow likely are you to vote\b",
        unless=rf"{NOT_ADVICE}|{PARTICIPATION}|\bop wie\b(?!.*\bpartij\b)",
    ),
)
