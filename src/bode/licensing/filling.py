"""Filling in the file of an application, section by section, by both parties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.models import Person

from .errors import SectionChanged, SectionRefused, TransitionNotAllowed
from .findings import list_smells
from .history import remember
from .models import Application, ApplicationSection
from .queries import access_application, list_steps, party_of
from .sections import NOTE, Refusals, Section, read_section
from .states import OPEN, ApplicationStatus, EventKind, Party

FILLERS = ("administrator", "signatory", "account_manager")
"""Whoever may fill in the file for their own organisation."""
_COPIED = (Section.MUNICIPALITY, Section.CONTACTS, Section.NUMBER)
"""What stays true from one application to the next."""


def may_fill(application: Application, actor: Actor, section: Section) -> bool:
    """Whether the actor may change this section now.

    In a draft both parties may. What was sent back is the municipality's to change, and what it
    declares of forbidden uses is never another's.
    """
    party = party_of(application, actor)
    if not actor.has(*FILLERS, "applications") or application.status not in OPEN:
        return False
    if party is Party.PROVIDER:
        is_draft = application.status == ApplicationStatus.DRAFT
        return is_draft and section is not Section.FORBIDDEN
    return party is Party.MUNICIPALITY


def require_may_fill(application: Application, actor: Actor, section: Section) -> None:
    """Raise `TransitionNotAllowed` unless the actor may change this section now."""
    if not may_fill(application, actor, section):
        allowed = list_steps(application, actor)
        raise TransitionNotAllowed("declare", application.status, allowed)


@transaction.atomic
def save_section(
    actor: Actor,
    application: Application,
    section: Section,
    given: Mapping[str, str],
    *,
    version: int,
) -> ApplicationSection:
    """Keep what someone filled in; what is still empty may stay so.

    `version` is what they began with. Raises `SectionRefused` with what is wrong by field,
    `SectionChanged` when someone else saved it meanwhile, `TransitionNotAllowed`.
    """
    application = access_application(application.id, lock=True)
    require_may_fill(application, actor, section)
    kept, refused = read_section(section, given)
    if section is Section.FORBIDDEN:
        kept |= _answers(application, given, refused)
    if refused:
        raise SectionRefused(refused)
    return change_section(actor, application, section, kept, version=version)


def change_section(
    actor: Actor,
    application: Application,
    section: Section,
    kept: dict[str, Any],
    *,
    version: int | None,
    before: Mapping[str, Any] | None = None,
) -> ApplicationSection:
    """Put a section's new content in place, and what changed in the timeline.

    The application is locked. `before` is for a section whose content stands elsewhere. Without
    `version` nobody looked at it before.
    """
    found = get_section(application, section)
    if version is not None and version != found.version:
        raise SectionChanged(found)
    changes = _changes(found.data if before is None else before, kept)
    if not changes:
        return found
    if before is None:
        found.data = kept
    found.version += 1
    found.changed_by, found.changed_at = actor.name, now()
    found.save()
    remember(
        application,
        actor,
        "change",
        kind=EventKind.CHANGE,
        details={"section": str(section), "version": found.version, "changes": changes},
    )
    return found


def get_section(application: Application, section: Section) -> ApplicationSection:
    """A section of the file as it stands; one that nobody touched is empty, at version 0."""
    found, _is_new = ApplicationSection.objects.get_or_create(
        application=application,
        name=section,
        defaults={
            "municipality_id": application.municipality_id,
            "provider_id": application.provider_id,
        },
    )
    return found


def require_read(application: Application, versions: Mapping[str, int]) -> None:
    """Raise `SectionChanged` for a section that is no longer what someone has read of it."""
    for section in Section:
        found = get_section(application, section)
        if versions.get(section, 0) != found.version:
            raise SectionChanged(found)


def begin_file(application: Application, actor: Actor) -> None:
    """Fill in what Bode knows: from the municipality's last application, or from who begins."""
    earlier = (
        Application.objects.filter(municipality_id=application.municipality_id)
        .exclude(id=application.id)
        .exclude(sections=None)
        .order_by("-created_at")
        .first()
    )
    known = {each.name: each.data for each in earlier.sections.all()} if earlier else {}
    for section in Section:
        data = known.get(section, {}) if section in _COPIED else {}
        found = get_section(application, section)
        found.data = data or _known(application, actor, section)
        found.save()


def _known(application: Application, actor: Actor, section: Section) -> dict[str, str]:
    title = f"Gemeente {application.municipality.name}"
    if section is Section.MUNICIPALITY:
        return {"legal_name": title, "city": application.municipality.name}
    if section is Section.NUMBER:
        return {"display_name": title}
    if section is Section.CONTACTS and party_of(application, actor) is Party.MUNICIPALITY:
        person = Person.objects.filter(id=actor.person_id).first() if actor.person_id else None
        if person is not None:
            return {"business_name": person.name, "business_email": person.email}
    return {}


def _answers(
    application: Application, given: Mapping[str, str], refused: Refusals
) -> dict[str, str]:
    """What was said of words that point to a forbidden use."""
    fields = {each.answer_field for each in list_smells(application, localdate())}
    answers = {name: given.get(name, "").strip() for name in sorted(fields)}
    refused |= {name: "too_long" for name, text in answers.items() if len(text) > NOTE}
    return answers


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Which fields changed, from what to what."""
    return [
        {"field": name, "old": before.get(name, ""), "new": after.get(name, "")}
        for name in sorted({*before, *after})
        if (before.get(name) or "") != (after.get(name) or "")
    ]
