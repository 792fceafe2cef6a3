"""The guess itself: first the script, then the words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("nl", "en", "de", "fr", "pl", "tr", "es", "ar", "uk", "ru", "fy", "el", "he")
"""What can be told apart, by their codes in ISO 639-1."""

_LIST = Path(__file__).with_name("words.txt")
LONGEST = 2000  # characters that are looked at
_FEWEST_WORDS = 3
_FEWEST_LETTERS = 10
_ENOUGH = 1.4  # of evidence: somewhat more than one word that only one language has
_PART = 0.22  # of all words, that speak for the language: names and numbers speak for none
_AHEAD = 1.3  # times as much as for the language that comes second

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_WORDS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_SCRIPTS = {
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
}
_NOT_ARABIC = re.compile("[پچژگکیٹڈےںہ]")  # letters of Persian and Urdu
_LETTERS = {
    "pl": re.compile(r"[ąęłńśźż]"),
    "tr": re.compile(r"[ğışİ]"),
    "es": re.compile(r"[ñ¿¡]"),
    "de": re.compile(r"ß|[äü](?=\w)"),
    "fr": re.compile(r"[èêàœ]|ç"),
    "fy": re.compile(r"[ûôêú]"),
    "uk": re.compile(r"[іїєґ]"),
    "ru": re.compile(r"[ыэёъ]"),
}
"""Letters that in one language are frequent, and in the others of its script rare."""

_BY_LETTERS = 0.4  # what each such letter adds


def recognise(text: str) -> str | None:
    """The language of a text, one of `LANGUAGES`; None where it can't be told."""
    looked = _NO_WORDS.sub(" ", text[:LONGEST]).lower().replace("’", "'")
    words = _WORD.findall(looked)
    letters = sum(map(len, words))
    if letters == 0:
        return None
    for script, pattern in _SCRIPTS.items():
        if 2 * len(pattern.findall(looked)) > letters:
            return _by_script(script, words, letters, looked)
    if len(words) < _FEWEST_WORDS or letters < _FEWEST_LETTERS:
        return None
    return _best(words, _weights())


def _by_script(script: str, words: list[str], letters: int, text: str) -> str | None:
    if len(words) < 2 or letters < _FEWEST_LETTERS - 2:
        return None
    if script == "cyrillic":
        return _best(words, _weights())
    return None if script == "ar" and _NOT_ARABIC.search(text) else script


def _best(words: list[str], weights: Mapping[str, Mapping[str, float]]) -> str | None:
    evidence: defaultdict[str, float] = defaultdict(float)
    for word in words:
        for code, weight in weights.get(word, {}).items():
            evidence[code] += weight
    text = " ".join(words)
    for code, pattern in _LETTERS.items():
        evidence[code] += _BY_LETTERS * len(pattern.findall(text))
    ranked = sorted(((weight, code) for code, weight in evidence.items()), reverse=True)
    (most, best), (next_most, _second) = ranked[:2]
    if most < max(_ENOUGH, _PART * len(words)) or most < _AHEAD * next_most:
        return None
    return best


@cache
def _weights() -> dict[str, dict[str, float]]:
    """What each word says for a language: less the more languages have it."""
    of_word: dict[str, list[str]] = {}
    for code, word in _read():
        of_word.setdefault(word, []).append(code)
    return {word: dict.fromkeys(codes, len(codes) ** -1.5) for word, codes in of_word.items()}


def _read() -> Iterator[tuple[str, str]]:
    code = ""
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            code = line.strip("[]")
        elif line and not line.startswith("#"):
            yield from {(code, word) for word in line.split()}
