"""Finding what is private in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

from bode.basics import find_personal_numbers

from .findings import Kind, Sensitive
from .health import find_health
from .passwords import find_passwords

_Span = tuple[int, int]

_IBAN = re.compile(
    r"(?<![\w])[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?!\w)",
    re.IGNORECASE,
)
_LENGTHS = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "PL": 28, "ES": 24, "IT": 27, "TR": 26}
"""Of an IBAN, where citizens have one most; of other countries the check digits are enough."""
_OF_GOVERNMENT = ("BNGH", "NWAB")
"""The banks at which governments have their accounts, and nobody else: those are for all to see."""

_MANY_DIGITS = re.compile(r"[0-9](?:\W?[0-9]){7}")
_CARD = re.compile(
    r"(?<![\w+.,-])(?:[2456][0-9]{3}([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}"
    r"|3[47][0-9]{2}([ -]?)[0-9]{6}\2[0-9]{5})(?![\w-]|[.,][0-9])"
)


def find_sensitive(text: str, among: Container[Kind] = frozenset(Kind)) -> list[Sensitive]:
    """Find what in a text is private, in the order of the text; of what overlaps the first kind.

    `among`: the kinds that are looked for.
    """
    found: list[Sensitive] = []
    for kind, find in _FINDERS.items():
        for start, end in find(text) if kind in among else ():
            if not any(start < other.end and other.start < end for other in found):
                words = text[start:end]
                found.append(Sensitive(kind=kind, start=start, end=end, words=words))
    return sorted(found, key=lambda each: each.start)


def _find_ibans(text: str) -> Iterator[_Span]:
    if not _MANY_DIGITS.search(text):
        return
    for match in _IBAN.finditer(text):
        written = match[0]
        while written:  # a word right behind it may look like its last group
            if _is_iban(re.sub(r"[ -]", "", written).upper()):
                yield match.start(), match.start() + len(written)
                break
            written = written[: max(written.rfind(" "), 0)]


def _is_iban(iban: str) -> bool:
    if len(iban) != _LENGTHS.get(iban[:2], len(iban)) or not 15 <= len(iban) <= 34:
        return False
    if iban[:2] == "NL" and (iban[4:8] in _OF_GOVERNMENT or not iban[4:8].isalpha()):
        return False
    number = int("".join(str(int(each, 36)) for each in iban[4:] + iban[:4]))
    return number % 97 == 1


def _find_cards(text: str) -> Iterator[_Span]:
    for match in _CARD.finditer(text):
        if _passes_luhn(re.sub(r"[ -]", "", match[0])):
            yield match.span()


def _passes_luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


_FINDERS: dict[Kind, Callable[[str], Iterator[_Span]]] = {
    Kind.PASSWORD: find_passwords,
    Kind.IBAN: _find_ibans,
    Kind.CARD: _find_cards,
    Kind.BSN: find_personal_numbers,
    Kind.HEALTH: find_health,
}
