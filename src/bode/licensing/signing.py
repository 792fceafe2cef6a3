"""Signing for the municipality: who, in which function, and on what ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .errors import SectionRefused
from .sections import LINE


class Mandate(StrEnum):
    """On what ground someone signs for a municipality."""

    COLLEGE = "college"
    """A member of the college, or the mayor."""
    REGISTER = "register"
    """By the municipality's register of mandates."""
    LETTER = "letter"
    """By a letter of authority of its own."""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What someone declares in signing."""

    name: str
    function: str
    mandate: Mandate


def read_signature(given: Mapping[str, str]) -> Signature:
    """Read what was filled in. Raises `SectionRefused` with what is wrong by field."""
    name, function = (given.get(each, "").strip() for each in ("name", "function"))
    refused = {
        field: "missing" if not text else "too_long"
        for field, text in (("name", name), ("function", function))
        if not text or len(text) > LINE
    }
    mandate = given.get("mandate", "")
    if mandate not in tuple(Mandate):
        refused["mandate"] = "choice"
    if given.get("is_sure") != "yes":
        refused["is_sure"] = "missing"
    if refused:
        raise SectionRefused(refused)
    return Signature(name=name, function=function, mandate=Mandate(mandate))
