"""Someone's health: the name of an illness or a treatment in a sentence about a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..sentences import sentences

_ILLNESSES = """
kanker borstkanker longkanker darmkanker huidkanker prostaatkanker tumor uitgezaaid leukemie
chemo chemotherapie bestraling bestralingen hiv aids hepatitis soa tuberculose tbc depressief
depressie depressies burnout burn-out psychose psychotisch schizofrenie schizofreen bipolair
borderline ptss angststoornis anorexia eetstoornis autisme autistisch adhd alcoholist
alcoholverslaving drugsverslaving gokverslaving verslaafd afkickkliniek zwanger zwangerschap
miskraam abortus dement dementie alzheimer parkinson epilepsie epileptisch diabetes
suikerziekte copd hartinfarct hartfalen hersenbloeding hersentumor beroerte cva nierdialyse
dialyse reuma fibromyalgie crohn stoma incontinent psychiater psychiatrisch antidepressiva
methadon insuline cancer pregnant miscarriage depressed depression schizophrenia dementia
chemotherapy krebs schwanger enceinte embarazada
"""
_CONDITIONS = frozenset(_ILLNESSES.split())
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PERSON = re.compile(
    r"\b(?:ik|mij|mijn|m'n|me|hij|zij|ze|haar|hem|zijn|zoon|dochter|kind|kinderen|man|vrouw"
    r"|partner|moeder|vader|broer|zus|oma|opa|u|uw|je|jouw|i|i'm|my|he|she|his|her|son|daughter"
    r"|wife|husband|mother|father|you|your|ich|mein|meine|je|ma|mon|mi|estoy)\b",
    re.IGNORECASE,
)


def find_health(text: str) -> Iterator[tuple[int, int]]:
    """Where an illness or treatment is named, as far as it is someone's."""
    if _CONDITIONS.isdisjoint(_WORD.findall(text.lower())):
        return
    for sentence in sentences(text):
        if _PERSON.search(sentence.text):
            for match in _WORD.finditer(sentence.text):
                if match[0].lower() in _CONDITIONS:
                    yield sentence.start + match.start(), sentence.start + match.end()
