"""Checking a message field by field: each complaint names the field's path and a word for why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from msgspec import Struct

DEPTH_MAX = 32
"""Levels of lists and objects in one message; the platform's own shapes have seven at most."""

_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DIGITS = re.compile(r"[0-9]{1,9}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # PostgreSQL, and UTF-8, refuse them
_INTEGERS = range(-(2**63), 2**64)  # what orjson can write


class FieldProblem(Struct, frozen=True, kw_only=True):
    """What is wrong with a message, and where."""

    name: str
    """The field, as a path in the platform's shape: `text.body`, `contacts[0].name`."""
    reason: str
    """A word for programs: required, invalid, unknown, too_long, too_many, too_few, not_allowed,
    not_unique, too_deep."""
    limit: int | None = None
    """The most characters or items that may stand there, or the fewest items that must."""


class Field:
    """A value at its place in a message. Every complaint about it lands in one shared list."""

    def __init__(self, name: str, value: object, problems: list[FieldProblem]) -> None:
        self.name = name
        self.value = value
        self._problems = problems

    def __getitem__(self, key: str) -> Field:
        members = self.value if isinstance(self.value, Mapping) else {}
        return Field(f"{self.name}.{key}", members.get(key), self._problems)

    @property
    def given(self) -> bool:
        """Whether there is a value at all."""
        return self.value is not None

    def complain(self, reason: str, limit: int | None = None) -> None:
        """Note what is wrong here, and the limit that it breaks if there is one."""
        self._problems.append(FieldProblem(name=self.name, reason=reason, limit=limit))

    def is_object(self) -> bool:
        """Complain unless this is an object; say whether it is."""
        if isinstance(self.value, Mapping):
            return True
        self.complain("invalid" if self.given else "required")
        return False

    def optional_object(self) -> bool:
        """Complain about what is given, but is no object; say whether it is one."""
        return self.given and self.is_object()

    def text(self, longest: int | None = None) -> str | None:
        """Complain unless this is text that says something, of `longest` characters at most."""
        if not self.given:
            self.complain("required")
        elif not isinstance(self.value, str):
            self.complain("invalid")
        elif not self.value.strip():
            self.complain("required")
        elif longest is not None and len(self.value) > longest:
            self.complain("too_long", longest)
        else:
            return self.value
        return None

    def optional_text(self, longest: int | None = None) -> None:
        """Complain about text that is given, but is no text or too long."""
        if self.given:
            self.text(longest)

    def optional_one_of(self, *allowed: str) -> None:
        """Complain about a value that is given, but is none of these words."""
        if self.given:
            self.one_of(*allowed)

    def one_of(self, *allowed: str) -> str | None:
        """Complain unless this is one of these words; return it."""
        if not self.given:
            self.complain("required")
        elif isinstance(self.value, str) and self.value in allowed:
            return self.value
        else:
            self.complain("unknown" if isinstance(self.value, str) else "invalid")
        return None

    def address(self, longest: int | None = None) -> None:
        """Complain unless this is an address on the web."""
        text = self.text(longest)
        if text is not None and not text.startswith(("https://", "http://")):
            self.complain("invalid")

    def number_between(self, lowest: float, highest: float) -> None:
        """Complain unless this is a number, also as decimal text, within these bounds."""
        if not self.given:
            self.complain("required")
            return
        value = self.value
        if isinstance(value, str):
            value = float(value) if _DECIMAL.fullmatch(value) else None
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not lowest <= value <= highest:  # type: ignore[operator]
            self.complain("invalid")

    def whole_number(self, highest: int) -> int | None:
        """Complain unless this is a whole number, also as text, from 0 up; return it."""
        value = self.value
        if isinstance(value, str):
            value = int(value) if _DIGITS.fullmatch(value) else None
        if not self.given:
            self.complain("required")
        elif not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= highest:
            self.complain("invalid")
        else:
            return value
        return None

    def flag(self) -> None:
        """Complain about a value that is given, but is neither true nor false."""
        if self.given and not isinstance(self.value, bool):
            self.complain("invalid")

    def refuse(self) -> None:
        """Complain about anything that is given."""
        if self.given:
            self.complain("not_allowed")

    def items(self, fewest: int = 0, most: int | None = None) -> list[Field]:
        """Return the fields of a list; complain when it is none, or has too few or too many."""
        if not isinstance(self.value, list):
            if self.given:
                self.complain("invalid")
            elif fewest:
                self.complain("required")
            return []
        if len(self.value) < fewest:
            self.complain("too_few", fewest)
        elif most is not None and len(self.value) > most:
            self.complain("too_many", most)
            return []
        return [
            Field(f"{self.name}[{place}]", item, self._problems)
            for place, item in enumerate(self.value)
        ]

    def can_be_written(self) -> bool:
        """Complain about every value within that JSON or the database can't hold."""
        before = len(self._problems)
        for field, depth in self._within():
            if depth > DEPTH_MAX:
                field.complain("too_deep")
                return False
            if not _is_writable(field.value):
                field.complain("not_allowed")
        return len(self._problems) == before

    def _within(self) -> Iterator[tuple[Field, int]]:
        waiting = [(self, 0)]
        while waiting:
            field, depth = waiting.pop()
            yield field, depth
            waiting.extend((part, depth + 1) for part in field._parts())

    def _parts(self) -> list[Field]:
        if isinstance(self.value, Mapping):
            keys = [Field(self.name, key, self._problems) for key in self.value]
            return [*keys, *(self[str(key)] for key in self.value)]
        return self.items() if isinstance(self.value, list) else []


def distinct(fields: list[Field]) -> None:
    """Complain about each field whose value stands in an earlier one too."""
    seen: list[Any] = []
    for field in fields:
        if field.given and field.value in seen:
            field.complain("not_unique")
        seen.append(field.value)


def _is_writable(value: object) -> bool:
    if isinstance(value, str):
        return _UNSTORABLE.search(value) is None
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, bool) or value is None:
        return True
    if isinstance(value, int):
        return value in _INTEGERS
    return isinstance(value, Mapping | list)
