"""Voters: asking how someone votes, and keeping someone from voting."""

from __future__ import annotations

import re

from . import grounds
from .campaigns import BEGINS
from .signs import Sign, blocks

_ASKS_FOR_A_VOTE = re.compile(
    r"\bop (?:wie|welke partij|welke kandidaat) (?:gaat|ga|stemt|stem|heeft|heb|wilt|wil)\b"
    r"[^.!?]{0,20}\b(?:u|je|jij)\b(?:[^.!?]{0,20}\b(?:stemmen|gestemd)\b|\s*\?)"
    r"|\b(?:who|which party|which candidate) (?:will|did|do) you (?:be )?(?:vote|voting)\b"
    r"|\b(?:who|which party|which candidate) are you voting\b",
    re.IGNORECASE,
)
_KEEPS_FROM_VOTING = re.compile(
    rf"{BEGINS}(?:ga (?:(?:dit jaar|morgen|woensdag) )?niet stemmen|stem niet"
    rf"|(?:do not|don't) (?:go and )?vote)\s*(?:[.!]|$)",
    re.IGNORECASE,
)

SIGNS: tuple[Sign, ...] = (
    *blocks(grounds.VOTER_DATA, _ASKS_FOR_A_VOTE),
    *blocks(grounds.ELECTION_INFLUENCE, _KEEPS_FROM_VOTING),
)
