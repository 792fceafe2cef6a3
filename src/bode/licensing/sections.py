"""The sections of an application's file: which fields each has, and what may stand there. Pure.

A field that is empty is not wrong: a section may be left half done, and is then not complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bode.basics import (
    NumberInvalid,
    SenderInvalid,
    kvk_in_oin,
    parse_kvk,
    parse_oin,
    parse_postal_code,
    parse_sender,
)
from bode.policy import PURPOSES


class Section(StrEnum):
    """The parts of the file, in the order in which people fill them in."""

    MUNICIPALITY = "municipality"
    CONTACTS = "contacts"
    NUMBER = "number"
    PURPOSES = "purposes"
    FORBIDDEN = "forbidden"


class ExistingUse(StrEnum):
    """For what a phone number is used on WhatsApp already."""

    NONE = "none"
    PRIVATE_APP = "private_app"
    BUSINESS_APP = "business_app"
    PROVIDER = "provider"


CONTACTS = ("business", "technical", "privacy")
"""Whom the provider and the platform turn to."""
FORBIDDEN_USES = tuple(purpose.code for purpose in PURPOSES.values() if not purpose.allowed)
LINE, NOTE = 200, 2000
"""Characters, at most, in a line and in a longer text."""
NAME_LENGTH = 75
"""Characters, at most, of a name that citizens see."""

Refusals = dict[str, str]
"""By field, the code of what is wrong with it."""


class FieldInvalid(ValueError):
    """What was filled in can't stand there; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Field:
    read: Callable[[str], str] = str
    """From what was filled in to what is kept; raises `FieldInvalid`."""
    is_needed: Callable[[Mapping[str, str]], bool] = lambda section: True  # noqa: ARG005
    longest: int = LINE


def read_section(section: Section, given: Mapping[str, str]) -> tuple[dict[str, str], Refusals]:
    """What is kept of what was filled in, and what is wrong with it, by field."""
    kept: dict[str, str] = {}
    refused: Refusals = {}
    for name, field in FIELDS[section].items():
        text = given.get(name, "").strip()
        try:
            kept[name] = _read(field, text)
        except FieldInvalid as invalid:
            refused[name] = invalid.code
    if section is Section.MUNICIPALITY and not refused and _oin_is_of_another(kept):
        refused["oin"] = "oin_other_kvk"
    return kept, refused


def missing_fields(section: Section, data: Mapping[str, str]) -> list[str]:
    """The fields that are still to be filled in, in their order on the page."""
    return [
        name
        for name, field in FIELDS[section].items()
        if not data.get(name) and field.is_needed(data)
    ]


def own_words(section: Section, data: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What stands in the fields that take any text, by field."""
    for name, field in FIELDS[section].items():
        if field.read is str and data.get(name):
            yield name, data[name]


def _read(field: Field, text: str) -> str:
    if not text:
        return ""
    if len(text) > field.longest:
        raise FieldInvalid("too_long")
    if "\0" in text:
        raise FieldInvalid("unreadable")
    return field.read(text)


def _oin_is_of_another(data: Mapping[str, str]) -> bool:
    kvk = kvk_in_oin(data["oin"])
    return bool(data["kvk_number"]) and kvk is not None and kvk != data["kvk_number"]


def _number(parse: Callable[[str], str], kind: str, text: str) -> str:
    try:
        return parse(text)
    except (NumberInvalid, SenderInvalid) as invalid:
        raise FieldInvalid(f"{kind}_{invalid.code}") from invalid


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as invalid:
        raise FieldInvalid("email") from invalid
    return text


def _one_of(choices: tuple[str, ...], text: str) -> str:
    if text not in choices:
        raise FieldInvalid("choice")
    return text


def _is_used_already(data: Mapping[str, str]) -> bool:
    return data.get("existing_use", "") not in ("", ExistingUse.NONE)


_PHONE = Field(read=partial(_number, parse_sender, "phone"))
_TEXT = Field()
_OPTIONAL = Field(is_needed=lambda section: False)  # noqa: ARG005

FIELDS: Mapping[Section, Mapping[str, Field]] = {
    Section.MUNICIPALITY: {
        "legal_name": _TEXT,
        "kvk_number": Field(read=partial(_number, parse_kvk, "kvk")),
        "oin": Field(read=partial(_number, parse_oin, "oin")),
        "department": _OPTIONAL,
        "street": _TEXT,
        "postal_code": Field(read=partial(_number, parse_postal_code, "postal_code")),
        "city": _TEXT,
    },
    Section.CONTACTS: {
        f"{contact}_{part}": field
        for contact in CONTACTS
        for part, field in (
            ("name", _TEXT),
            ("function", _TEXT),
            ("email", Field(read=_email)),
            ("phone", _PHONE),
        )
    },
    Section.NUMBER: {
        "number": Field(read=partial(_number, parse_sender, "number")),
        "display_name": Field(longest=NAME_LENGTH),
        "existing_use": Field(read=partial(_one_of, tuple(ExistingUse))),
        "existing_plan": Field(is_needed=_is_used_already, longest=NOTE),
    },
    Section.PURPOSES: {},  # they are `DeclaredPurpose`
    Section.FORBIDDEN: {
        f"never_{code}": Field(read=partial(_one_of, ("yes",))) for code in FORBIDDEN_USES
    },
}
