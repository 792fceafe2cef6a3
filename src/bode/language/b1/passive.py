"""Passive voice in Dutch: a form of `worden` with a participle, or `is … door` with one.

Words alone, without grammar: it looks within one clause, and leaves what only looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..sentences import Sentence, Word

_BECOMES = frozenset({"word", "wordt", "worden", "werd", "werden"})
_IS = frozenset({"is", "zijn", "was", "waren"})
_PARTICIPLE = re.compile(
    r"(?:(?:aan|achter|af|bij|binnen|door|goed|in|kwijt|mede|mee|na|neer|om|onder|op|over|plaats"
    r"|rond|samen|tegen|terug|toe|tussen|uit|vast|vol|voor|vrij|weg)?ge\w{2,}"
    r"|(?:be|ver|ont|her|er|aanbe|aanver|toever|voorbe|inbe|uitbe|afbe)\w{3,}"
    r"|(?:onder|over|door|voor|vol|weer)\w{4,})"
)
_HARD = "tkfschpx"  # after these a participle ends in t, after all others in d
# Those of strong verbs end in -en, as infinitives and nouns do: only these are meant.
_STRONG = re.compile(
    r"(?:\w*(?:genomen|gegeven|geschreven|gezonden|gevonden|gehouden|getroffen|gekozen|gesloten"
    r"|gesproken|gebracht|gedaan|gezien|gelaten|geroepen|gewezen|gelezen|getrokken|geboden"
    r"|geholpen|gedragen|gevraagd|gelegen|gesneden|gegaan|geheven|gehesen|gevroren|verboden"
    r"|verbroken|vergeten|verkregen|verloren|verschoven|verstreken|vervangen|verwezen|verworven"
    r"|verzonden|voorzien|begonnen|begrepen|bekeken|besloten|besproken|bevonden|bewezen"
    r"|ontnomen|ontslagen|ontvangen|ontworpen|overlegd|overschreden|ondernomen|onderzocht"
    r"|overgenomen|ontheven|behandeld))"
)
_NO_PARTICIPLES = """
bekend bereid beroemd bezet gezond ongezond gebied geld gebit gedicht gewicht gezicht gevecht
gerecht geluid gemeend gewend verliefd verkouden bericht besluit beleid bestand verband verbod
verstand verdriet verhaal verslag verkeert ontbijt beeld bed gehakt gemoed gebed geduld geweld
beloft bezit verschil gevoelig gemeente gevolg bestaat begint overlast overheid onderwerpt
onderscheid voorraad voorstad voorschrift overzicht overschot onderkant overkant doorgaans
verplicht verschillend volgend volgende voldoend verwacht gemakkelijkst beste erfpacht
"""
_LOOKS_LIKE_ONE = frozenset(_NO_PARTICIPLES.split())
_FAR = 14  # words between both


def find_passive(sentence: Sentence) -> tuple[int, int] | None:
    """Where the first passive of a sentence stands, from its verb to its participle or back."""
    for clause in _clauses(sentence):
        found = _find_in(clause)
        if found is not None:
            return found
    return None


def _clauses(sentence: Sentence) -> list[list[Word]]:
    clauses: list[list[Word]] = [list(sentence.words[:1])]
    for before, word in pairwise(sentence.words):
        between = sentence.text[before.end - sentence.start : word.start - sentence.start]
        if any(sign in between for sign in ",;:()"):
            clauses.append([])
        clauses[-1].append(word)
    return clauses


def _find_in(clause: Sequence[Word]) -> tuple[int, int] | None:
    by_whom = any(word.text == "door" for word in clause)
    participles = [place for place, word in enumerate(clause) if _is_participle(word.text)]
    for place, word in enumerate(clause):
        bare = word.text.rstrip(".")
        if bare in _BECOMES or (by_whom and bare in _IS):
            near = [each for each in participles if each != place and abs(each - place) <= _FAR]
            if near:
                there = min(near, key=lambda each: abs(each - place))
                first, last = sorted((place, there))
                return clause[first].start, _end(clause[last])
    return None


def _end(word: Word) -> int:
    return word.end - word.text.endswith(".")


def _is_participle(word: str) -> bool:
    word = word.rstrip(".")
    if _STRONG.fullmatch(word):
        return True
    if word in _LOOKS_LIKE_ONE or not _PARTICIPLE.fullmatch(word):
        return False
    return word.endswith("d") or (word.endswith("t") and word[-2] in _HARD)
