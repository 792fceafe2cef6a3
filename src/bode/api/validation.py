"""What pydantic finds wrong with input, in sentences for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .language import told
from .problems import InvalidParam

MOST_NAMED = 100
"""Of a hundred thousand wrong fields, naming so many is enough."""


def invalid_params(errors: Iterable[Mapping[str, Any]]) -> list[InvalidParam]:
    """Each wrong field by its path, with a sentence that says what it should be."""
    return [
        InvalidParam(name=_name(error["loc"]), reason=_reason(error), code=error["type"])
        for error, _ in zip(errors, range(MOST_NAMED), strict=False)
    ]


def is_about_path(errors: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the address itself is wrong: an id that can't be one names nothing."""
    return any(error["loc"][0] == "path" for error in errors)


def is_about_body(errors: Iterable[Mapping[str, Any]]) -> bool:
    """Whether something is wrong with the body, or with its absence."""
    return any(error["loc"][0] == "body" for error in errors)


def is_about_file(errors: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a file is missing that a form should hold."""
    return any(error["loc"][0] == "file" for error in errors)


def _name(loc: tuple[str | int, ...]) -> str:
    """`("body", "payload", "purposes", 0, "code")` is `purposes.0.code`."""
    inner = loc[2:] if loc[0] == "body" else loc[1:]
    return ".".join(str(part) for part in inner) or "body"


def _reason(error: Mapping[str, Any]) -> str:
    nl, en = _REASONS.get(error["type"], _OTHERWISE)
    limits = {name: value for name, value in error.get("ctx", {}).items() if name in _LIMITS}
    if "expected" in limits:
        limits["expected"] = _choices(str(limits["expected"]))
    return told(nl, en).format_map(_Known(limits))


def _choices(expected: str) -> str:
    """“'a', 'b' or 'c'” as pydantic has it, in the language of the answer."""
    *others, last = re.findall("'([^']*)'", expected) or [expected]
    return told(" of ", " or ").join([", ".join(others), last] if others else [last])


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


_LIMITS = {"min_length", "max_length", "ge", "le", "expected"}
_OTHERWISE = ("Deze waarde klopt niet.", "This value is not right.")
_REASONS = {
    "missing": ("Dit veld ontbreekt.", "This field is missing."),
    "extra_forbidden": ("Dit veld bestaat niet.", "This field does not exist."),
    "string_type": ("Dit moet tekst zijn.", "This must be text."),
    "string_too_short": (
        "Gebruik minstens {min_length} teken(s).",
        "Use at least {min_length} character(s).",
    ),
    "string_too_long": (
        "Gebruik hoogstens {max_length} tekens.",
        "Use at most {max_length} characters.",
    ),
    "list_type": ("Dit moet een lijst zijn.", "This must be a list."),
    "too_short": ("Geef er minstens {min_length}.", "Give at least {min_length}."),
    "too_long": ("Geef er hoogstens {max_length}.", "Give at most {max_length}."),
    "dict_type": ("Dit moet een object zijn.", "This must be an object."),
    "model_type": ("Dit moet een object zijn.", "This must be an object."),
    "model_attributes_type": ("Dit moet een object zijn.", "This must be an object."),
    "literal_error": ("Kies uit: {expected}.", "Choose from: {expected}."),
    "int_parsing": ("Dit moet een geheel getal zijn.", "This must be a whole number."),
    "greater_than_equal": ("Dit moet minstens {ge} zijn.", "This must be at least {ge}."),
    "less_than_equal": ("Dit mag hoogstens {le} zijn.", "This may be {le} at most."),
    "uuid_parsing": ("Dit is geen id (UUID).", "This is no id (UUID)."),
    "uuid_type": ("Dit is geen id (UUID).", "This is no id (UUID)."),
    "area": (
        "Geef de vier cijfers van een postcode, of de naam van een buurt.",
        "Give the four digits of a postcode, or the name of a neighbourhood.",
    ),
    "email": ("Dit is geen e-mailadres.", "This is no e-mail address."),
    "moment": (
        "Geef een datum en tijd, zoals 2026-07-01T09:30:00+02:00.",
        "Give a date and time, such as 2026-07-01T09:30:00+02:00.",
    ),
}
for _code in ("datetime_parsing", "datetime_from_date_parsing", "datetime_object_invalid"):
    _REASONS[_code] = _REASONS["moment"]
