"""What a dossier holds, version 1. The published JSON Schema is made from these structs.

Texts that people chose from a list are given as their code and in Dutch, so that a reader needs no
other source. Times are in UTC, from 1900 to 2200, and no text holds a null character; the types
can't say so, and `codec` refuses the rest. A change that an older Bode can't read gets a new
version.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct

FORMAT: Literal["bode-dossier"] = "bode-dossier"
VERSION: Literal[1] = 1

Moment = Annotated[datetime, Meta(tz=True)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Meta(ge=0)]
Level = Literal["low", "limited", "high"]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a dossier: every field is there, and no other."""


class Organisation(Part, frozen=True, kw_only=True):
    """A municipality or a provider."""

    code: str
    name: str


class Named(Part, frozen=True, kw_only=True):
    """A choice from a list: its code, and how it reads in Dutch."""

    code: str
    name: str


class Purpose(Part, frozen=True, kw_only=True):
    """What the municipality wants to use WhatsApp for, and what the platform said of that."""

    code: str
    name: str
    explanation: str
    volume: Count | None
    """Messages a month, as expected."""
    audience: str
    examples: list[str]
    granted: bool | None
    """None while the platform did not decide."""
    refusal: str


class Field(Part, frozen=True, kw_only=True):
    """One field of a section; `label` is in Dutch."""

    name: str
    label: str
    value: str


class Section(Part, frozen=True, kw_only=True):
    """A part of the application's file."""

    name: str
    title: str
    fields: list[Field]
    version: Count
    changed_by: str
    changed_at: Moment | None


class Remark(Part, frozen=True, kw_only=True):
    """What the provider wanted different, and what came of it."""

    section: str
    field: str
    where: str
    """The two in Dutch."""
    text: str
    author: str
    at: Moment
    answer: str
    answered_by: str
    answered_at: Moment | None
    resolved_by: str
    resolved_at: Moment | None


class Application(Part, frozen=True, kw_only=True):
    """What was asked, by whom, with whom."""

    id: UUID
    status: Named
    route: str
    created_at: Moment
    due_on: date | None
    follows: UUID | None
    """The earlier application that this one goes on from."""
    municipality: Organisation
    provider: Organisation
    purposes: list[Purpose]
    sections: list[Section]
    remarks: list[Remark]


class Declaration(Part, frozen=True, kw_only=True):
    """A use that the municipality declares it will never make."""

    code: str
    name: str
    declared: bool


class Signature(Part, frozen=True, kw_only=True):
    """Who signed for the municipality: a person, or a program with a token."""

    name: str
    function: str
    mandate: str
    is_program: bool
    missing: list[str]
    """What the file in Bode lacked when a program signed, which keeps the rest elsewhere."""
    actor: str
    organisation: str
    at: Moment


class Answer(Part, frozen=True, kw_only=True):
    """One answer of the DPIA's questionnaire, in words."""

    section: str
    key: str
    question: str
    value: list[str]
    """A text, or what was chosen."""
    by: str
    at: Moment


class Risk(Part, frozen=True, kw_only=True):
    """A risk as the municipality weighed it, before and after its measures."""

    code: str
    title: str
    chance: str
    impact: str
    level: Level | None
    measures: list[str]
    own_measures: str
    residual_chance: str
    residual_impact: str
    residual_level: Level | None


class DpiaDocument(Part, frozen=True, kw_only=True):
    """A DPIA that was made elsewhere; its content stands in `files`."""

    filename: str
    sha256: Sha256
    made_on: date
    author: str
    outcome: Level
    summary: str
    by: str
    at: Moment


class Advice(Part, frozen=True, kw_only=True):
    """What the privacy officer advised, and what the municipality does with it."""

    verdict: Literal["positive", "conditional", "negative"]
    text: str
    adviser: str
    recorded_by: str
    at: Moment
    reply: str
    replied_by: str
    replied_at: Moment | None


class Dpia(Part, frozen=True, kw_only=True):
    """The data protection impact assessment."""

    status: Named
    way: Literal["", "document", "questionnaire"]
    answers: list[Answer]
    risks: list[Risk]
    document: DpiaDocument | None
    advices: list[Advice]


class Decision(Part, frozen=True, kw_only=True):
    """An answer of the platform as the provider recorded it, or an objection, with its evidence."""

    step: Named
    reason: str
    decided_on: date | None
    told_by: str
    reference: str
    granted: list[str]
    files: list[Sha256]
    recorded_by: str
    organisation: str
    at: Moment


class Event(Part, frozen=True, kw_only=True):
    """One thing that happened with the application."""

    kind: str
    what: Named
    status: Named
    """After this."""
    actor: str
    organisation: str
    reason: str
    details: dict[str, Any]
    at: Moment


class Licence(Part, frozen=True, kw_only=True):
    """The permission that the application led to."""

    id: UUID
    status: Named
    purposes: list[str]
    valid_from: Moment
    ended_at: Moment | None


class File(Part, frozen=True, kw_only=True):
    """A file that belongs to the dossier; `data` is base64 in JSON."""

    name: str
    mime_type: str
    size: Count
    sha256: Sha256
    data: bytes


class Dossier(Part, frozen=True, kw_only=True):
    """An application with everything that belongs to it."""

    made_with: str
    """The program and its version, as in `Bode 0.1.0`."""
    as_of: Moment
    """The last thing that happened with it."""
    application: Application
    declarations: list[Declaration]
    signatures: list[Signature]
    dpia: Dpia | None
    decisions: list[Decision]
    history: list[Event]
    licence: Licence | None
    files: list[File]


class Envelope(Part, frozen=True, kw_only=True):
    """The file: what it is, the hash of its content, and the content."""

    format: Literal["bode-dossier"]
    version: Literal[1]
    sha256: Sha256
    """Of the content, written as the whole file is, without the newline at the end."""
    content: Dossier


class Heading(Struct):
    """Enough of a file to see whether it is a dossier, and of which version."""

    format: Any = None
    version: Any = None
