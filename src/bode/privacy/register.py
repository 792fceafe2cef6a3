"""The register of personal data: what, why, how long. Each room fills in its own part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """One model that holds personal data.

    `model` is Django's label (`conversations.Contact`); `what`, `why` and `how_long` are in Dutch
    for the processing register of the municipality, and marked for translation.
    """

    model: str
    fields: tuple[str, ...]
    what: str
    """The model and its fields, for someone who doesn't know them by these names."""
    why: str
    how_long: str


_entries: dict[str, PersonalData] = {}


def register(*entries: PersonalData) -> None:
    """Add to the register; called once by each room when Django starts."""
    for entry in entries:
        _entries[entry.model] = entry


def list_personal_data() -> list[PersonalData]:
    """Everything registered, by what it is in Dutch."""
    return sorted(_entries.values(), key=lambda entry: entry.what)
